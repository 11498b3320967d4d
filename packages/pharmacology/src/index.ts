/**
 * Pharmacology: where a dose goes, and what it does.
 * regimen - doses with their times, routes and amounts of base; model - a named, versioned set of parameters with its
 * structure; person - what is known of the one simulated; individual - that person's numbers; simulation - plasma,
 * occupancy, acute effects, plasticity and mood over time: a model, not a measurement; refusal - why nothing is shown.
 * For a session: delivered amount - the part of an infusion that has run; base - ketamine itself, in which every amount
 * of the house is written; salt - its hydrochloride, which is heavier.
 */
export * from './benchmark/index.ts';
export * from './dose-event.ts';
export * from './effect-parameters.ts';
export * from './exposure.ts';
export * from './grounds.ts';
export * from './individual.ts';
export * from './interaction.ts';
export * from './model.ts';
export * from './models.ts';
export * from './parameter.ts';
export * from './person.ts';
export * from './refusal.ts';
export * from './regimen.ts';
export * from './runner.ts';
export * from './salt.ts';
export * from './simulate.ts';
export * from './population/covariates.ts';
export * from './population/population.ts';
export * from './population/spread.ts';
export * from './population/summary.ts';
export {
  fitPerson,
  type FitRequest,
  type FittedEffect,
  type FittedNumber,
  type PersonFit,
} from './fit/fit-person.ts';
export { readingError, type Measurement, type PressureReading } from './fit/reading.ts';
export * from './questions/compare-plans.ts';
export * from './questions/equivalent-dose.ts';
export * from './questions/label.ts';
export * from './questions/medicine-effect.ts';
export * from './questions/stopped-infusion.ts';
export * from './questions/time-below.ts';
export { observations, type Observation, type Quantity } from './validation/observation.ts';
export {
  foldErrors,
  predictedObserved,
  type Compared,
  type RouteError,
} from './validation/predicted-observed.ts';
