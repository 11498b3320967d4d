import { routes, type ReferralView } from '@evenkeel/contract';
import { useMutation } from '@tanstack/react-query';
import { call, queryClient } from '../app/api.ts';
import { DraftLine } from '../app/draft-line.tsx';
import { useDraft } from '../app/draft.ts';
import { dateText } from '../app/format.ts';
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
  const draft = useDraft<TypedDemographics>(`referral/${referralId}`, {
    ...emptyDemographics,
    family: patient.family,
    given: patient.given,
    birthDate: patient.birthDate ?? '',
    sex: patient.sex,
    phone: patient.phone ?? '',
    email: patient.email ?? '',
    address: patient.address ?? '',
  });
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
      draft.discard();
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
              patientId: draft.id,
              demographics: demographicsOf(draft.value),
              ...(likelyDuplicates.length === 0 ? {} : { notADuplicate: true }),
            },
          });
        }}
      >
        <DraftLine draft={draft} />
        <DemographicsFields value={draft.value} change={draft.change} error={join.error} />
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
