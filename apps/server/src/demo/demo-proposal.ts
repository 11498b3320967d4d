import type { PolicyEdit } from '../policy/propose-policy.ts';

/** What a prescriber of the demo has proposed and the medical lead has not looked at yet. */
export const demoProposal: PolicyEdit = Object.freeze({
  thresholds: Object.freeze({ preDoseSystolicHold: 150, actSystolic: 175, ecgFromAge: 40 }),
  reason: 'Two patients of 45 had high readings after the dose in the last quarter',
});
