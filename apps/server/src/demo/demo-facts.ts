import { plusDays, type CalendarDate, type Instant } from '@evenkeel/quantities';
import type { FactGiven } from '../patients/record-fact.ts';
import type { Biography } from './biography.ts';

/** What a nurse records at the first visit. */
export function nurseFacts(life: Biography, at: Instant): readonly FactGiven[] {
  const waiting = life.stage === 'waiting';
  return [
    { kind: 'weight', body: { kilograms: life.kilograms, measuredAt: at, estimated: false } },
    {
      kind: 'bloodPressure',
      body: {
        systolic: waiting ? 166 : life.systolic,
        diastolic: waiting ? 102 : life.diastolic,
        measuredAt: at,
      },
    },
    ...(life.allergy === undefined
      ? []
      : [{ kind: 'allergy' as const, body: { substance: life.allergy, severity: 'moderate' } }]),
    ...(life.stage === 'new' && life.index % 2 === 0
      ? []
      : [
          { kind: 'listConfirmed' as const, body: { list: 'allergies' } },
          ...life.medicines.map((one) => ({
            kind: 'medicine' as const,
            body: { name: one.name, dose: one.dose, status: 'active' },
          })),
          { kind: 'listConfirmed' as const, body: { list: 'medicines' } },
        ]),
  ];
}

function answer(question: string, value: 'yes' | 'no'): FactGiven {
  return { kind: 'screening', body: { question, answer: value } };
}

/** Questions of the whole screening that every synthetic person answers with no. */
const furtherNo = [
  'pressureRiseHazard',
  'unstableHeart',
  'hypertensiveEncephalopathy',
  'raisedHeadOrEyePressure',
  'ketamineMisuse',
  'moderateLiverDisease',
  'dialysis',
  'bladderDisease',
  'untreatedSleepApnoea',
  'overactiveThyroid',
  'phaeochromocytoma',
  'acutePorphyria',
  'uncontrolledSeizures',
  'dementiaOrDelirium',
  'symptomaticBrainInjury',
  'personalityPrimary',
] as const;

/** The work-up, within its limits; each life has its own numbers. */
function results(life: Biography, at: Instant): readonly FactGiven[] {
  const one = (test: string, value?: number): FactGiven => ({
    kind: 'testResult',
    body: { test, clear: 'yes', takenAt: at, ...(value === undefined ? {} : { value }) },
  });
  const spread = life.index % 5;
  return [
    one('ecg'),
    one('qtc', 402 + spread * 6),
    one('alt', (5 + spread) / 10),
    one('bilirubin', (4 + spread) / 10),
    one('egfr', 84 + spread * 3),
    one('urinalysis'),
    one('drugScreen'),
    one('stopBang', spread % 3),
  ];
}

/** What a prescriber records after the interview. */
export function prescriberFacts(life: Biography, at: Instant): readonly FactGiven[] {
  return [
    {
      kind: 'diagnosis',
      body: {
        kind: life.diagnosis,
        episode: 'depressive',
        severity: life.baseline >= 20 ? 'severe' : 'moderate',
        episodeStart: plusDays(at.slice(0, 10) as CalendarDate, -400),
        psychoticFeatures: 'no',
      },
    },
    ...life.trials.map((treatment): FactGiven => ({
      kind: 'trial',
      body: {
        treatment,
        currentEpisode: 'yes',
        weeks: 8,
        adequateDose: 'yes',
        adherence: 'yes',
        outcome: 'noResponse',
      },
    })),
    ...life.conditions.map((label): FactGiven => ({ kind: 'condition', body: { label, status: 'active' } })),
    { kind: 'listConfirmed', body: { list: 'conditions' } },
    answer('aneurysmOrAvm', life.stage === 'notEligible' ? 'yes' : 'no'),
    answer('intracerebralHaemorrhage', 'no'),
    answer('recentCardiovascularEvent', 'no'),
    answer('psychosis', 'no'),
    answer('maniaNow', 'no'),
    answer('substanceUseActive', 'no'),
    answer('severeLiverDisease', 'no'),
    answer('ketamineHypersensitivity', 'no'),
    answer('capacityToConsent', 'yes'),
    ...(life.sex === 'female' ? [answer('couldBecomePregnant', 'no'), answer('pregnant', 'no')] : []),
    ...furtherNo.map((question) => answer(question, 'no')),
    ...results(life, at),
    {
      kind: 'consent',
      body: {
        form: 'Ketamine treatment',
        formVersion: '3',
        signedOn: at.slice(0, 10),
        drug: 'ketamine',
      },
    },
  ];
}

/** What the prescriber decides on eligibility. */
export function decisionOf(life: Biography): {
  decision: 'eligible' | 'notEligible' | 'wait';
  reason: string;
} {
  if (life.stage === 'notEligible')
    return {
      decision: 'notEligible',
      reason: 'A cerebral aneurysm is known; a rise in blood pressure is not acceptable.',
    };
  if (life.stage === 'waiting')
    return { decision: 'wait', reason: 'Blood pressure is to be brought down first; review in four weeks.' };
  return { decision: 'eligible', reason: 'All findings were looked at; benefits and risks were discussed.' };
}
