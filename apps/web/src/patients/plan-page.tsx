import { routes, type PlanOptions, type PlanView } from '@evenkeel/contract';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { call, useMe } from '../app/api.ts';
import { useDraftWaits } from '../app/draft.ts';
import { may } from '../app/may.ts';
import { dateText, momentText } from '../app/format.ts';
import { LoadProblem } from '../app/load-problem.tsx';
import { PrintButton } from '../app/print-button.tsx';
import { Button, Page } from '../app/ui.tsx';
import { words } from '../words/en.ts';
import { followUpWords } from '../words/follow-up-en.ts';
import { recordWords } from '../words/patient-record-en.ts';
import { planWords } from '../words/plan-en.ts';
import { PatientFrame } from './patient-frame.tsx';
import { PlanBuilder } from './plan-builder.tsx';

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
  const options = useQuery({
    queryKey: ['planOptions', patientId],
    queryFn: async () => await call(routes.planOptions, { params: { patientId } }),
  });
  const [signing, setSigning] = useState(false);
  const begun = useDraftWaits(`planned/${patientId}`, signing);
  const maySign = may(me, 'plan.sign');
  const all = plans.data?.plans ?? [];
  return (
    <PatientFrame patientId={patientId}>
      {() => (
        <Page title={t.title}>
          <LoadProblem of={[plans, options]} />
          {all.length === 0 ? null : <PrintButton />}
          {options.data?.suggestion === undefined ? null : (
            <Suggestion suggestion={options.data.suggestion} />
          )}
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
            options.data === undefined ? null : (
              <>
                <h2>{t.newPlan}</h2>
                <PlanBuilder
                  patientId={patientId}
                  zone={zone}
                  options={options.data.templates}
                  onDone={() => setSigning(false)}
                />
              </>
            )
          ) : (
            <Button variant="default" onClick={() => setSigning(true)}>
              {begun ? words.goOnWithDraft : t.newPlan}
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
      {plan.weightConfirmed === undefined ? null : (
        <p className="quiet">{planWords.confirmed(plan.weightConfirmed)}</p>
      )}
    </section>
  );
}

/** What the sessions so far suggest for the next one, with each of them. It orders nothing. */
function Suggestion({ suggestion }: { readonly suggestion: NonNullable<PlanOptions['suggestion']> }) {
  return (
    <section>
      <h2>{planWords.suggestion.title}</h2>
      <p>
        {suggestion.says} <span className="quiet">{suggestion.rule}</span>
      </p>
      <details>
        <summary>{planWords.suggestion.behind}</summary>
        <ul>
          {suggestion.sessions.map((one) => (
            <li key={one.day}>
              {dateText(one.day)}, {one.amount}: {one.says}
            </li>
          ))}
        </ul>
      </details>
      <p className="quiet">{planWords.suggestion.take}</p>
    </section>
  );
}
