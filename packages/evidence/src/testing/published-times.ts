// Follow-up times printed in the literature, kept for the tests of survival statistics. A plus is someone still without event.
import type { FollowedTime } from '../kaplan-meier.ts';

const read = (text: string): readonly FollowedTime[] =>
  text.split(' ').map((one) => ({ time: Number.parseFloat(one), event: !one.endsWith('+') }));

/** Weeks in remission of acute leukaemia (Freireich 1963, Blood 21: 699-716). */
export const freireich = Object.freeze({
  sixMp: read('6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+'),
  placebo: read('1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23'),
});

/** Weeks in remission of acute myelogenous leukaemia (Miller 1981, Survival Analysis, p. 49). */
export const aml = Object.freeze({
  maintained: read('9 13 13+ 18 23 28+ 31 34 45+ 48 161+'),
  nonmaintained: read('5 5 8 8 12 16+ 23 27 30 33 43 45'),
});
