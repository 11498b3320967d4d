import { z } from 'zod';
import { uuid } from '../primitives.ts';
import { route } from '../route.ts';
import { planOptions } from '../views.ts';

/** Plans for every route of giving. */
export const everyRouteRoutes = {
  planOptions: route({
    id: 'planOptions',
    method: 'GET',
    path: '/patients/:patientId/plans/options',
    summary: 'Templates of this clinic, where this person starts, and what the course so far suggests',
    permission: 'plan.read',
    audit: 'read',
    params: z.strictObject({ patientId: uuid }),
    response: planOptions,
  }),
} as const;
