import type { Instant } from '@evenkeel/quantities';
import { limit } from '../policy/default-policy.ts';
import { inputs, lastReviewed, type CareSetting } from '../rule.ts';
import type { Policy } from '../policy/policy.ts';
import { takenOfKind, type TakenOfKind } from '../interactions/taken-of-kind.ts';
import type { Diagnosis, PatientFacts, TreatmentTrial } from '../patient-facts.ts';
import { datum, medicinesConfirmed, type EligibilityRule, type Judgement } from './eligibility-rule.ts';
import { missing } from './missing.ts';

export const indicationRule: EligibilityRule = Object.freeze({
  id: 'ELI-09',
  version: 4,
  title: 'Indication',
  statement:
    'Before the first dose: a depressive episode of MDD after two adequate trials, or of bipolar disorder under a mood stabiliser or antimanic medicine.',
  ruleClass: 'hold',
  source: {
    mark: 'consensus',
    citation:
      'Treatment resistance: two or more adequate trials in the episode. Bipolar: the controlled trials were done on lithium or valproate',
  },
  // A course that helped ends the episode it was begun for: whether it goes on is the review's.
  appliesTo: Object.freeze({ phases: Object.freeze(['firstDose'] as const) }),
  inputs: Object.freeze([
    ...inputs('diagnosis', 'treatment trials'),
    Object.freeze({ what: 'medicines', window: 'medicinesAgeDays' as const }),
  ]),
  reviewed: lastReviewed,
  judge: judgeIndication,
} as const);

/** Substances that count as mood-stabiliser or antimanic cover. Local default list. */
const antimanic: ReadonlySet<string> = new Set([
  'lithium',
  'valproate',
  'lamotrigine',
  'carbamazepine',
  'quetiapine',
  'olanzapine',
  'risperidone',
  'aripiprazole',
  'brexpiprazole',
  'clozapine',
  'lurasidone',
  'cariprazine',
  'ziprasidone',
  'asenapine',
]);

/** The mood-stabiliser or antimanic cover in the list of medicines, as the medicines table recognises it. */
export function antimanicCover(facts: PatientFacts): TakenOfKind {
  return takenOfKind(facts, ({ ingredients }) => ingredients.some(({ id }) => antimanic.has(id)));
}

function judgeIndication(facts: PatientFacts, policy: Policy, now: Instant, setting: CareSetting): Judgement {
  const { diagnosis } = facts;
  if (diagnosis === undefined) {
    return {
      verdict: 'unknown',
      says: 'No mood-disorder diagnosis is recorded.',
      used: [],
      missing: [missing.diagnosis],
      wouldChange: 'A diagnosis by clinician interview.',
    };
  }
  const used = [
    datum(
      facts,
      now,
      'Diagnosis',
      `${names[diagnosis.kind]}, episode: ${diagnosis.episode}`,
      diagnosis.recordedAt,
    ),
  ];
  if (diagnosis.episode !== 'depressive') {
    return {
      verdict: 'notMet',
      says: `The current episode is recorded as ${diagnosis.episode}.`,
      used,
      missing: [],
      wouldChange: 'A depressive episode.',
    };
  }
  if (
    setting.drug === 'esketamine' &&
    setting.indication === 'suicidality' &&
    diagnosis.kind === 'majorDepressiveDisorder'
  )
    return {
      verdict: 'met',
      says: 'Depressive episode with acute suicidality: earlier trials are not asked for.',
      used,
      missing: [],
      wouldChange: 'Another indication.',
    };
  const judged =
    diagnosis.kind === 'majorDepressiveDisorder'
      ? judgeTrials(facts, policy)
      : judgeCover(facts, policy, now);
  return { ...judged, used: [...used, ...judged.used] };
}

const names: { readonly [K in Diagnosis['kind']]: string } = Object.freeze({
  majorDepressiveDisorder: 'major depressive disorder',
  bipolarI: 'bipolar I disorder',
  bipolarII: 'bipolar II disorder',
});

/** Why a trial does not count as adequate; empty when it does. */
export function whyNotAdequate(trial: TreatmentTrial, policy: Policy): readonly string[] {
  const weeks = limit(policy, 'trialWeeks');
  return [
    ...(trial.currentEpisode === 'yes'
      ? []
      : [trial.currentEpisode === 'no' ? 'earlier episode' : 'episode not known']),
    ...(trial.adequateDose === 'yes'
      ? []
      : [trial.adequateDose === 'no' ? 'dose too low' : 'dose not known']),
    ...(trial.adherence === 'yes'
      ? []
      : [trial.adherence === 'no' ? 'not taken as prescribed' : 'adherence not known']),
    ...(trial.weeks === undefined
      ? ['weeks not known']
      : trial.weeks < weeks
        ? [`${trial.weeks} of ${weeks} weeks`]
        : []),
    ...(trial.outcome === 'noResponse' || trial.outcome === 'partial'
      ? []
      : trial.outcome === 'unknown'
        ? ['outcome not known']
        : [trial.outcome === 'response' ? 'it helped' : 'stopped for side effects']),
  ];
}

/** How many trials count as adequate. */
function adequateTrials(trials: readonly TreatmentTrial[], policy: Policy): number {
  return trials.filter((trial) => whyNotAdequate(trial, policy).length === 0).length;
}

/** A depression is resistant from so many adequate trials of the episode on; a trial not known does not count. */
export function isResistant(trials: readonly TreatmentTrial[], policy: Policy): boolean {
  return adequateTrials(trials, policy) >= limit(policy, 'trialsForResistance');
}

/** A trial with what of it was written down. */
function trialText({ treatment, maxDoseMg, responsePercent, whyStopped }: TreatmentTrial): string {
  return [
    treatment,
    ...(maxDoseMg === undefined ? [] : [`up to ${maxDoseMg} mg a day`]),
    ...(responsePercent === undefined ? [] : [`${responsePercent} % better`]),
    ...(whyStopped === undefined ? [] : [`stopped: ${whyStopped}`]),
  ].join(', ');
}

function judgeTrials(facts: PatientFacts, policy: Policy): Judgement {
  const wanted = limit(policy, 'trialsForResistance');
  const judged = facts.trials.map((trial) => ({ trial, why: whyNotAdequate(trial, policy) }));
  const adequate = adequateTrials(facts.trials, policy);
  const open = judged.filter(
    ({ why }) => why.length > 0 && why.every((reason) => reason.endsWith('not known')),
  ).length;
  const used = judged.map(({ trial, why }) => ({
    what: 'Treatment trial',
    value: `${trialText(trial)}: ${why.length === 0 ? 'adequate, without enough response' : `not counted (${why.join(', ')})`}`,
    stale: false,
  }));
  const wouldChange = `${wanted} adequate trials in this episode.`;
  if (isResistant(facts.trials, policy))
    return {
      verdict: 'met',
      says: `${adequate} adequate trials without enough response.`,
      used,
      missing: [],
      wouldChange: 'A trial found not adequate.',
    };
  if (facts.trials.length === 0 || adequate + open >= wanted) {
    return {
      verdict: 'unknown',
      says: `${adequate} of ${wanted} adequate trials are recorded.`,
      used,
      missing: ['Record earlier treatments with dose, weeks, adherence and outcome.'],
      wouldChange,
    };
  }
  return {
    verdict: 'notMet',
    says: `${adequate} of ${wanted} adequate trials are recorded.`,
    used,
    missing: [],
    wouldChange,
  };
}

function judgeCover(facts: PatientFacts, policy: Policy, now: Instant): Judgement {
  const { taken, past, unsure } = antimanicCover(facts);
  const used = [...taken, ...past, ...unsure.map(({ medicine }) => medicine)].map((medicine) => ({
    what: 'Medicine',
    value: `${medicine.name} (${medicine.status})`,
    stale: false,
  }));
  const wouldChange = 'A mood stabiliser or antimanic medicine at a stable dose.';
  if (taken.length > 0)
    return {
      verdict: 'met',
      says: `Covered by ${taken
        .map(({ name }) => name)
        .toSorted()
        .join(', ')}.`,
      used,
      missing: [],
      wouldChange: 'The cover being stopped.',
    };
  const confirmed = medicinesConfirmed(facts, policy, now);
  if (unsure.length > 0 || !confirmed) {
    return {
      verdict: 'unknown',
      says:
        unsure.length > 0
          ? `Whether there is a mood stabiliser is not known: ${unsure
              .map(({ medicine }) => medicine.name)
              .toSorted()
              .join(', ')}.`
          : 'No mood stabiliser is recorded, and the medicine list is not confirmed.',
      used,
      missing: [...new Set([...unsure.map(({ ask }) => ask), ...(confirmed ? [] : [missing.medicines])])],
      wouldChange,
    };
  }
  return {
    verdict: 'notMet',
    says: 'Bipolar depression without a mood stabiliser or antimanic medicine.',
    used,
    missing: [],
    wouldChange,
  };
}
