/**
 * Evidence: what the treatment did.
 * baseline - the last complete score before the first dose; response - a fall by half or more; remission - a total at
 * or below the scale's cut; outcome - one of these words for one score. What cannot be told stays unknown.
 */
export * from './course-outcome.ts';
export * from './course-sentence.ts';
export * from './outcome.ts';
