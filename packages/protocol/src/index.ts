/**
 * Protocol: the care itself, as pure functions over data.
 * finding - one rule's verdict; plan - a prescriber's signed order for a course; session - one dosing visit as a log;
 * entry - one event of that log; gate - a question before the dose; policy - a clinic's versioned thresholds.
 */
export * from './evidence-mark.ts';
export * from './finding.ts';
export * from './patient-facts.ts';
export * from './policy/policy.ts';
export * from './regimen/plan.ts';
export * from './session/entry.ts';
