import { routes, RequestProblem, type PatientSummary } from '@evenkeel/contract';
import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { call, queryClient } from '../app/api.ts';
import { DraftLine } from '../app/draft-line.tsx';
import { useDraft } from '../app/draft.ts';
import { ProblemBox } from '../app/problem-box.tsx';
import { Button, Page } from '../app/ui.tsx';
import { recordWords } from '../words/patient-record-en.ts';
import { DemographicsFields, demographicsOf, Duplicates, emptyDemographics } from './demographics-form.tsx';

const t = recordWords.register;

/** Registering a patient by hand. */
export function RegisterPage() {
  const navigate = useNavigate();
  const draft = useDraft('register', emptyDemographics);
  const [alike, setAlike] = useState<readonly PatientSummary[]>([]);
  const register = useMutation({
    mutationFn: async (notADuplicate: boolean) =>
      await call(routes.registerPatient, {
        body: {
          patientId: draft.id,
          demographics: demographicsOf(draft.value),
          ...(notADuplicate ? { notADuplicate } : {}),
        },
      }),
    onSuccess: async (done) => {
      draft.discard();
      await queryClient.invalidateQueries({ queryKey: ['patients'] });
      await navigate({ to: '/patients/$patientId', params: { patientId: done.patientId } });
    },
    onError: async (error) => {
      if (!(error instanceof RequestProblem) || error.problem?.code !== 'PAT-002') return;
      const { family, given, birthDate } = draft.value;
      const { patients } = await call(routes.likelyDuplicates, { body: { family, given, birthDate } });
      setAlike(patients);
    },
  });
  return (
    <Page title={t.title}>
      <p className="small">
        <Link to="/referrals">{t.fromReferral}</Link>
      </p>
      <DraftLine draft={draft} />
      <form
        className="form"
        style={{ maxWidth: 860 }}
        onSubmit={(event) => {
          event.preventDefault();
          setAlike([]);
          register.mutate(false);
        }}
      >
        <DemographicsFields value={draft.value} change={draft.change} error={register.error} />
        {alike.length > 0 ? (
          <Duplicates
            typed={draft.value}
            patients={alike}
            pending={register.isPending}
            onAnother={() => register.mutate(true)}
          />
        ) : (
          <ProblemBox error={register.error} />
        )}
        <div>
          <Button type="submit" loading={register.isPending}>
            {t.go}
          </Button>
        </div>
      </form>
    </Page>
  );
}
