import { z } from 'zod';
import { line } from '../primitives.ts';
import { route } from '../route.ts';
import { clinicOutcomes } from '../views.ts';

/** What the clinic's treatment did, in groups large enough to recognise nobody. */
export const outcomeRoutes = {
  outcomes: route({
    id: 'outcomes',
    method: 'GET',
    path: '/outcomes',
    summary: 'Response, remission, relapse, change, completion and safety, always with n and interval',
    permission: 'outcomes.read',
    audit: 'none',
    query: z.strictObject({
      instrument: line(40).optional(),
      diagnosis: line(40).optional(),
      route: line(40).optional(),
      regimen: line(80).optional(),
    }),
    response: clinicOutcomes,
  }),
} as const;
