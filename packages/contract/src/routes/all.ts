import { accountRoutes } from './account.ts';
import { patientRoutes } from './patient.ts';
import { sessionRoutes } from './session.ts';

/** Every route of the API, by id. */
export const routes = Object.freeze({ ...accountRoutes, ...patientRoutes, ...sessionRoutes });
export type RouteId = keyof typeof routes;
