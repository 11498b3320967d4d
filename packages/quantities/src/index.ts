/**
 * Quantities: the words every floor shares.
 * instant - one stored moment; decimal - an exact amount as text; weight - kilograms, the only unit a dose knows;
 * random stream - reproducible random numbers keyed by what they are for; uuid - an id made where the thing is made;
 * canonical JSON - the one text of a value that is hashed.
 */
export * from './canonical.ts';
export * from './decimal.ts';
export * from './instant.ts';
export * from './random-stream.ts';
export * from './uuid.ts';
export * from './weight.ts';
