import { routes, type PlanView } from '@evenkeel/contract';
import { parseDecimal } from '@evenkeel/quantities';
import { products } from '@evenkeel/protocol';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { call, useMe } from '../app/api.ts';
import { DraftLine } from '../app/draft-line.tsx';
import { useDraft } from '../app/draft.ts';
import { may } from '../app/may.ts';
import { dateText, momentText, todayIn } from '../app/format.ts';
import { ProblemBox } from '../app/problem-box.tsx';
import { Button, DateInput, NativeSelect, Page, PasswordInput, Textarea, TextInput } from '../app/ui.tsx';
import { Attention } from '../theme/attention-mark.tsx';
import { followUpWords } from '../words/follow-up-en.ts';
import { recordWords } from '../words/patient-record-en.ts';
import { words } from '../words/en.ts';
import { refreshRecord } from './fact-form.tsx';
import { PatientFrame } from './patient-frame.tsx';

const t = recordWords.plan;

/** Signed plans, and signing a new one. */
export function PlanPage() {
  const { patientId = '' } = useParams({ strict: false });
  const me = useMe();
  const zone = me?.timeZone ?? 'UTC';
  const plans = useQuery({
    queryKey: ['plans', patientId],
    queryFn: async () => await call(routes.plans, { params: { patientId } }),
  });
  const [signing, setSigning] = useState(false);
  const maySign = may(me, 'plan.sign');
  const all = plans.data?.plans ?? [];
  return (
    <PatientFrame patientId={patientId}>
      {() => (
        <Page title={t.title}>
          <ProblemBox error={plans.error} />
          {plans.isSuccess && all.length === 0 ? <p>{t.none}</p> : null}
          {all.map((plan) => (
            <SignedPlan key={plan.planId} plan={plan} zone={zone} />
          ))}
          {all.length > 0 && may(me, 'followUp.read') ? (
            <p>
              <Link to="/patients/$patientId/review" params={{ patientId }}>
                {followUpWords.review.open}
              </Link>
            </p>
          ) : null}
          {!maySign ? null : signing || (plans.isSuccess && all.length === 0) ? (
            <SignPlan patientId={patientId} zone={zone} onDone={() => setSigning(false)} />
          ) : (
            <Button variant="default" onClick={() => setSigning(true)}>
              {t.newPlan}
            </Button>
          )}
        </Page>
      )}
    </PatientFrame>
  );
}

function SignedPlan({ plan, zone }: { readonly plan: PlanView; readonly zone: string }) {
  return (
    <section style={plan.state === 'ended' ? { opacity: 0.75 } : undefined}>
      <p className="dose">{plan.sentence}</p>
      <p>
        {t.planned(plan.sessions)} {plan.days.map((day) => dateText(day)).join(', ')}{' '}
        {plan.state === 'ended' ? <span className="tag">{t.ended}</span> : null}
      </p>
      <p className="quiet">
        {t.signed(plan.signature.signerName, momentText(zone, plan.signature.at, true))}:{' '}
        {plan.signature.meaning}
        {plan.secondSignature === undefined
          ? ''
          : `. ${t.signed(plan.secondSignature.signerName, momentText(zone, plan.secondSignature.at, true))}`}
      </p>
      {plan.reason === undefined ? null : <p>{plan.reason}</p>}
    </section>
  );
}

function SignPlan({
  patientId,
  zone,
  onDone,
}: {
  readonly patientId: string;
  readonly zone: string;
  readonly onDone: () => void;
}) {
  const draft = useDraft(`plan/${patientId}`, {
    dose: '0.5',
    productId: '',
    minutes: '40',
    sessions: '6',
    firstDay: todayIn(zone),
    reason: '',
  });
  const { dose, productId, minutes, sessions, firstDay, reason } = draft.value;
  const set = (part: Partial<typeof draft.value>) => draft.change({ ...draft.value, ...part });
  const [second, setSecond] = useState({ login: '', password: '', code: '' });
  const [password, setPassword] = useState('');
  const input = {
    doseMgPerKg: dose,
    productId,
    durationMinutes: Number(minutes),
    sessions: Number(sessions),
    firstDay,
  };
  const complete =
    productId !== '' &&
    parseDecimal(dose) !== undefined &&
    Number.isInteger(Number(minutes)) &&
    Number(minutes) > 0 &&
    Number.isInteger(Number(sessions)) &&
    Number(sessions) > 0;
  const preview = useQuery({
    queryKey: ['planPreview', patientId, input],
    enabled: complete,
    placeholderData: keepPreviousData,
    queryFn: async () => await call(routes.previewPlan, { params: { patientId }, body: input }),
  });
  const sign = useMutation({
    mutationFn: async () =>
      await call(routes.signPlan, {
        params: { patientId },
        body: {
          ...input,
          planId: draft.id,
          meaning: t.meaning,
          password,
          ...(reason.trim() === '' ? {} : { reason }),
          ...(second.login === ''
            ? {}
            : {
                second: {
                  login: second.login,
                  password: second.password,
                  ...(second.code === '' ? {} : { code: second.code }),
                },
              }),
        },
      }),
    onSuccess: async () => {
      draft.discard();
      await refreshRecord(patientId);
      onDone();
    },
  });
  const shown = complete ? preview.data : undefined;
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        sign.mutate();
      }}
    >
      <DraftLine draft={draft} />
      <div className="columns">
        <TextInput
          label={t.dose}
          required
          inputMode="decimal"
          rightSection={<span className="unit">mg/kg</span>}
          rightSectionWidth={56}
          value={dose}
          onChange={(event) => set({ dose: event.currentTarget.value })}
        />
        <NativeSelect
          label={t.product}
          required
          value={productId}
          onChange={(event) => set({ productId: event.currentTarget.value })}
          data={[
            { value: '', label: '' },
            ...products.map((product) => ({ value: product.id, label: product.name })),
          ]}
        />
        <TextInput
          label={t.duration}
          required
          inputMode="numeric"
          rightSection={<span className="unit">min</span>}
          rightSectionWidth={44}
          value={minutes}
          onChange={(event) => set({ minutes: event.currentTarget.value })}
        />
        <TextInput
          label={t.sessions}
          required
          inputMode="numeric"
          value={sessions}
          onChange={(event) => set({ sessions: event.currentTarget.value })}
        />
        <DateInput
          label={t.firstDay}
          required
          value={firstDay}
          onChange={(event) => set({ firstDay: event.currentTarget.value })}
        />
      </div>
      <ProblemBox error={preview.error} />
      <div aria-live="polite">
        {shown?.problem === undefined ? null : <Attention level="now">{shown.problem.sentence}</Attention>}
        {shown?.sentence === undefined ? null : <p className="dose">{shown.sentence}</p>}
        {shown?.dose === undefined ? null : (
          <p className="quiet">
            {t.pump} {shown.dose.rateMlPerHour} mL/h. {recordWords.banner.weight} {shown.dose.weightKg} kg,{' '}
            {dateText(shown.dose.weightMeasuredAt)}. {t.days}:{' '}
            {shown.days.map((day) => dateText(day)).join(', ')}
          </p>
        )}
        {shown?.warnings.map((warning) => (
          <p key={warning}>
            <Attention level="due">{warning}</Attention>
          </p>
        ))}
      </div>
      {shown?.needsSecondSigner === true ? (
        <>
          <Textarea
            label={t.reason}
            required
            autosize
            minRows={2}
            value={reason}
            onChange={(event) => set({ reason: event.currentTarget.value })}
          />
          <h3>{t.second}</h3>
          <div className="columns">
            <TextInput
              label={t.secondLogin}
              required
              value={second.login}
              onChange={(event) => setSecond({ ...second, login: event.currentTarget.value })}
            />
            <PasswordInput
              label={t.secondPassword}
              required
              value={second.password}
              onChange={(event) => setSecond({ ...second, password: event.currentTarget.value })}
            />
            <TextInput
              label={t.secondCode}
              inputMode="numeric"
              value={second.code}
              onChange={(event) => setSecond({ ...second, code: event.currentTarget.value })}
            />
          </div>
        </>
      ) : null}
      <p className="small quiet">{t.off}</p>
      <p>
        <strong>{t.meaning}</strong>
      </p>
      <PasswordInput
        label={t.password}
        required
        autoComplete="current-password"
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        style={{ maxWidth: 320 }}
      />
      <ProblemBox error={sign.error} />
      <div className="row">
        <Button type="submit" disabled={shown?.dose === undefined} loading={sign.isPending}>
          {t.sign}
        </Button>
        <Button type="button" variant="default" onClick={onDone}>
          {words.cancel}
        </Button>
      </div>
    </form>
  );
}
