import { z } from 'zod';
import { line, paragraph, uuid } from '../primitives.ts';
import { route } from '../route.ts';
import { policyPreview, policyReevaluation } from '../views.ts';

const ofVersion = z.strictObject({ version: z.coerce.number().int().min(1).max(1_000_000) });
const reason = paragraph(1000).refine((text) => text.length > 0, 'Say why.');
const names = z.array(line(80)).max(100);
const done = z.object({ version: z.number() });

/** Changing a clinic's policy: propose, look at what changes, put in force by a second person, judge everybody again. */
export const policyRoutes = {
  proposePolicy: route({
    id: 'proposePolicy',
    method: 'POST',
    path: '/policy/proposals',
    summary: 'Propose a new version of the policy: values only; sources and floors stay',
    permission: 'policy.propose',
    audit: 'write',
    body: z.strictObject({
      /** What is left out keeps the value in force. */
      thresholds: z.record(z.string().max(60), z.number()),
      templates: names.optional(),
      /** `null` keeps no versions of the consent form. */
      consentVersion: line(40).nullable().optional(),
      reason,
    }),
    response: done,
  }),
  policyProposal: route({
    id: 'policyProposal',
    method: 'GET',
    path: '/policy/proposals/:version',
    summary: 'What a proposal changes, and which written patients and sessions come out otherwise',
    permission: 'policy.read',
    audit: 'none',
    params: ofVersion,
    response: policyPreview,
  }),
  withdrawPolicy: route({
    id: 'withdrawPolicy',
    method: 'POST',
    path: '/policy/proposals/:version/withdraw',
    summary: 'Withdraw a proposal, with a reason',
    permission: 'policy.propose',
    audit: 'write',
    params: ofVersion,
    body: z.strictObject({ reason }),
    response: done,
  }),
  activatePolicy: route({
    id: 'activatePolicy',
    method: 'POST',
    path: '/policy/proposals/:version/activate',
    summary: 'Put a proposal in force: by another person than its author, after the scenarios were shown',
    permission: 'policy.activate',
    audit: 'write',
    params: ofVersion,
    body: z.strictObject({ shown: line(100) }),
    response: done,
  }),
  policyReevaluation: route({
    id: 'policyReevaluation',
    method: 'GET',
    path: '/policy/reevaluation',
    summary:
      'How far the judging of all patients under the newest policy has come, and who is judged otherwise',
    permission: 'policy.effect',
    audit: 'read',
    query: z.strictObject({ after: uuid.optional() }),
    response: z.object({ reevaluation: policyReevaluation.optional() }),
  }),
  cancelReevaluation: route({
    id: 'cancelReevaluation',
    method: 'POST',
    path: '/policy/reevaluation/cancel',
    summary: 'Stop judging all patients under the newest policy; what was found stays',
    permission: 'policy.activate',
    audit: 'write',
    body: z.strictObject({ version: z.number().int().min(1) }),
    response: done,
  }),
} as const;
