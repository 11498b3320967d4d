/**
 * Evidence: what the treatment did.
 * baseline - the last complete score before the first dose; response - a fall by half or more; remission - a total at
 * or below the scale's cut; outcome - one of these words for one score. What cannot be told stays unknown.
 * proportion - a share with Wilson's interval; rate - events for exposure with an exact interval; survival - the share
 * still without an event, by Kaplan-Meier; censored - last seen without the event. figure - one statement about a course
 * with its definition and the scores used; relapse - a lost response, at two scores or by an event; reliable change - one
 * that measuring error seldom makes; meaningful change - one a person notices. rollup - one course in one row; hidden - a
 * number about too few people, not told.
 */
export * from './clinic-outcomes.ts';
export type * from './course-figure.ts';
export * from './course-figures.ts';
export * from './course-outcome.ts';
export * from './course-rollup.ts';
export * from './course-sentence.ts';
export { usualLevel } from './distribution.ts';
export { earlyWindows, type ScoreWindow } from './early-response.ts';
export * from './figure-definition.ts';
export type * from './followed-course.ts';
export { isBetterBy, isInRemission, percentBetter, pointsGained } from './improvement.ts';
export * from './kaplan-meier.ts';
export * from './mean-interval.ts';
export * from './meaningful-change.ts';
export * from './outcome.ts';
export type * from './outcome-row.ts';
export * from './proportion.ts';
export * from './rate.ts';
export { relapseApart, relapseCuts, relapseLoss, type RelapseCut } from './relapse.ts';
export * from './reliable-change.ts';
export * from './shown-groups.ts';
export * from './small-group.ts';
export { sustainedRule } from './sustained-response.ts';
export type { TimeToRelapse } from './time-to-relapse.ts';
