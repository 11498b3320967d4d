import { accountRoutes } from './account.ts';
import { everyRouteRoutes } from './every-route.ts';
import { careRoutes } from './care.ts';
import { followUpRoutes } from './follow-up.ts';
import { linkRoutes } from './link.ts';
import { outcomeRoutes } from './outcome.ts';
import { patientRoutes } from './patient.ts';
import { policyRoutes } from './policy.ts';
import { responseRoutes } from './response.ts';
import { riskRoutes } from './risk.ts';
import { sessionRoutes } from './session.ts';

/** Every route of the API, by id. */
export const routes = Object.freeze({
  ...accountRoutes,
  ...patientRoutes,
  ...careRoutes,
  ...responseRoutes,
  ...linkRoutes,
  ...riskRoutes,
  ...outcomeRoutes,
  ...sessionRoutes,
  ...policyRoutes,
  ...everyRouteRoutes,
  ...followUpRoutes,
});
export type RouteId = keyof typeof routes;
