import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { base } from './api.ts';
import { PageBroke } from './page-broke.tsx';
import { Shell } from './shell.tsx';

const root = createRootRoute({ component: Shell });
const page = <const P extends string>(path: P, load: () => Promise<Record<string, unknown>>, name: string) =>
  createRoute({
    getParentRoute: () => root,
    path,
    component: lazyRouteComponent(load as never, name as never),
  });

const tree = root.addChildren([
  createRoute({
    getParentRoute: () => root,
    path: '/',
    beforeLoad: () => {
      throw redirect({ to: '/today' });
    },
  }),
  page('/today', async () => await import('../today/today-page.tsx'), 'TodayPage'),
  page('/chairs', async () => await import('../today/chairs-page.tsx'), 'ChairsPage'),
  page('/patients', async () => await import('../patients/patients-page.tsx'), 'PatientsPage'),
  page('/patients/new', async () => await import('../patients/register-page.tsx'), 'RegisterPage'),
  page('/patients/$patientId', async () => await import('../patients/summary-page.tsx'), 'SummaryPage'),
  page(
    '/patients/$patientId/eligibility',
    async () => await import('../patients/eligibility-page.tsx'),
    'EligibilityPage',
  ),
  page(
    '/patients/$patientId/medicines',
    async () => await import('../care/medicines-page.tsx'),
    'MedicinesPage',
  ),
  page('/overrides', async () => await import('../care/overrides-page.tsx'), 'OverridesPage'),
  page('/patients/$patientId/plan', async () => await import('../patients/plan-page.tsx'), 'PlanPage'),
  page(
    '/patients/$patientId/measures',
    async () => await import('../patients/measures-page.tsx'),
    'MeasuresPage',
  ),
  page('/patients/$patientId/course', async () => await import('../patients/course-page.tsx'), 'CoursePage'),
  page(
    '/patients/$patientId/sessions',
    async () => await import('../patients/sessions-page.tsx'),
    'SessionsPage',
  ),
  page(
    '/patients/$patientId/long-term',
    async () => await import('../follow-up/long-term-page.tsx'),
    'LongTermPage',
  ),
  page('/patients/$patientId/review', async () => await import('../follow-up/review-page.tsx'), 'ReviewPage'),
  page('/long-term', async () => await import('../follow-up/clinic-list-page.tsx'), 'ClinicListPage'),
  page('/hazards', async () => await import('../admin/hazards-page.tsx'), 'HazardsPage'),
  page('/referrals', async () => await import('../referrals/referrals-page.tsx'), 'ReferralsPage'),
  page('/referrals/$referralId', async () => await import('../referrals/referral-page.tsx'), 'ReferralPage'),
  page('/sessions/$sessionId', async () => await import('../session/session-route.tsx'), 'SessionRoute'),
  page('/inbox', async () => await import('../risk/inbox-page.tsx'), 'InboxPage'),
  page('/messages', async () => await import('../messages/messages-page.tsx'), 'MessagesPage'),
  page('/schedule', async () => await import('../measures/schedule-page.tsx'), 'SchedulePage'),
  page('/outcomes', async () => await import('../outcomes/outcomes-page.tsx'), 'OutcomesPage'),
  page('/explorer', async () => await import('../explorer/explorer-page.tsx'), 'ExplorerPage'),
  page('/library', async () => await import('../admin/library-page.tsx'), 'LibraryPage'),
  page('/policy', async () => await import('../policy/policy-page.tsx'), 'PolicyPage'),
  page('/policy/$version', async () => await import('../policy/proposal-page.tsx'), 'VersionPage'),
  page('/admin', async () => await import('../admin/staff-page.tsx'), 'StaffPage'),
  page('/audit', async () => await import('../admin/audit-page.tsx'), 'AuditPage'),
  page('/status', async () => await import('../admin/status-page.tsx'), 'StatusPage'),
  page('/account', async () => await import('../account/account-page.tsx'), 'AccountPage'),
]);

export const router = createRouter({
  routeTree: tree,
  basepath: base === '' ? '/' : base,
  defaultPreload: 'intent',
  defaultErrorComponent: PageBroke,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
