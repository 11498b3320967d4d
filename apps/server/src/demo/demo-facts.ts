import { plusDays, type CalendarDate, type Instant } from '@evenkeel/quantities';
import type { FactGiven } from '../patients/record-fact.ts';
import type { Biography } from './biography.ts';

/** Usual daily doses, mg. */
const dailyMg: Readonly<Record<string, string>> = {
  Sertraline: '100',
  Escitalopram: '10',
  Venlafaxine: '150',
  Mirtazapine: '30',
  Bupropion: '300',
  Duloxetine: '60',
  Vortioxetine: '10',
  'Lithium carbonate': '800',
  Lamotrigine: '200',
  Quetiapine: '300',
  'Sodium valproate': '1000',
  Lorazepam: '1',
};

/** The medicines of a life with their daily doses; some people take a benzodiazepine for sleep. */
function medicinesOf(life: Biography): readonly { readonly name: string; readonly dose: string }[] {
  const all =
    life.index % 6 === 3 ? [...life.medicines, { name: 'Lorazepam', dose: 'at night' }] : life.medicines;
  return all.map((one) => ({
    ...one,
    ...(dailyMg[one.name] === undefined ? {} : { dailyMg: dailyMg[one.name] }),
  }));
}

/** What is asked again on the day of the plan, because it does not count for long, and who comes along. */
export function planDayFacts(
  life: Biography,
  firstDay: CalendarDate,
  escort: { readonly name: string; readonly phone: string },
): readonly FactGiven[] {
  return [
    ...(life.sex === 'female'
      ? [answer('couldBecomePregnant', 'no'), answer('pregnant', 'no'), answer('breastFeeding', 'no')]
      : []),
    ...(life.diagnosis === 'majorDepressiveDisorder' ? [] : [answer('switchRisk', 'no')]),
    answer('sedatedToday', 'no'),
    { kind: 'escort', body: { ...escort, day: firstDay } },
  ];
}

/** What is asked again on the day of a session: what does not count for long, what is new, and who comes along. */
export function visitDayFacts(
  life: Biography,
  day: CalendarDate,
  escort: { readonly name: string; readonly phone: string },
): readonly FactGiven[] {
  return [
    ...(life.sex === 'female' ? [answer('pregnant', 'no')] : []),
    answer('newIllnessOrMedicine', 'no'),
    answer('lastSessionReviewed', 'yes'),
    answer('sedatedToday', 'no'),
    { kind: 'escort', body: { ...escort, day } },
  ];
}

/** What a nurse records at the first visit. */
export function nurseFacts(life: Biography, at: Instant): readonly FactGiven[] {
  const waiting = life.stage === 'waiting';
  return [
    { kind: 'weight', body: { kilograms: life.kilograms, measuredAt: at, estimated: false } },
    { kind: 'height', body: { centimetres: heightFor(life.kilograms), measuredAt: at } },
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
          ...medicinesOf(life).map((one) => ({
            kind: 'medicine' as const,
            body: { ...one, status: 'active', stableWeeks: 8 + (life.index % 9) },
          })),
          { kind: 'listConfirmed' as const, body: { list: 'medicines' } },
        ]),
  ];
}

/** A height that gives a body-mass index near 24, so that nothing is drawn for it. */
function heightFor(kilograms: string): string {
  return String(Math.round(Math.sqrt(Number(kilograms) / 24) * 100));
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
