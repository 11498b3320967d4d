import { dispositions } from '@evenkeel/protocol';
import { z } from 'zod';
import { paragraph, uuid } from '../primitives.ts';
import { route } from '../route.ts';
import { message, riskAlert, riskCount, sitePackView } from '../views.ts';

const ofAlert = z.strictObject({ alertId: uuid });
const ofMessage = z.strictObject({ messageId: uuid });
const text = paragraph(1000).refine((given) => given.length > 0, 'This is empty.');

/** Risk alerts, the outbox of messages, and texts of scales that the site loads. */
export const riskRoutes = {
  riskInbox: route({
    id: 'riskInbox',
    method: 'GET',
    path: '/risk',
    summary: 'Alerts that are open, oldest first, and those closed in the last week',
    permission: 'risk.read',
    audit: 'read',
    response: z.object({
      open: z.array(riskAlert),
      closed: z.array(riskAlert),
      escalation: z.object({ ok: z.boolean(), sentence: z.string() }),
      onCall: z.array(z.object({ staffId: z.string(), name: z.string(), reachable: z.boolean() })),
    }),
  }),
  riskCount: route({
    id: 'riskCount',
    method: 'GET',
    path: '/risk/count',
    summary: 'How many alerts wait for somebody',
    permission: 'risk.read',
    audit: 'none',
    response: riskCount,
  }),
  addToAlert: route({
    id: 'addToAlert',
    method: 'POST',
    path: '/risk/:alertId/events',
    summary: 'Take an alert on, hand it over, or write down a contact or a note',
    permission: 'risk.act',
    audit: 'write',
    params: ofAlert,
    body: z.discriminatedUnion('type', [
      z.strictObject({ type: z.literal('acknowledged') }),
      // The id is made where it is typed: sent twice, it is written once.
      z.strictObject({ type: z.literal('owned'), eventId: uuid, ownerId: uuid }),
      z.strictObject({ type: z.literal('contact'), eventId: uuid, text }),
      z.strictObject({ type: z.literal('note'), eventId: uuid, text }),
    ]),
    response: riskAlert,
  }),
  closeAlert: route({
    id: 'closeAlert',
    method: 'POST',
    path: '/risk/:alertId/close',
    summary: 'Close an alert with what was decided and why',
    permission: 'risk.close',
    audit: 'write',
    params: ofAlert,
    body: z.strictObject({ disposition: z.enum(dispositions), reason: text }),
    response: riskAlert,
  }),

  messages: route({
    id: 'messages',
    method: 'GET',
    path: '/messages',
    summary: 'The outbox: what waits, what went, what was given up',
    permission: 'message.read',
    audit: 'read',
    query: z.strictObject({ which: z.enum(['all', 'waiting', 'sent', 'dead']).optional() }),
    response: z.object({
      messages: z.array(message),
      ways: z.object({ email: z.boolean(), text: z.boolean() }),
      sentence: z.string(),
    }),
  }),
  sendAgain: route({
    id: 'sendAgain',
    method: 'POST',
    path: '/messages/:messageId/again',
    summary: 'Queue a message once more',
    permission: 'message.send',
    audit: 'write',
    params: ofMessage,
    body: z.strictObject({}),
    response: message,
  }),
  cancelMessage: route({
    id: 'cancelMessage',
    method: 'POST',
    path: '/messages/:messageId/cancel',
    summary: 'Keep a message from being sent',
    permission: 'message.send',
    audit: 'write',
    params: ofMessage,
    body: z.strictObject({}),
    response: message,
  }),

  sitePacks: route({
    id: 'sitePacks',
    method: 'GET',
    path: '/site-packs',
    summary: 'Texts of scales that this site has loaded',
    permission: 'policy.read',
    audit: 'none',
    response: z.object({ packs: z.array(sitePackView) }),
  }),
  loadSitePack: route({
    id: 'loadSitePack',
    method: 'POST',
    path: '/site-packs',
    summary: 'Load the text of a scale after its owner’s terms were accepted',
    permission: 'pack.manage',
    audit: 'none',
    bodyLimit: 400_000,
    body: z.strictObject({ pack: z.string().max(300_000), accepted: z.literal(true) }),
    response: z.object({ packs: z.array(sitePackView) }),
  }),
  withdrawSitePack: route({
    id: 'withdrawSitePack',
    method: 'POST',
    path: '/site-packs/withdraw',
    summary: 'Stop showing the text of a scale',
    permission: 'pack.manage',
    audit: 'none',
    body: z.strictObject({ instrument: z.string().max(60) }),
    response: z.object({ packs: z.array(sitePackView) }),
  }),
} as const;
