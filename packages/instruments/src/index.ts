/**
 * Instruments: rating scales as data.
 * instrument - a scale's items, answers, scoring rule, bands and licence; rule - how answers become a number, of a few
 * kinds that are made of each other; response - the answers one person gave; band - a named stretch of totals; flag -
 * something an answer asks a person to look at; prorated - a total made up for a few unanswered items, always marked;
 * site pack - the text of a scale that a site loads after it has accepted the owner's terms.
 */
export { loincNames, loincNotice } from './codes/loinc.ts';
export { codesOf, ownSystem } from './codes/own-code.ts';
export * from './domains.ts';
export * from './instrument.ts';
export * from './instruments.ts';
export * from './rule.ts';
export { aldrete } from './scales/aldrete.ts';
export { padss } from './scales/padss.ts';
export * from './scales/phq9.ts';
export * from './score.ts';
export * from './site-pack.ts';
