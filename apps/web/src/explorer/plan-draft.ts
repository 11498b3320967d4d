import {
  baseOfHydrochloride,
  dose,
  infusion,
  nasalDevices,
  repeat,
  SimulationRefusal,
  type Drug,
  type Person,
  type Regimen,
  type Route,
} from '@evenkeel/pharmacology';
import { parseDecimal, parseWeight } from '@evenkeel/quantities';
import { explorerWords as words } from '../words/explorer-en.ts';

/** One plan as it is typed. */
export interface PlanDraft {
  readonly drug: Drug;
  readonly route: Route;
  readonly amount: string;
  readonly basis: 'mg/kg' | 'mg';
  readonly form: 'base' | 'hydrochloride';
  /** Minutes; of an intravenous dose only. */
  readonly overMin: string;
  /** Doses in all. */
  readonly count: string;
  /** Days from one dose to the next. */
  readonly everyDays: string;
}

/** The person a plan is looked at for, as typed. No one's name: nothing here belongs to a patient. */
export interface BodyDraft {
  readonly weight: string;
  readonly age: string;
  readonly height: string;
  readonly sex: '' | NonNullable<Person['sex']>;
  readonly liver: '' | NonNullable<Person['liver']>;
  readonly ancestry: '' | NonNullable<Person['ancestry']>;
  readonly hypertension: boolean;
  readonly scaling: '' | NonNullable<Person['weightScaling']>;
  readonly medicines: readonly string[];
  readonly benzodiazepine: boolean;
}

/** Everything on the left of the explorer. */
export interface ExplorerDraft {
  readonly model: string;
  readonly plans: readonly PlanDraft[];
  readonly body: BodyDraft;
  readonly people: number;
}

/** Most plans that are compared. */
export const mostPlans = 4;

/** Plans are called by letters. */
export const letters = ['A', 'B', 'C', 'D'] as const;

/** The plan that stands there first: the dose of most trials, 0.5 mg/kg in 40 minutes. */
export const firstPlan: PlanDraft = Object.freeze({
  drug: 'ketamine',
  route: 'iv',
  amount: '0.5',
  basis: 'mg/kg',
  form: 'base',
  overMin: '40',
  count: '1',
  everyDays: '3.5',
});

export const firstDraft: ExplorerDraft = Object.freeze({
  model: 'composite-1',
  plans: [firstPlan],
  body: {
    weight: '80',
    age: '',
    height: '',
    sex: '',
    liver: '',
    ancestry: '',
    hypertension: false,
    scaling: '',
    medicines: [],
    benzodiazepine: false,
  } as const,
  people: 1000,
});

/** What was read, or the field at fault with a sentence. */
export type ReadResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly field: string; readonly sentence: string };

class Misread extends Error {
  readonly field: string;
  constructor(field: string, sentence: string) {
    super(sentence);
    this.field = field;
  }
}

function number(field: string, text: string): number {
  const value = parseDecimal(text.trim());
  if (value === undefined)
    throw new Misread(field, text.trim() === '' ? words.empty[field as 'dose'] : words.notANumber(text));
  return Number(value);
}

function attempt<T>(read: () => T): ReadResult<T> {
  try {
    return { ok: true, value: read() };
  } catch (error) {
    if (error instanceof Misread || error instanceof SimulationRefusal)
      return { ok: false, field: error.field, sentence: error.message };
    throw error;
  }
}

/** Reads the person. A weight in pounds, an empty weight or a comma is answered with a sentence. */
export function readBody(draft: BodyDraft): ReadResult<Person> {
  return attempt(() => {
    const { sex, liver, ancestry, hypertension, scaling, medicines } = draft;
    if (draft.weight.trim() === '') throw new Misread('weight', words.empty.weight);
    const read = parseWeight(draft.weight);
    if ('problem' in read) {
      const { problem } = read;
      throw new Misread(
        'weight',
        problem.kind === 'pounds'
          ? words.pounds(problem.kilograms)
          : problem.kind === 'outOfRange'
            ? words.weightRange(problem.lowest, problem.highest)
            : words.notANumber(draft.weight),
      );
    }
    return {
      weightKg: Number(read.weight),
      ...(draft.age.trim() === '' ? {} : { ageY: number('age', draft.age) }),
      ...(draft.height.trim() === '' ? {} : { heightCm: number('height', draft.height) }),
      ...(sex === '' ? {} : { sex }),
      ...(liver === '' ? {} : { liver }),
      ...(ancestry === '' ? {} : { ancestry }),
      ...(hypertension ? { hypertension } : {}),
      ...(scaling === '' ? {} : { weightScaling: scaling }),
      ...(medicines.length === 0 ? {} : { medicines }),
    };
  });
}

/** A plan that was read: its doses of base, and how it is called. */
export interface ReadPlan {
  readonly regimen: Regimen;
  /** mg of base of one dose. */
  readonly eachMg: number;
  readonly name: string;
  /** What was converted on the way. */
  readonly note?: string;
}

/** Reads one plan for a body weight. */
export function readPlan(draft: PlanDraft, weightKg: number): ReadResult<ReadPlan> {
  return attempt(() => {
    const typed = number('dose', draft.amount);
    const base = draft.form === 'base' ? typed : baseOfHydrochloride(typed);
    const each = draft.basis === 'mg' ? base : base * weightKg;
    const overH = draft.route === 'iv' ? number('over', draft.overMin) / 60 : 0;
    const count = number('times', draft.count);
    const one =
      draft.route === 'nasal-device'
        ? nasalDevices(each)
        : overH > 0
          ? infusion(draft.drug, each, overH)
          : dose(draft.drug, draft.route, each);
    const regimen = count === 1 ? one : repeat(one, number('every', draft.everyDays) * 24, count);
    return {
      regimen,
      eachMg: each,
      name: words.planName(draft, figure(each)),
      ...(draft.form === 'base' ? {} : { note: words.converted(draft.amount, draft.basis, figure(base)) }),
    };
  });
}

/** The plan with a new drug or route, and what follows from it: the label device gives 28 mg of esketamine each. */
export function withRoute(draft: PlanDraft, change: Partial<Pick<PlanDraft, 'drug' | 'route'>>): PlanDraft {
  const next = { ...draft, ...change };
  if (next.route !== 'nasal-device' || draft.route === 'nasal-device')
    return next.route === 'nasal-device' && next.drug === 'ketamine'
      ? { ...next, route: 'nasal-spray' }
      : next;
  return { ...next, drug: 'esketamine', amount: '56', basis: 'mg', form: 'base' };
}

/** A number in as many figures as are worth reading. */
export function figure(value: number, digits = 3): string {
  if (!Number.isFinite(value)) return '–';
  const rounded = Number(value.toPrecision(digits));
  return Object.is(rounded, -0) ? '0' : String(rounded);
}
