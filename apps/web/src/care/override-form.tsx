import { routes, type OverrideView, type VerdictView } from '@evenkeel/contract';
import { overrideNeeds, type CareSetting, type Finding } from '@evenkeel/protocol';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { call, queryClient } from '../app/api.ts';
import { DraftLine } from '../app/draft-line.tsx';
import { useDraft } from '../app/draft.ts';
import { momentText } from '../app/format.ts';
import { ProblemBox } from '../app/problem-box.tsx';
import { nobodyTyped, SecondPersonFields, secondToSend } from '../app/second-person.tsx';
import { Button, Textarea } from '../app/ui.tsx';
import { careWords } from '../words/care-en.ts';
import { settingText } from './setting-chooser.tsx';

const t = careWords.override;

/** Goes past one finding with a reason, and with the people beside it that the finding asks for. */
export function OverrideForm({
  patientId,
  finding,
  setting,
  onDone,
}: {
  readonly patientId: string;
  readonly finding: Finding;
  readonly setting: CareSetting;
  readonly onDone: () => void;
}) {
  const draft = useDraft(`override/${patientId}/${finding.rule}`, '');
  const [second, setSecond] = useState(nobodyTyped);
  const needs = overrideNeeds(finding, setting);
  const withSecond = needs !== 'reason';
  // A medical lead who signs a caution alone leaves the second person out.
  const secondRequired = needs === 'reasonAndSecond' || needs === 'medicalLeadAndSecond';
  const save = useMutation({
    mutationFn: async () =>
      await call(routes.overrideFinding, {
        params: { patientId },
        body: {
          overrideId: draft.id,
          rule: finding.rule,
          reason: draft.value,
          drug: setting.drug,
          route: setting.route,
          phase: setting.phase,
          ...(setting.indication === undefined ? {} : { indication: setting.indication }),
          second: withSecond ? secondToSend(second) : undefined,
        },
      }),
    onSuccess: async (next: VerdictView) => {
      draft.discard();
      setSecond({ ...nobodyTyped, login: second.login });
      await queryClient.invalidateQueries({ queryKey: ['verdict', patientId] });
      if (next.overrides.length > 0) onDone();
    },
  });
  return (
    <form
      className="form narrow noprint"
      aria-label={t.title(finding.rule)}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <p className="small">{t.needs[needs]}</p>
      <DraftLine draft={draft} />
      <Textarea
        label={t.reason}
        required
        autosize
        minRows={2}
        value={draft.value}
        onChange={(event) => {
          save.reset();
          draft.change(event.currentTarget.value);
        }}
      />
      {withSecond ? (
        <SecondPersonFields
          legend={needs === 'reasonAndMedicalLead' ? t.lead : t.second}
          required={secondRequired}
          typed={second}
          onChange={(typed) => {
            save.reset();
            setSecond(typed);
          }}
        />
      ) : null}
      <ProblemBox error={save.error} />
      <div>
        <Button type="submit" loading={save.isPending}>
          {t.go}
        </Button>
      </div>
    </form>
  );
}

/** Every override of a patient, newest first, with the finding as it was. */
export function OverrideList({
  overrides,
  zone,
}: {
  readonly overrides: readonly OverrideView[];
  readonly zone: string;
}) {
  if (overrides.length === 0) return null;
  return (
    <section>
      <h2>{t.list(overrides.length)}</h2>
      <ul className="list">
        {overrides.map((one) => (
          <li key={one.overrideId}>
            <strong>{one.finding.says}</strong> <span className="tag">{one.rule}</span>{' '}
            <span className={one.inForce ? 'tag tag-due' : 'tag'}>{one.inForce ? t.inForce : t.ended}</span>
            <div>{one.reason}</div>
            <div className="small quiet">
              {t.by(one.byName, one.role, momentText(zone, one.at))}
              {one.secondName === undefined ? '' : `, ${t.with(one.secondName)}`}. {settingText(one.setting)}.
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
