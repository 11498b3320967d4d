import { routes, type PlanOptions, type PlanPreview } from '@evenkeel/contract';
import { templateByKey } from '@evenkeel/protocol';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../app/api.ts';
import { DraftLine } from '../app/draft-line.tsx';
import { useDraft } from '../app/draft.ts';
import { dayText, todayIn } from '../app/format.ts';
import { ProblemBox } from '../app/problem-box.tsx';
import { nobodyTyped, SecondPersonFields, secondToSend } from '../app/second-person.tsx';
import { Button, NativeSelect, PasswordInput, Textarea } from '../app/ui.tsx';
import { Attention } from '../theme/attention-mark.tsx';
import { officeWords } from '../words/office-en.ts';
import { recordWords } from '../words/patient-record-en.ts';
import { planWords as t } from '../words/plan-en.ts';
import { words } from '../words/en.ts';
import { refreshRecord } from './fact-form.tsx';
import { PlanAmount } from './plan-amount.tsx';
import { PlanCourse, PlanVisit } from './plan-course.tsx';
import { planMissing, type PlanMissing } from './plan-missing.ts';
import { planToSend, type PlanForm, type PlanSent } from './plan-form.ts';

const old = recordWords.plan;
type Option = PlanOptions['templates'][number];

/** From a template to a signed plan: amount, weight, days, what is due, reason, signatures. The server decides all again. */
export function PlanBuilder({
  patientId,
  zone,
  options,
  onDone,
}: {
  readonly patientId: string;
  readonly zone: string;
  readonly options: readonly Option[];
  readonly onDone: () => void;
}) {
  const draft = useDraft<PlanForm>(`planned/${patientId}`, startForm(options[0], zone));
  const form = draft.value;
  const [confirmed, setConfirmed] = useState(false);
  const [second, setSecond] = useState(nobodyTyped);
  const [password, setPassword] = useState('');
  // A refusal is about what was typed then; it goes with the first change.
  const set = (part: Partial<PlanForm>) => {
    sign.reset();
    draft.change({ ...form, ...part });
  };
  const option = options.find(({ key }) => key === form.template);
  const template = templateByKey(form.template);
  const input = planToSend(form, template, confirmed);
  const missing: PlanMissing = template === undefined ? {} : planMissing(form, template);
  const preview = useQuery({
    queryKey: ['planPreview', patientId, input],
    enabled: input !== undefined,
    placeholderData: keepPreviousData,
    queryFn: async () => await call(routes.previewPlan, { params: { patientId }, body: whole(input) }),
  });
  const sign = useMutation({
    mutationFn: async () =>
      await call(routes.signPlan, {
        params: { patientId },
        body: {
          ...whole(input),
          planId: draft.id,
          meaning: old.meaning,
          password,
          ...(form.reason.trim() === '' ? {} : { reason: form.reason }),
          second: asksSecond ? secondToSend(second) : undefined,
        },
      }),
    onSuccess: async () => {
      draft.discard();
      await refreshRecord(patientId);
      onDone();
    },
  });
  // Each field says its own part beside it; here it is named only.
  const whyNot =
    template === undefined
      ? [t.template]
      : [
          ...(missing.amount === undefined ? [] : [t.amount[template.basis]]),
          ...(missing.product === undefined ? [] : [t.product]),
          ...(missing.minutes === undefined ? [] : [t.minutes]),
          ...(missing.firstDay === undefined ? [] : [t.firstDay]),
        ];
  const shown = input === undefined ? undefined : preview.data;
  // What stands there may still be the answer to what was typed before: nobody signs under that.
  const counting = input !== undefined && (preview.isPlaceholderData || preview.isFetching);
  const needs = shown?.needs;
  const asksSecond = needs?.secondSigner === true || needs?.medicalLead === true;
  return (
    <form
      className="form plan-builder"
      onSubmit={(event) => {
        event.preventDefault();
        sign.mutate();
      }}
    >
      <DraftLine draft={draft} />
      <NativeSelect
        label={t.template}
        required
        value={form.template}
        onChange={(event) => {
          const next = options.find(({ key }) => key === event.currentTarget.value);
          setConfirmed(false);
          sign.reset();
          draft.change({ ...startForm(next, zone), firstDay: form.firstDay, reason: form.reason });
        }}
        data={options.map(({ key, title, selectCases }) => ({
          value: key,
          label: selectCases ? `${title} (${t.selectCases})` : title,
        }))}
      />
      {option === undefined ? (
        <p>{t.choose}</p>
      ) : (
        <p>
          {option.statement} {option.startSays ?? ''}{' '}
          <span className="quiet">
            {markName(option.source.mark)}. {option.source.citation}
          </span>
        </p>
      )}
      {template === undefined ? null : (
        <PlanAmount template={template} form={form} missing={missing} onChange={set} />
      )}
      <ProblemBox error={preview.error} />
      <div aria-live="polite" aria-busy={counting} className="counted">
        {shown?.problem === undefined ? null : (
          <p>
            <Attention level="now">{shown.problem.sentence}</Attention>
          </p>
        )}
        {shown?.moreProblems?.map((sentence) => (
          <p key={sentence}>
            <Attention level="now">{sentence}</Attention>
          </p>
        ))}
        {shown?.sentence === undefined ? null : <p className="dose">{shown.sentence}</p>}
        {shown?.warnings.map((warning) => (
          <p key={warning}>
            <Attention level="due">{warning}</Attention>
          </p>
        ))}
      </div>
      {shown === undefined ? null : <PlanFindings patientId={patientId} preview={shown} />}
      {shown?.weight === undefined ? null : (
        <PlanWeight zone={zone} weight={shown.weight} confirmed={confirmed} onConfirm={setConfirmed} />
      )}
      {shown === undefined ? null : (
        <PlanCourse
          course={shown.course}
          edited={form.days !== ''}
          onChange={(days) => set({ days: days.toSorted().join(' ') })}
        />
      )}
      {shown?.visit === undefined ? null : <PlanVisit visit={shown.visit} dose={shown.dose} />}
      {needs?.reason === true ? (
        <Textarea
          label={t.reason}
          description={t.reasonLead}
          required
          autosize
          minRows={2}
          value={form.reason}
          onChange={(event) => set({ reason: event.currentTarget.value })}
        />
      ) : null}
      {asksSecond ? (
        <SecondPersonFields
          legend={needs.medicalLead ? t.second.lead : t.second.band}
          required={needs.secondSigner}
          typed={second}
          onChange={(typed) => {
            sign.reset();
            setSecond(typed);
          }}
        />
      ) : null}
      {template?.drug === 'esketamine' ? null : <p className="small quiet">{old.off}</p>}
      <p>
        <strong>{old.meaning}</strong>
      </p>
      <PasswordInput
        label={old.password}
        required
        autoComplete="current-password"
        value={password}
        onChange={(event) => {
          sign.reset();
          setPassword(event.currentTarget.value);
        }}
        style={{ maxWidth: 320 }}
      />
      <ProblemBox error={sign.error} />
      {whyNot.length === 0 ? null : <output className="small">{t.missing.title(whyNot)}</output>}
      {shown?.problem === undefined ? null : <output className="small">{t.missing.standsAgainst}</output>}
      <div className="row">
        <Button
          type="submit"
          disabled={shown?.dose === undefined || counting || preview.isError}
          loading={sign.isPending}
        >
          {counting ? t.counting : old.sign}
        </Button>
        <Button type="button" variant="default" onClick={onDone}>
          {words.cancel}
        </Button>
      </div>
    </form>
  );
}

/** What stops this plan, and the holds that nobody has answered: those are shown and let pass. */
function PlanFindings({
  patientId,
  preview: { inTheWay = [], openHolds = [] },
}: {
  readonly patientId: string;
  readonly preview: PlanPreview;
}) {
  if (inTheWay.length + openHolds.length === 0) return null;
  const list = (findings: typeof inTheWay) => (
    <ul className="list">
      {findings.map(({ rule, says, missing }) => (
        <li key={rule}>
          {[says, ...missing].join(' ')} <span className="tag">{rule}</span>
        </li>
      ))}
    </ul>
  );
  return (
    <section>
      {inTheWay.length === 0 ? null : (
        <>
          <Attention level="now">{t.inTheWay(inTheWay.length)}</Attention>
          {list(inTheWay)}
        </>
      )}
      {openHolds.length === 0 ? null : (
        <details>
          <summary>{t.openHolds(openHolds.length)}</summary>
          {list(openHolds)}
        </details>
      )}
      <Link to="/patients/$patientId/eligibility" params={{ patientId }}>
        {t.review}
      </Link>
    </section>
  );
}

/** The weight with its age; what is doubtful is confirmed by an act of its own. */
function PlanWeight({
  zone,
  weight,
  confirmed,
  onConfirm,
}: {
  readonly zone: string;
  readonly weight: NonNullable<PlanPreview['weight']>;
  readonly confirmed: boolean;
  readonly onConfirm: (confirmed: boolean) => void;
}) {
  return (
    <section>
      <h3>{t.weight.title}</h3>
      <p>
        {t.weight.is(weight.kilograms, dayText(zone, weight.measuredAt), weight.ageDays)}
        {weight.estimated ? `, ${t.weight.estimated}` : ''}
      </p>
      {weight.doubts.map((doubt) => (
        <p key={doubt}>
          <Attention level="now">{doubt}</Attention>
        </p>
      ))}
      {weight.doubts.length === 0 ? null : (
        <label className="tick">
          <input
            type="checkbox"
            checked={confirmed}
            onChange={(event) => onConfirm(event.currentTarget.checked)}
          />
          <span>{t.weight.confirm}</span>
        </label>
      )}
    </section>
  );
}

/** The plan to send; neither the preview nor the button works without one. */
function whole(input: PlanSent | undefined): PlanSent {
  if (input === undefined) throw new Error('The plan is not whole yet');
  return input;
}

function startForm(option: Option | undefined, zone: string): PlanForm {
  const minutes = option === undefined ? undefined : templateByKey(option.key)?.minutes?.usual;
  return {
    template: option?.key ?? '',
    amount: option?.start ?? '',
    productId: '',
    minutes: minutes === undefined ? '' : String(minutes),
    firstDay: todayIn(zone),
    days: '',
    reason: '',
  };
}

const markNames: { readonly [mark: string]: string } = officeWords.library.marks;

function markName(mark: string): string {
  return markNames[mark] ?? mark;
}
