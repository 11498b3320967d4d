import { routes } from '@evenkeel/contract';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { call, queryClient, useMe } from '../app/api.ts';
import { dateText, momentText } from '../app/format.ts';
import { LoadProblem } from '../app/load-problem.tsx';
import { ProblemBox } from '../app/problem-box.tsx';
import { Page } from '../app/ui.tsx';
import { recordWords } from '../words/patient-record-en.ts';

const t = recordWords.referrals;

/** Referrals received, and the place to drop a new one. */
export function ReferralsPage() {
  const navigate = useNavigate();
  const zone = useMe()?.timeZone ?? 'UTC';
  const list = useQuery({ queryKey: ['referrals'], queryFn: async () => await call(routes.referrals) });
  const [over, setOver] = useState(false);
  const receive = useMutation({
    mutationFn: async (file: File) =>
      await call(routes.receiveReferral, { body: { fileName: file.name, bundle: await file.text() } }),
    onSuccess: async (referral) => {
      queryClient.setQueryData(['referral', referral.referralId], referral);
      await queryClient.invalidateQueries({ queryKey: ['referrals'] });
      await navigate({ to: '/referrals/$referralId', params: { referralId: referral.referralId } });
    },
  });
  const take = (files: FileList | null) => {
    const file = files?.[0];
    if (file !== undefined && file !== null) receive.mutate(file);
  };
  const referrals = list.data?.referrals ?? [];
  return (
    <Page title={t.title(referrals.filter((one) => one.open > 0 || one.patientId === undefined).length)}>
      <div
        className={over ? 'drop over' : 'drop'}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          take(event.dataTransfer.files);
        }}
      >
        <p>{receive.isPending ? t.reading : t.drop}</p>
        <label>
          <span className="linklike">{t.choose}</span>
          <input
            type="file"
            accept=".json,application/json,application/fhir+json"
            onChange={(event) => take(event.currentTarget.files)}
            style={{ position: 'absolute', opacity: 0, width: 1 }}
          />
        </label>
      </div>
      <ProblemBox error={receive.error} />
      <LoadProblem of={[list]} />
      {list.isSuccess && referrals.length === 0 ? <p>{t.none}</p> : null}
      <ul className="list">
        {referrals.map((referral) => (
          <li key={referral.referralId}>
            <Link to="/referrals/$referralId" params={{ referralId: referral.referralId }}>
              <strong>{referral.name}</strong>
            </Link>{' '}
            <span className="quiet">{dateText(referral.birthDate)}</span>
            <br />
            <span className="small quiet">
              {t.received} {momentText(zone, referral.receivedAt)}, {t.waiting(referral.open)}
              {referral.patientId === undefined ? `, ${t.notJoined}` : ''}
            </span>
          </li>
        ))}
      </ul>
    </Page>
  );
}
