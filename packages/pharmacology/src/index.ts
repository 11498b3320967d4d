/**
 * Pharmacology: where a dose goes. The simulation engine (plasma, occupancy, effect) comes with its own issue; this
 * package holds what a session needs of it.
 * dose event - what was given and when; delivered amount - the part of an infusion that has run; base - ketamine itself,
 * in which every amount of the house is written; salt - its hydrochloride, which is heavier.
 */
export * from './dose-event.ts';
export * from './salt.ts';
