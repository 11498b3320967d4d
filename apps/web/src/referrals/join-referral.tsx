import { routes, type ReferralView } from '@evenkeel/contract';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { call, queryClient } from '../app/api.ts';
import { dateText } from '../app/format.ts';
import { newId } from '../app/new-id.ts';
import { ProblemBox } from '../app/problem-box.tsx';
import { Button } from '../app/ui.tsx';
import {
  DemographicsFields,
  demographicsOf,
  emptyDemographics,
  type TypedDemographics,
} from '../patients/demographics-form.tsx';
import { recordWords } from '../words/patient-record-en.ts';

const t = recordWords.referral;

/** Registering the referred person from what the file says, or joining somebody registered. Never merged silently. */
export function JoinReferral({ referral }: { readonly referral: ReferralView }) {
  const { patient, likelyDuplicates, referralId } = referral;
  const [typed, setTyped] = useState<TypedDemographics>({
    ...emptyDemographics,
    family: patient.family,
    given: patient.given,
    birthDate: patient.birthDate ?? '',
    sex: patient.sex,
    phone: patient.phone ?? '',
    email: patient.email ?? '',
    address: patient.address ?? '',
  });
  const [patientId] = useState(newId);
  const join = useMutation({
    mutationFn: async (body: {
      join?: string;
      register?: {
        patientId: string;
        demographics: ReturnType<typeof demographicsOf>;
        notADuplicate?: boolean;
      };
    }) => await call(routes.joinReferral, { params: { referralId }, body }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['referral', referralId] });
      await queryClient.invalidateQueries({ queryKey: ['referrals'] });
    },
  });
  return (
    <section>
      <h2>{t.join}</h2>
      <p className="quiet">{t.joinLead}</p>
      {likelyDuplicates.length === 0 ? null : (
        <ul className="list">
          {likelyDuplicates.map((one) => (
            <li key={one.patientId} className="row">
              <span>
                {one.given} {one.family}, {dateText(one.birthDate)}, {recordWords.banner.number} {one.number}
              </span>
              <Button
                size="compact-sm"
                variant="default"
                loading={join.isPending}
                onClick={() => join.mutate({ join: one.patientId })}
              >
                {t.joinThis(`${one.given} ${one.family}`)}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <form
        className="form"
        style={{ maxWidth: 860 }}
        onSubmit={(event) => {
          event.preventDefault();
          join.mutate({
            register: {
              patientId,
              demographics: demographicsOf(typed),
              ...(likelyDuplicates.length === 0 ? {} : { notADuplicate: true }),
            },
          });
        }}
      >
        <DemographicsFields value={typed} change={setTyped} />
        <ProblemBox error={join.error} />
        <div>
          <Button type="submit" loading={join.isPending}>
            {t.register}
          </Button>
        </div>
      </form>
    </section>
  );
}
