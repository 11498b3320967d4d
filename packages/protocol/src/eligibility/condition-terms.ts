import type { Condition, PatientFacts } from '../patient-facts.ts';

/**
 * Words and codes by which a condition from another record is recognised. A hit never decides by itself that a rule is
 * met; it can only turn "unknown" into "must be looked at" or stop. SNOMED CT codes are those seen in referral files;
 * text terms are local defaults.
 */
export interface ConditionTerms {
  readonly codes: readonly string[];
  readonly words: RegExp;
}

const terms = (words: RegExp, ...codes: readonly string[]): ConditionTerms =>
  Object.freeze({ words, codes: Object.freeze(codes) });

export const conditionTerms = Object.freeze({
  aneurysmOrAvm: terms(/aneurysm|arteriovenous malformation|\bAVM\b|aortic dissection/i),
  intracerebralHaemorrhage: terms(
    /(intracerebral|intracranial|cerebral|subarachnoid|brain) (ha?emorrhage|bleed)/i,
  ),
  cardiovascularEvent: terms(
    /myocardial infarction|\bstroke\b|transient isch|cerebrovascular accident|heart attack|cardiac arrest|unstable angina/i,
    '22298006',
    '230690007',
    '410429000',
    '399211009',
    '429007001',
  ),
  psychosis: terms(/psychosis|psychotic|schizo/i),
  mania: terms(/\bmani(a|c)\b|hypomani/i),
  pregnancy: terms(/pregnan/i, '72892002', '77386006'),
  substanceUse: terms(
    /opioid (abuse|misuse|dependence|use disorder)|drug (abuse|dependence|overdose)|\boverdose\b|alcoholism|substance (abuse|use disorder|misuse)|misuse of|abuse of|cocaine|ketamine (abuse|misuse)/i,
    '5602001',
    '55680006',
    '7200002',
    '6525002',
  ),
  hypertension: terms(/hypertension|hypertensive/i, '59621000', '38341003'),
  liver: terms(/cirrhosis|hepatic failure|liver failure|decompensated liver|end.?stage liver/i),
});

/** Conditions that look like the term. `active`, `past` and `unknown` ones all count as grounds to look. */
export function conditionsLike(facts: PatientFacts, wanted: ConditionTerms): readonly Condition[] {
  return facts.conditions.filter(
    (condition) =>
      wanted.words.test(condition.label) ||
      (condition.code !== undefined && wanted.codes.includes(condition.code.code)),
  );
}
