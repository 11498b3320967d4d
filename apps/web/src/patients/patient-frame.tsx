import { routes, type PatientBanner as Banner } from '@evenkeel/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { call, useMe } from '../app/api.ts';
import { Loading } from '../app/load-problem.tsx';
import { careWords } from '../words/care-en.ts';
import { followUpWords } from '../words/follow-up-en.ts';
import { recordWords } from '../words/patient-record-en.ts';
import { PatientBanner } from './patient-banner.tsx';

const tabs = [
  [
    '/patients/$patientId',
    recordWords.tabs.summary,
    ['prescriber', 'medicalLead', 'nurse', 'therapist', 'frontDesk'],
  ],
  ['/patients/$patientId/eligibility', recordWords.tabs.eligibility, ['prescriber', 'medicalLead', 'nurse']],
  ['/patients/$patientId/medicines', careWords.medicines.tab, ['prescriber', 'medicalLead', 'nurse']],
  ['/patients/$patientId/plan', recordWords.tabs.plan, ['prescriber', 'medicalLead', 'nurse', 'therapist']],
  ['/patients/$patientId/sessions', recordWords.tabs.sessions, ['prescriber', 'medicalLead', 'nurse']],
  [
    '/patients/$patientId/measures',
    recordWords.tabs.measures,
    ['prescriber', 'medicalLead', 'nurse', 'therapist', 'frontDesk'],
  ],
  [
    '/patients/$patientId/course',
    recordWords.tabs.course,
    ['prescriber', 'medicalLead', 'nurse', 'therapist'],
  ],
  ['/patients/$patientId/long-term', followUpWords.tabs.longTerm, ['prescriber', 'medicalLead', 'nurse']],
] as const;

/** The banner of one patient. */
export function useBanner(patientId: string) {
  return useQuery({
    queryKey: ['patient', patientId],
    queryFn: async () => await call(routes.patient, { params: { patientId } }),
  });
}

/** Banner and tabs around every page of a patient. */
export function PatientFrame({
  patientId,
  children,
}: {
  readonly patientId: string;
  readonly children: (banner: Banner) => ReactNode;
}) {
  const banner = useBanner(patientId);
  const me = useMe();
  if (banner.data === undefined) return <Loading of={[banner]} />;
  return (
    <>
      <PatientBanner banner={banner.data} />
      <nav className="tabs" aria-label={recordWords.tabs.label}>
        {tabs
          .filter(
            ([, , roles]) => me?.roles.some((role) => (roles as readonly string[]).includes(role)) ?? false,
          )
          .map(([to, text]) => (
            <Link
              key={to}
              to={to}
              params={{ patientId }}
              activeOptions={{ exact: true }}
              activeProps={{ 'aria-current': 'page' }}
            >
              {text}
            </Link>
          ))}
      </nav>
      {children(banner.data)}
    </>
  );
}
