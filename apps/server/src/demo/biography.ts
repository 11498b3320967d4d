import type { RandomStream } from '@evenkeel/quantities';
import { decimal, randomStream, type Decimal } from '@evenkeel/quantities';
import { familyNames, givenNames } from './demo-people.ts';

/** Where a synthetic patient stands in the programme today. */
export type Stage =
  /** A session runs now. */
  | 'runningNow'
  /** A session was signed earlier today. */
  | 'doneToday'
  /** A session is booked for later today. */
  | 'bookedToday'
  /** Between two sessions of a course. */
  | 'inCourse'
  /** The plan is signed, the first session is to come. */
  | 'planned'
  /** Decided as not eligible, or to wait. */
  | 'notEligible'
  | 'waiting'
  /** Registered; the record is not complete. */
  | 'new'
  /** The course ended; follow-up goes on. */
  | 'finished';

/** How the mood goes under treatment: PHQ-9 as a share of baseline after the course, and whether it comes back. */
export interface Trajectory {
  readonly lowest: number;
  readonly relapse: boolean;
}

/** One synthetic life as far as the programme sees it. Everything follows from (seed, index). */
export interface Biography {
  readonly index: number;
  readonly stage: Stage;
  /** Days before today of the first session; negative when it is to come. */
  readonly firstSessionDaysAgo: number;
  readonly family: string;
  readonly given: string;
  readonly sex: 'female' | 'male';
  readonly birthYear: number;
  readonly birthDay: string;
  readonly kilograms: Decimal;
  readonly systolic: number;
  readonly diastolic: number;
  readonly heartRate: number;
  readonly diagnosis: 'majorDepressiveDisorder' | 'bipolarI' | 'bipolarII';
  readonly baseline: number;
  readonly trajectory: Trajectory;
  readonly trials: readonly string[];
  readonly medicines: readonly { readonly name: string; readonly dose: string }[];
  readonly allergy: string | undefined;
  readonly conditions: readonly string[];
}

const antidepressants = [
  'Sertraline',
  'Escitalopram',
  'Venlafaxine',
  'Mirtazapine',
  'Bupropion',
  'Duloxetine',
  'Vortioxetine',
];
const stabilisers = ['Lithium carbonate', 'Lamotrigine', 'Quetiapine', 'Sodium valproate'];
const commonConditions = [
  'Generalised anxiety disorder',
  'Essential hypertension',
  'Migraine',
  'Hypothyroidism',
  'Asthma',
];
const allergies = ['Penicillin', 'Latex', 'Ibuprofen', 'Morphine'];

/** How many patients stand where; the rest have finished. */
const stages: readonly (readonly [Stage, number])[] = [
  ['runningNow', 1],
  ['doneToday', 1],
  ['bookedToday', 4],
  ['inCourse', 3],
  ['planned', 3],
  ['notEligible', 1],
  ['waiting', 1],
  ['new', 4],
];

/** How many synthetic patients there are. */
export const demoPatients = 40;

function stageOf(index: number): Stage {
  let from = 0;
  for (const [stage, count] of stages) {
    if (index < from + count) return stage;
    from += count;
  }
  return 'finished';
}

/** The biography of one synthetic patient. */
export function biographyOf(seed: string, index: number, thisYear: number): Biography {
  const subject = `patient-${index}`;
  const stream = (purpose: string): RandomStream => randomStream(seed, subject, purpose);
  const who = stream('who');
  const body = stream('body');
  const illness = stream('illness');
  const stage = stageOf(index);
  const sex = who.chance(0.58) ? 'female' : 'male';
  const age = Math.round(Math.min(74, Math.max(21, who.normal(42, 13))));
  const diagnosis = illness.chance(0.75)
    ? 'majorDepressiveDisorder'
    : illness.chance(0.35)
      ? 'bipolarI'
      : 'bipolarII';
  const tried = shuffled(antidepressants, illness).slice(0, illness.integer(2, 4));
  const current = { name: tried[0] ?? 'Sertraline', dose: 'daily' };
  const cover = { name: illness.pick(stabilisers), dose: 'daily' };
  return {
    index,
    stage,
    firstSessionDaysAgo: firstSessionDaysAgo(stage, stream('calendar')),
    family: familyNames[index % familyNames.length] ?? 'Nemo',
    given: who.pick(givenNames[sex]),
    sex,
    birthYear: thisYear - age - 1,
    birthDay: `${pad(who.integer(1, 12))}-${pad(who.integer(1, 28))}`,
    kilograms: decimal(
      (Math.round(Math.min(130, Math.max(48, body.normal(sex === 'female' ? 71 : 83, 13))) * 2) / 2).toFixed(
        1,
      ),
    ),
    systolic: Math.round(Math.min(138, Math.max(102, body.normal(121, 9)))),
    diastolic: Math.round(Math.min(86, Math.max(60, body.normal(76, 6)))),
    heartRate: Math.round(Math.min(92, Math.max(56, body.normal(72, 8)))),
    diagnosis,
    baseline: illness.integer(15, 24),
    trajectory: trajectoryOf(stream('trajectory')),
    trials: tried,
    medicines: diagnosis === 'majorDepressiveDisorder' ? [current] : [cover, current],
    allergy: illness.chance(0.3) ? illness.pick(allergies) : undefined,
    conditions: shuffled(commonConditions, illness).slice(0, illness.integer(0, 2)),
  };
}

/** About as in published infusion series: a third remits, a fifth responds short of it, the others little or not. */
function trajectoryOf(stream: RandomStream): Trajectory {
  const draw = stream.next();
  const lowest =
    draw < 0.32
      ? stream.normal(0.15, 0.04)
      : draw < 0.55
        ? stream.normal(0.4, 0.05)
        : draw < 0.75
          ? stream.normal(0.65, 0.05)
          : stream.normal(0.92, 0.06);
  return { lowest: Math.max(0.05, lowest), relapse: draw < 0.55 && stream.chance(0.3) };
}

function firstSessionDaysAgo(stage: Stage, stream: RandomStream): number {
  switch (stage) {
    case 'finished':
      return stream.integer(30, 178);
    case 'runningNow':
      return 7;
    case 'doneToday':
      return 11;
    case 'bookedToday':
      return stream.pick([0, 4, 14, 18]);
    case 'inCourse':
      return stream.pick([2, 5, 9]);
    default:
      return -stream.integer(2, 9);
  }
}

function shuffled<T>(list: readonly T[], stream: RandomStream): readonly T[] {
  return list
    .map((value) => ({ value, order: stream.next() }))
    .toSorted((a, b) => a.order - b.order)
    .map(({ value }) => value);
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
