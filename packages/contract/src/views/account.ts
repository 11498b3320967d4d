import { z } from 'zod';
import { jurisdictions } from '@evenkeel/protocol';
import { staffRoles, type Role } from '../role.ts';

export const role = z.enum(
  staffRoles as unknown as [Exclude<Role, 'patient'>, ...Exclude<Role, 'patient'>[]],
);
export const jurisdiction = z.enum(jurisdictions);

export const me = z.object({
  actorId: z.string(),
  name: z.string(),
  roles: z.array(z.string()),
  strength: z.enum(['full', 'pin']),
  clinicName: z.string(),
  timeZone: z.string(),
  jurisdiction,
  secondFactor: z.boolean(),
  passkeys: z.number(),
  pin: z.boolean(),
  deviceId: z.string().optional(),
  deviceName: z.string().optional(),
  demo: z.boolean(),
});
export type Me = z.output<typeof me>;

export const staff = z.object({
  staffId: z.string(),
  login: z.string(),
  name: z.string(),
  roles: z.array(role),
  active: z.boolean(),
  version: z.number(),
  secondFactor: z.boolean(),
  licensed: z.boolean(),
});
