import { decimal, plusMinutes, randomStream, type CalendarDate } from '@evenkeel/quantities';
import { ingredients } from '../interactions/ingredient.ts';
import type { Medicine, PatientFacts, TestName } from '../patient-facts.ts';
import type { CareSetting } from '../rule.ts';
import { carePatient, result } from './care-facts.ts';
import { answered, condition, daysAgo, now } from './facts.ts';

type Stream = ReturnType<typeof randomStream>;

const yesNo = ['yes', 'no', 'unknown'] as const;
const tests: readonly (readonly [TestName, readonly number[]])[] = [
  ['ecg', []],
  ['qtc', [4.7, 430, 450, 470, 499, 500, 501]],
  ['alt', [1, 2, 2.9, 3, 3.1, 5, 400]],
  ['bilirubin', [1, 1.9, 2, 2.1]],
  ['egfr', [14, 15, 29, 30, 59, 60, 90]],
  ['urinalysis', []],
  ['drugScreen', []],
  ['pregnancyTest', []],
  ['prescriptionMonitoring', []],
  ['stopBang', [2, 3, 4, 5, 8]],
  ['tsh', [0.1, 2, 9]],
];
const labels = [
  ...['Stroke', 'Epilepsy', 'Normal pregnancy', 'Drug overdose', 'Essential hypertension', 'Sleep apnea'],
  ...[
    'Atrial fibrillation',
    'Gout',
    'Cerebral aneurysm',
    'Schizophrenia',
    'Cirrhosis of liver',
    'Interstitial cystitis',
  ],
];
const instruments = [
  ...['cssrs', 'phq9', 'madrs', 'ymrs', 'gad7', 'audit', 'auditc', 'dast10', 'moca', 'icsi', 'cadss', 'asrm'],
];

/** Ketamine in the list of medicines is drawn apart, so that the patients are those from before it was known there. */
const elsewhere = {
  ketamine: ingredients.filter(({ groups }) => groups.includes('ketamine')),
  others: ingredients.filter(({ groups }) => !groups.includes('ketamine')),
};

/** What only the baseline set asks for is drawn apart as well: all of it, or none. */
const baseline: ReadonlySet<string> = new Set([
  ...['gad7', 'audit-c', 'dast-10', 'isi', 'who5', 'ast', 'alp', 'ggt', 'heartRate', 'spo2'],
]);

/** A medicine as a person or a referral brings it. */
function medicine(stream: Stream, from = elsewhere.others): Medicine {
  const one = stream.pick(from);
  const name = stream.pick([...one.names, one.names[0] ?? '', 'Something else']);
  const atc = one.atc[0];
  const rxnorm = one.rxnorm[0];
  return {
    name,
    status: stream.pick(['active', 'active', 'past', 'unknown']),
    ...(atc !== undefined && stream.chance(0.3) ? { code: { system: 'ATC', code: atc, display: name } } : {}),
    ...(rxnorm !== undefined && stream.chance(0.2)
      ? { code: { system: 'RxNorm', code: rxnorm, display: name } }
      : {}),
    ...(stream.chance(0.5) ? { dailyMg: decimal(stream.pick(['1', '5', '10', '40', '100', '400'])) } : {}),
    ...(stream.chance(0.4) ? { lastTakenAt: daysAgo(stream.pick([0.1, 0.4, 1, 3, 20])) } : {}),
    ...(stream.chance(0.5) ? { stableWeeks: stream.pick([1, 2, 4, 8]) } : {}),
  };
}

/** A patient from pools that hold both sides of every limit, and what is missing, old, doubled and contrary. */
export function drawnPatient(seed: string): PatientFacts {
  const stream = randomStream('verdict', seed, 'digest');
  const apart = randomStream('verdict', seed, 'ketamine elsewhere');
  const age = () => daysAgo(stream.pick([0, 0, 1, 2, 6, 7, 8, 27, 28, 29, 31, 89, 91, 181, 370, -1, -2]));
  const many = <T>(most: number, make: () => T): T[] => Array.from({ length: stream.integer(0, most) }, make);
  const maybe = <T>(share: number, value: T) => (stream.chance(share) ? value : undefined);
  const hasSet = apart.chance(0.3);
  const asked = carePatient.screening.map(({ question }) => question);
  return {
    ...carePatient,
    birthDate: stream.pick([
      ...[
        '1986-06-15',
        '2008-11-25',
        '2008-11-26',
        '1961-11-25',
        '1950-01-01',
        '2010-01-01',
        '1971-11-25',
        '1970-11-25',
        '2026-11-25',
        '2030-01-01',
      ],
      undefined,
    ]) as CalendarDate | undefined,
    sex: stream.pick(['female', 'male', 'other', 'unknown']),
    jurisdiction: stream.pick(['US', 'UK', 'EU', 'AU-NZ', 'CA']),
    diagnosis: stream.chance(0.1)
      ? undefined
      : {
          kind: stream.pick(['majorDepressiveDisorder', 'majorDepressiveDisorder', 'bipolarI', 'bipolarII']),
          episode: stream.pick(['depressive', 'depressive', 'manic', 'none']),
          severity: stream.pick(['moderate', 'severe', 'unknown']),
          psychoticFeatures: stream.pick(yesNo),
          recordedAt: age(),
          ...(stream.chance(0.5) ? { episodeStart: '2026-03-01' as CalendarDate } : {}),
        },
    trials: many(4, () => ({
      treatment: stream.pick(['sertraline', 'venlafaxine', 'CBT', 'lithium']),
      currentEpisode: stream.pick(['yes', 'yes', 'no', 'unknown']),
      adequateDose: stream.pick(['yes', 'yes', 'no', 'unknown']),
      adherence: stream.pick(['yes', 'yes', 'no', 'unknown']),
      outcome: stream.pick(['noResponse', 'noResponse', 'partial', 'response', 'intolerable', 'unknown']),
      ...(stream.chance(0.8) ? { weeks: stream.pick([2, 3, 4, 5, 6, 7, 8]) } : {}),
    })),
    medicines: [
      ...many(5, () => medicine(stream)),
      ...(apart.chance(0.1) ? [medicine(apart, elsewhere.ketamine)] : []),
    ],
    medicinesConfirmedAt: maybe(0.7, age()),
    allergies: many(2, () => ({
      substance: stream.pick(['Ketamine', 'Esketamine', 'Latex', 'Benzethonium chloride']),
      severity: stream.pick(['mild', 'moderate', 'severe', 'unknown']),
      ...(stream.chance(0.4) ? { reaction: 'Rash' } : {}),
    })),
    allergiesConfirmedAt: maybe(0.7, age()),
    conditions: many(3, () =>
      condition(stream.pick(labels), {
        status: stream.pick(['active', 'past', 'unknown']),
        ...(stream.chance(0.4)
          ? { onset: stream.pick(['2026-10-20', '2026-08-01', '2019', '2020-05']) }
          : {}),
      }),
    ),
    screening: asked.flatMap((question) =>
      stream.chance(0.75)
        ? carePatient.screening.filter((one) => one.question === question)
        : many(2, () =>
            answered(question, stream.pick(yesNo), {
              days: stream.pick([0, 1, 6, 8, 20, 29, 40, 100]),
              ...(stream.chance(0.4)
                ? { note: stream.pick(['Looked into on 2 November.', 'Another note.', ' ']) }
                : {}),
            }),
          ),
    ),
    pressures: many(4, () => ({
      systolic: stream.pick([88, 122, 139, 140, 159, 160, 161, 180]),
      diastolic: stream.pick([50, 78, 89, 90, 99, 100, 101, 111]),
      measuredAt: age(),
      ...(stream.chance(0.2) ? { beforeDose: true as const } : {}),
    })),
    totals: [
      ...carePatient.totals.filter(({ instrument }) => !baseline.has(instrument) && stream.chance(0.6)),
      ...many(5, () => ({
        instrument: stream.pick(instruments),
        total: stream.pick([0, 1, 3, 5, 7, 8, 12, 16, 20, 23, 25, 26, 31, undefined]),
        answeredAt: age(),
      })),
      ...(hasSet ? carePatient.totals.filter(({ instrument }) => baseline.has(instrument)) : []),
    ],
    results: [
      ...(carePatient.results ?? []).filter(({ test: name }) => !baseline.has(name) && stream.chance(0.6)),
      ...many(5, () => {
        const [name, values] = stream.pick(tests);
        return result(name, {
          clear: stream.pick(yesNo),
          takenAt: age(),
          ...(values.length > 0 && stream.chance(0.8) ? { value: stream.pick(values) } : {}),
          ...(stream.chance(0.2) ? { note: stream.pick(['Prescribed stimulant.', 'Another.', ' ']) } : {}),
          ...(stream.chance(0.2) ? { origin: 'another clinic' } : {}),
        });
      }),
      ...(hasSet ? (carePatient.results ?? []).filter(({ test: name }) => baseline.has(name)) : []),
    ],
    consents: [
      ...(carePatient.consents ?? []).filter(() => stream.chance(0.6)),
      ...many(2, () => ({
        formVersion: stream.pick(['1', '2']),
        drug: stream.pick(['ketamine', 'esketamine'] as const),
        signedAt: age(),
        ...(stream.chance(0.3) ? { withdrawnAt: age() } : {}),
      })),
    ],
    enrolments: many(2, () => ({
      programme: 'REMS' as const,
      who: stream.pick(['patient', 'setting'] as const),
      enrolledAt: age(),
    })),
    escorts: many(2, () => ({
      name: stream.pick(['Charles', 'Mary']),
      phone: stream.pick(['020 7946 0111', '020 7946 0112', ' ']),
      day: stream.pick(['2026-11-24', '2026-11-25', '2026-11-26']) as CalendarDate,
    })),
    doses: many(6, () => ({
      at: stream.chance(0.2) ? plusMinutes(now, -stream.integer(60, 4_000)) : age(),
      drug: stream.pick(['ketamine', 'esketamine'] as const),
      route: stream.pick(['iv', 'im', 'nasal-device'] as const),
      amountMg: decimal(stream.pick(['35', '56', '84'])),
    })),
    ...(stream.chance(0.5) ? { heightCm: decimal('170') } : {}),
  };
}

/** What the verdict of a drawn patient is about. */
export function drawnSetting(seed: string): CareSetting {
  const stream = randomStream('verdict', seed, 'setting');
  const isKetamine = stream.chance(0.6);
  return {
    drug: isKetamine ? 'ketamine' : 'esketamine',
    route: isKetamine ? stream.pick(['iv', 'iv', 'im', 'sc', 'oral-solution', 'sublingual']) : 'nasal-device',
    phase: stream.pick(['firstDose', 'laterDose', 'continuing']),
    ...(!isKetamine && stream.chance(0.6)
      ? { indication: stream.pick(['resistant', 'suicidality'] as const) }
      : {}),
    ...(stream.chance(0.6) ? { consentVersion: stream.pick(['1', '2']) } : {}),
  };
}
