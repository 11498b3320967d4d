/**
 * Evidence: what the treatment did.
 * baseline - the last complete score before the first dose; response - a fall by half or more; remission - a total at
 * or below the scale's cut; outcome - one of these words for one score. What cannot be told stays unknown.
 * proportion - a share with Wilson's interval; rate - events for exposure with an exact interval; survival - the share
 * still without an event, by Kaplan-Meier; censored - last seen without the event.
 */
export * from './course-outcome.ts';
export * from './course-sentence.ts';
export * from './distribution.ts';
export * from './kaplan-meier.ts';
export * from './log-rank.ts';
export * from './mean-interval.ts';
export * from './outcome.ts';
export * from './proportion.ts';
export * from './rate.ts';
