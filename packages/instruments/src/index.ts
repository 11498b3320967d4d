/**
 * Instruments: rating scales as data.
 * instrument - a scale's items, answers, scoring rule, bands and licence; response - the answers one person gave;
 * band - a named stretch of totals; flag - something an answer asks a person to look at; prorated - a total made up for
 * a few unanswered items, always marked.
 */
export * from './instrument.ts';
export * from './instruments.ts';
export * from './phq9.ts';
export * from './score.ts';
