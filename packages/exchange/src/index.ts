/**
 * Exchange: what crosses the edge of the house, as pure functions.
 * referral - a FHIR bundle laid out for a person; item - one thing in it, taken over or not by that person;
 * left aside - an entry that is counted and explained but not laid out; refused - an entry of another patient;
 * window - how long a kind of item counts as current; problem - why a whole file was refused.
 */
export { defaultReferralLimits, parseReferral, type ReferralLimits } from './parse-referral.ts';
export type {
  Referral,
  ReferralCode,
  ReferralItem,
  ReferralItemKind,
  ReferralPatient,
  ReferralProblem,
  ReferralRefusal,
} from './referral.ts';
export { defaultStaleness, type StalenessWindow, type StalenessWindows } from './staleness.ts';
