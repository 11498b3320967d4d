import { routes, type MeasureScheduleView } from '@evenkeel/contract';
import { instruments } from '@evenkeel/instruments';
import {
  compareSchedules,
  defaultMeasureSchedule,
  type MeasureOccasion,
  type ScheduleChange,
} from '@evenkeel/protocol';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { call, queryClient } from '../app/api.ts';
import { DraftLine } from '../app/draft-line.tsx';
import { useDraft } from '../app/draft.ts';
import { ProblemBox } from '../app/problem-box.tsx';
import { nobodyTyped, SecondPersonFields } from '../app/second-person.tsx';
import { Button, TextInput } from '../app/ui.tsx';
import { measureWords } from '../words/measures-en.ts';
import { officeWords } from '../words/office-en.ts';
import { OccasionFields } from './occasion-fields.tsx';

const t = measureWords.schedule;
type Occasion = MeasureScheduleView['occasions'][number];

/** The clinic's schedule as a form. What is typed is kept on the device until it is put in force. */
export function ScheduleEditor({
  schedule,
  onDone,
}: {
  readonly schedule: MeasureScheduleView;
  readonly onDone: () => void;
}) {
  const draft = useDraft(`schedule/${schedule.version}`, { schedule, reason: '' });
  const { schedule: typed, reason } = draft.value;
  const [second, setSecond] = useState(nobodyTyped);
  const changes = compareSchedules(schedule, typed);
  const save = useMutation({
    mutationFn: async () =>
      await call(routes.changeSchedule, {
        body: {
          schedule: { ...typed, version: schedule.version },
          reason,
          second: { ...second, code: second.code === '' ? undefined : second.code },
        },
      }),
    onSuccess: async () => {
      draft.discard();
      await queryClient.invalidateQueries({ queryKey: ['measureSchedule'] });
      await queryClient.invalidateQueries({ queryKey: ['measures'] });
      onDone();
    },
  });
  const put = (next: MeasureScheduleView) => draft.change({ schedule: next, reason });
  const change = (place: number, more: Partial<Occasion>) =>
    put({
      ...typed,
      occasions: typed.occasions.map((one, index) =>
        index === place
          ? {
              ...one,
              ...more,
              // What a clinic has changed no longer rests on the source it started from.
              source: { mark: 'localDefault' as const, citation: t.local },
            }
          : one,
      ),
    });
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <DraftLine draft={draft} />
      <div className="row" style={{ alignItems: 'end' }}>
        <TextInput
          label={t.quiet}
          type="time"
          value={typed.quiet.from}
          onChange={(event) => put({ ...typed, quiet: { ...typed.quiet, from: event.currentTarget.value } })}
        />
        <TextInput
          label={t.quietAnd}
          type="time"
          value={typed.quiet.to}
          onChange={(event) => put({ ...typed, quiet: { ...typed.quiet, to: event.currentTarget.value } })}
        />
        <span className="quiet small">{t.quietZone}</span>
      </div>
      {typed.occasions.map((one, place) => (
        <fieldset key={one.id} className="occasion">
          <legend>{one.title}</legend>
          <p className="quiet small">{startsWith(one)}</p>
          <OccasionFields
            occasion={one}
            onChange={(more) => change(place, more)}
            onRemove={() =>
              put({ ...typed, occasions: typed.occasions.filter((_, index) => index !== place) })
            }
          />
        </fieldset>
      ))}
      <div>
        <Button
          variant="default"
          onClick={() => put({ ...typed, occasions: [...typed.occasions, newOccasion(typed)] })}
        >
          {t.add}
        </Button>
      </div>
      <TextInput
        label={t.reason}
        required
        value={reason}
        onChange={(event) => draft.change({ schedule: typed, reason: event.currentTarget.value })}
      />
      <section aria-label={t.changes}>
        <h3>{t.changes}</h3>
        {changes.length === 0 ? (
          <p>{t.noChange}</p>
        ) : (
          <ul>
            {changes.flatMap(changeTexts).map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        )}
      </section>
      <SecondPersonFields legend={t.second} required typed={second} onChange={setSecond} />
      <ProblemBox error={save.error} />
      <div className="row">
        <Button type="submit" disabled={changes.length === 0} loading={save.isPending}>
          {t.save}
        </Button>
        <Button variant="default" onClick={onDone}>
          {t.back}
        </Button>
      </div>
    </form>
  );
}

/** Scales by their names. */
function named(what: string, text: string): string {
  return what === 'scales'
    ? text.replaceAll(
        /[a-z0-9-]+(?= \()/g,
        (id) => instruments.find((one) => one.id === id)?.shortTitle ?? id,
      )
    : text;
}

/** One change in sentences. */
function changeTexts({ occasion, kind, differs }: ScheduleChange): readonly string[] {
  if (kind === 'added') return [t.added(occasion)];
  if (kind === 'removed') return [t.removed(occasion)];
  return differs.map(({ what, from, to }) =>
    t.differs(occasion, t.fields[what], named(what, from), named(what, to)),
  );
}

const starting = new Map(defaultMeasureSchedule.occasions.map((one) => [one.id, one]));

/** What a clinic starts with at this occasion, with its source. */
function startsWith(typed: Occasion): string {
  const usual = starting.get(typed.id);
  if (usual === undefined) return t.own;
  const source = `${usual.source.citation}; ${officeWords.library.marks[usual.source.mark].toLowerCase()}`;
  const only = (one: MeasureOccasion) => ({ ...defaultMeasureSchedule, occasions: [one] });
  const [change] = compareSchedules(only(usual), only(typed as MeasureOccasion));
  return change === undefined
    ? t.starts(source)
    : t.startsWith(
        change.differs.map(({ what, from }) => `${t.fields[what]} ${named(what, from)}`).join('; '),
        source,
      );
}

function newOccasion({ occasions }: MeasureScheduleView): Occasion {
  const taken = new Set(occasions.map(({ id }) => id));
  let number = occasions.length + 1;
  while (taken.has(`occasion-${number}`)) number += 1;
  return {
    id: `occasion-${number}`,
    title: t.occasion,
    timepoint: 'unscheduled',
    anchor: { kind: 'dose', which: 'each' },
    afterMinutes: 48 * 60,
    openMinutes: 24 * 60,
    remindAfterMinutes: [],
    measures: [{ instrument: 'phq9', way: 'link' }],
    source: { mark: 'localDefault', citation: t.local },
  };
}
