import type { Condition, PatientFacts } from '../patient-facts.ts';

/**
 * How a condition from another record is recognised. A hit never decides that a rule is met; it only turns "not known"
 * into "must be looked at". SNOMED CT codes are those seen in referrals; ICD-10 entries are beginnings of a code, so
 * that `I61` finds `I61.4`; words are local defaults for what carries neither.
 */
export interface ConditionTerms {
  readonly snomed: readonly string[];
  readonly icd10: readonly string[];
  readonly words: RegExp;
}

function terms(words: RegExp, snomed: readonly string[], icd10: readonly string[]): ConditionTerms {
  return Object.freeze({ words, snomed: Object.freeze(snomed), icd10: Object.freeze(icd10) });
}

export const conditionTerms = Object.freeze({
  aneurysmOrAvm: terms(
    /aneurysm|arterio.?venous malformation|\bAVM\b|\bAAA\b|aortic dissection/i,
    [],
    ['I71', 'I72', 'I67.1', 'Q28.0', 'Q28.2', 'Q27.3'],
  ),
  intracerebralHaemorrhage: terms(
    /(intracerebral|intracranial|cerebral|subarachnoid|subdural|brain) (ha?emorrhage|ha?ematoma|bleed)|ha?emorrhagic stroke|\bSAH\b/i,
    [],
    ['I60', 'I61', 'I62'],
  ),
  cardiovascularEvent: terms(
    /myocardial infarct|\bN?STEMI\b|heart attack|cardiac arrest|\bstroke\b|transient isch|\bTIA\b|\bCVA\b|cerebrovascular accident|cerebral infarct|unstable angina|heart failure/i,
    ['22298006', '230690007', '410429000', '399211009', '429007001'],
    ['I20.0', 'I21', 'I22', 'I25.2', 'I46', 'I50', 'I63', 'I64', 'G45'],
  ),
  psychosis: terms(
    /psychosis|psychotic|schizo/i,
    [],
    ['F20', 'F21', 'F22', 'F23', 'F24', 'F25', 'F28', 'F29'],
  ),
  pregnancy: terms(/pregnan|gravid|\bf(o)?etus\b/i, ['72892002', '77386006'], ['O', 'Z33', 'Z34', 'Z3A']),
  substanceUse: terms(
    /(opioid|alcohol|drug|substance|cocaine|stimulant|amphetamine|cannabis|ketamine|sedative|benzodiazepine)\S* (abuse|misuse|dependence|addiction|use disorder|overdose)|(misuse|abuse) of|\boverdose\b|alcoholism/i,
    ['5602001', '55680006', '7200002', '6525002'],
    ['F10', 'F11', 'F12', 'F13', 'F14', 'F15', 'F16', 'F18', 'F19', 'T40'],
  ),
  hypertension: terms(
    /hypertension|hypertensive/i,
    ['59621000', '38341003'],
    ['I10', 'I11', 'I12', 'I13', 'I15', 'I16'],
  ),
  liver: terms(
    /cirrhosis|(hepatic|liver) failure|decompensated liver|end.?stage liver|hepatic encephalopathy/i,
    [],
    ['K70.3', 'K70.4', 'K72', 'K74', 'K76.7'],
  ),
  toWeigh: terms(
    /epilep|seizure|convulsion|dementia|alzheimer|delirium|traumatic brain injury|(raised|increased) intracranial|intracranial hypertension|glaucoma|atrial fibrillation|arrhythmia|long qt|coronary (heart|artery) disease|valve (disease|stenosis)|aortic stenosis|sleep apn|hyperthyroid|thyrotoxic|pha?eochromocytoma|porphyria|(interstitial|ulcerative) cystitis|encephalopathy/i,
    ['84757009', '128613002', '703151001', '26929004', '230265002', '127295002', '49436004', '53741008'],
    [
      'G40',
      'G41',
      'R56',
      'F00',
      'F01',
      'F02',
      'F03',
      'F05',
      'G30',
      'S06',
      'G93.2',
      'H40',
      'I48',
      'I49',
      'I45.8',
      'I25.1',
      'I34',
      'I35',
      'G47.3',
      'E05',
      'E80.2',
      'N30.1',
    ],
  ),
});

const snomed = 'http://snomed.info/sct';
const icd10 = /icd-?10/i;

/** Conditions that look like the term. `active`, `past` and `unknown` ones all count as grounds to look. */
export function conditionsLike(facts: PatientFacts, wanted: ConditionTerms): readonly Condition[] {
  return facts.conditions.filter((condition) => looksLike(condition, wanted));
}

function looksLike({ label, code }: Condition, wanted: ConditionTerms): boolean {
  if (wanted.words.test(label)) return true;
  if (code === undefined) return false;
  if (wanted.words.test(code.display)) return true;
  if (code.system === snomed) return wanted.snomed.includes(code.code);
  return icd10.test(code.system) && wanted.icd10.some((start) => code.code.toUpperCase().startsWith(start));
}
