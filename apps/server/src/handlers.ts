import type { RouteId } from '@evenkeel/contract';
import { accountHandlers } from './account/handlers.ts';
import { auditHandlers } from './audit/handlers.ts';
import { careHandlers } from './care/handlers.ts';
import { followUpHandlers } from './follow-up/handlers.ts';
import { completeHandlers } from './http/complete.ts';
import type { Handler } from './http/handler.ts';
import { messageHandlers } from './messages/handlers.ts';
import { outcomeHandlers } from './outcomes/handlers.ts';
import { packHandlers } from './packs/handlers.ts';
import { patientHandlers } from './patients/handlers.ts';
import { planHandlers } from './plans/handlers.ts';
import { policyHandlers } from './policy/handlers.ts';
import { referralHandlers } from './referrals/handlers.ts';
import { responseHandlers } from './responses/handlers.ts';
import { riskHandlers } from './risk/handlers.ts';
import { sessionHandlers } from './sessions/handlers.ts';
import { statusHandlers } from './status/handlers.ts';

/** Every handler of the house, complete or the server does not start. */
export function allHandlers(): ReadonlyMap<RouteId, Handler> {
  return completeHandlers([
    accountHandlers,
    auditHandlers,
    careHandlers,
    followUpHandlers,
    messageHandlers,
    outcomeHandlers,
    packHandlers,
    patientHandlers,
    planHandlers,
    policyHandlers,
    referralHandlers,
    responseHandlers,
    riskHandlers,
    sessionHandlers,
    statusHandlers,
  ]);
}
