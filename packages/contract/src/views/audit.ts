import { z } from 'zod';

export const auditRow = z.object({
  sequence: z.number(),
  chain: z.string(),
  at: z.string(),
  actorId: z.string(),
  actorName: z.string(),
  actorRole: z.string(),
  action: z.string(),
  kind: z.enum(['read', 'write', 'none']),
  patientId: z.string().optional(),
  patientName: z.string().optional(),
  subject: z.string().optional(),
  allowed: z.boolean(),
});
