/**
 * Protocol: the care itself, as pure functions over data.
 * finding - one rule's verdict; plan - a prescriber's signed order for a course; session - one dosing visit as a log;
 * entry - one event of that log; gate - a question before the dose; policy - a clinic's versioned thresholds.
 */
export * from './all-rules.ts';
export * from './crisis-contacts.ts';
export * from './eligibility/care-rules.ts';
export * from './eligibility/eligibility-rule.ts';
export * from './eligibility/eligibility-rules.ts';
export * from './eligibility/judge-care.ts';
export * from './eligibility/judge-eligibility.ts';
export * from './evidence-mark.ts';
export * from './finding.ts';
export * from './interactions/diazepam-equivalent.ts';
export * from './interactions/ingredient.ts';
export * from './interactions/interaction-table.ts';
export * from './interactions/medicines-view.ts';
export * from './interactions/recognise-medicine.ts';
export * from './patient-facts.ts';
export * from './policy/default-policy.ts';
export * from './policy/jurisdiction-rules.ts';
export * from './policy/policy.ts';
export * from './regimen/calculate-regimen.ts';
export * from './regimen/course-days.ts';
export * from './regimen/dose-calculator.ts';
export * from './regimen/dosing-weight.ts';
export * from './regimen/plan.ts';
export * from './regimen/products.ts';
export * from './regimen/read-amount.ts';
export * from './regimen/template.ts';
export * from './regimen/titration.ts';
export * from './rule.ts';
export * from './session/admissible.ts';
export * from './session/entry.ts';
export * from './session/fold.ts';
export * from './session/missing-at-close.ts';
export * from './session/rules.ts';
export * from './session/session-state.ts';
export * from './session/vital-sign.ts';
