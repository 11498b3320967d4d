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
import { Button, NativeSelect, PasswordInput, TextInput } from '../app/ui.tsx';
import { measureWords } from '../words/measures-en.ts';
import { officeWords } from '../words/office-en.ts';
import { recordWords } from '../words/patient-record-en.ts';
import { NumberField, numberOf, ReadField } from './number-field.tsx';
import { limitsOf, remindersSay } from './schedule-limits.ts';

const t = measureWords.schedule;
type Occasion = MeasureScheduleView['occasions'][number];
type Anchor = Occasion['anchor'];
type Measure = Occasion['measures'][number];

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
  const [second, setSecond] = useState({ login: '', password: '', code: '' });
  const changes = compareSchedules(schedule, typed);
  const save = useMutation({
    mutationFn: async () =>
      await call(routes.changeSchedule, {
        body: {
          schedule: { ...typed, version: schedule.version },
          reason,
          second: {
            login: second.login,
            password: second.password,
            ...(second.code === '' ? {} : { code: second.code }),
          },
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
      <fieldset className="choice" style={{ gap: 12 }}>
        <legend className="small">{t.second}</legend>
        <TextInput
          label={t.login}
          required
          autoComplete="off"
          value={second.login}
          onChange={(event) => setSecond({ ...second, login: event.currentTarget.value })}
        />
        <PasswordInput
          label={t.password}
          required
          autoComplete="off"
          value={second.password}
          onChange={(event) => setSecond({ ...second, password: event.currentTarget.value })}
        />
        <TextInput
          label={t.code}
          inputMode="numeric"
          autoComplete="off"
          value={second.code}
          onChange={(event) => setSecond({ ...second, code: event.currentTarget.value })}
        />
      </fieldset>
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

/** One change in sentences, scales by their names. */
function changeTexts({ occasion, kind, differs }: ScheduleChange): readonly string[] {
  if (kind === 'added') return [t.added(occasion)];
  if (kind === 'removed') return [t.removed(occasion)];
  const named = (text: string) =>
    text.replaceAll(/[a-z0-9-]+(?= \()/g, (id) => instruments.find((one) => one.id === id)?.shortTitle ?? id);
  return differs.map(({ what, from, to }) =>
    t.differs(
      occasion,
      t.fields[what],
      what === 'scales' ? named(from) : from,
      what === 'scales' ? named(to) : to,
    ),
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
    : t.startsWith(change.differs.map(({ what, from }) => `${t.fields[what]} ${from}`).join('; '), source);
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

const anchors: Readonly<Record<string, Anchor>> = {
  'dose first': { kind: 'dose', which: 'first' },
  'dose each': { kind: 'dose', which: 'each' },
  'dose last': { kind: 'dose', which: 'last' },
  'visit first': { kind: 'visit', which: 'first' },
  'visit each': { kind: 'visit', which: 'each' },
  eachDose: { kind: 'calendar', everyDays: 7, from: 'eachDose' },
};
const anchorWords: Readonly<Record<string, string>> = {
  'dose first': t.anchors.dose.first,
  'dose each': t.anchors.dose.each,
  'dose last': t.anchors.dose.last,
  'visit first': t.anchors.visit.first,
  'visit each': t.anchors.visit.each,
  eachDose: t.anchors.eachDose(7),
};

function OccasionFields({
  occasion,
  onChange,
  onRemove,
}: {
  readonly occasion: Occasion;
  readonly onChange: (more: Partial<Occasion>) => void;
  readonly onRemove: () => void;
}) {
  const { anchor, measures } = occasion;
  const anchorKey =
    anchor.kind === 'calendar' ? (anchor.from ?? 'calendar') : `${anchor.kind} ${anchor.which}`;
  const setMeasure = (place: number, more: Partial<Measure>) =>
    onChange({ measures: measures.map((one, index) => (index === place ? { ...one, ...more } : one)) });
  return (
    <>
      <div className="row" style={{ alignItems: 'end' }}>
        <TextInput
          label={t.name}
          required
          value={occasion.title}
          onChange={(event) => onChange({ title: event.currentTarget.value })}
        />
        <NativeSelect
          label={t.timepoint}
          value={occasion.timepoint}
          onChange={(event) => onChange({ timepoint: event.currentTarget.value as Occasion['timepoint'] })}
          data={Object.entries(recordWords.measures.timepoints).map(([value, label]) => ({ value, label }))}
        />
        <NativeSelect
          label={t.anchor}
          value={anchorKey}
          onChange={(event) =>
            onChange({ anchor: anchors[event.currentTarget.value] ?? { kind: 'calendar', everyDays: 28 } })
          }
          data={[
            ...Object.keys(anchors).map((value) => ({ value, label: anchorWords[value] ?? value })),
            {
              value: 'calendar',
              label: t.anchors.calendar(anchor.kind === 'calendar' ? anchor.everyDays : 28),
            },
          ]}
        />
        {anchor.kind === 'calendar' ? (
          <NumberField
            label={t.every}
            limits={limitsOf.everyDays}
            value={String(anchor.everyDays)}
            onNumber={(everyDays) => onChange({ anchor: { ...anchor, everyDays } })}
          />
        ) : null}
        <NumberField
          label={t.after}
          limits={limitsOf.afterHours}
          value={hoursText(occasion.afterMinutes)}
          onNumber={(hours) => onChange({ afterMinutes: Math.round(hours * 60) })}
        />
        <NumberField
          label={t.openHours}
          limits={limitsOf.openHours}
          value={hoursText(occasion.openMinutes)}
          onNumber={(hours) => onChange({ openMinutes: Math.round(hours * 60) })}
        />
        <ReadField
          label={t.remindHours}
          title={t.remindHint}
          value={occasion.remindAfterMinutes.map((minutes) => hoursText(minutes)).join(' ')}
          read={(text) => {
            const hours = text.split(/[\s,]+/).filter((part) => part !== '');
            return hours.map(numberOf).some(Number.isNaN)
              ? undefined
              : hours.map((part) => Math.round(numberOf(part) * 60));
          }}
          says={(reminders) => remindersSay(reminders, occasion)}
          onRead={(remindAfterMinutes) => onChange({ remindAfterMinutes })}
        />
      </div>
      <ul className="list">
        {measures.map((measure, place) => (
          <li key={`${measure.instrument} ${String(place)}`} className="row" style={{ alignItems: 'end' }}>
            <NativeSelect
              aria-label={t.scales}
              value={measure.instrument}
              onChange={(event) => setMeasure(place, { instrument: event.currentTarget.value })}
              data={instruments.map((one) => ({ value: one.id, label: one.shortTitle }))}
            />
            <NativeSelect
              aria-label={t.way}
              value={measure.way}
              onChange={(event) => setMeasure(place, { way: event.currentTarget.value as Measure['way'] })}
              data={Object.entries(measureWords.due.ways).map(([value, label]) => ({ value, label }))}
            />
            <Button
              size="compact-sm"
              variant="default"
              disabled={measures.length === 1}
              onClick={() => onChange({ measures: measures.filter((_, index) => index !== place) })}
            >
              {t.remove}
            </Button>
          </li>
        ))}
      </ul>
      <div className="row" style={{ marginTop: 8, justifyContent: 'space-between' }}>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => onChange({ measures: [...measures, { instrument: 'gad7', way: 'link' }] })}
        >
          {t.addScale}
        </Button>
        <Button size="compact-sm" variant="subtle" onClick={onRemove}>
          {t.removeOccasion}
        </Button>
      </div>
    </>
  );
}

/** Minutes as hours, as they are typed. */
const hoursText = (minutes: number): string => String(Number((minutes / 60).toFixed(3)));
