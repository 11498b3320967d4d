import { routes, type PlanView } from '@evenkeel/contract';
import { dateIn, instantOf, parseDecimal } from '@evenkeel/quantities';
import { products } from '@evenkeel/protocol';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { call, useMe } from '../app/api.ts';
import { dateText, momentText } from '../app/format.ts';
import { newId } from '../app/new-id.ts';
import { ProblemBox } from '../app/problem-box.tsx';
import { Button, NativeSelect, Page, PasswordInput, Textarea, TextInput } from '../app/ui.tsx';
import { Attention } from '../theme/attention-mark.tsx';
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
  const may =
    me?.strength === 'full' && me.roles.some((role) => role === 'prescriber' || role === 'medicalLead');
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
          {!may ? null : signing || (plans.isSuccess && all.length === 0) ? (
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
        {t.sessions} {plan.sessions}: {plan.days.map((day) => dateText(day)).join(', ')}{' '}
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
  const [planId] = useState(newId);
  const [dose, setDose] = useState('0.5');
  const [productId, setProductId] = useState('');
  const [minutes, setMinutes] = useState('40');
  const [sessions, setSessions] = useState('6');
  const [firstDay, setFirstDay] = useState<string>(dateIn(zone, instantOf(Date.now())));
  const [reason, setReason] = useState('');
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
          planId,
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
      <div className="columns">
        <TextInput
          label={t.dose}
          required
          inputMode="decimal"
          rightSection={<span className="unit">mg/kg</span>}
          rightSectionWidth={56}
          value={dose}
          onChange={(event) => setDose(event.currentTarget.value)}
        />
        <NativeSelect
          label={t.product}
          required
          value={productId}
          onChange={(event) => setProductId(event.currentTarget.value)}
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
          onChange={(event) => setMinutes(event.currentTarget.value)}
        />
        <TextInput
          label={t.sessions}
          required
          inputMode="numeric"
          value={sessions}
          onChange={(event) => setSessions(event.currentTarget.value)}
        />
        <TextInput
          label={t.firstDay}
          required
          type="date"
          value={firstDay}
          onChange={(event) => setFirstDay(event.currentTarget.value)}
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
            onChange={(event) => setReason(event.currentTarget.value)}
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
