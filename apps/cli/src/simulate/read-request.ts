import {
  combine,
  dose,
  emptyRegimen,
  infusion,
  modelById,
  nasalDevices,
  routes,
  shift,
  type Drug,
  type Model,
  type Person,
  type Regimen,
  type Route,
} from '@evenkeel/pharmacology';
import { UsageProblem, type Given } from '../command.ts';
import { readDose, readHours, readWith } from './amount.ts';

/** What `evenkeel simulate` was asked. */
export interface SimulateRequest {
  readonly model: Model;
  readonly person: Person;
  readonly regimen: Regimen;
  readonly times?: Float64Array;
  readonly untilH?: number;
  readonly people?: number;
  readonly seed: number;
  readonly residual: boolean;
  readonly benzodiazepine: boolean;
  /** Sentences about what was converted or assumed. */
  readonly notes: readonly string[];
}

const routeNames: Readonly<Record<string, Route>> = {
  ...Object.fromEntries(routes.map((route) => [route, route])),
  nasal: 'nasal-device',
  in: 'nasal-device',
  po: 'oral-solution',
  oral: 'oral-solution',
  sl: 'sublingual',
  pr: 'rectal',
  film: 'oral-film',
};

interface Draft {
  drug: Drug;
  route: Route;
  dose?: string;
  over?: number;
  at: number;
}

function wholeNumber(text: string, what: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new UsageProblem(`${what} is a whole number, not ${text}.`);
  return Number(text);
}

function oneOf<T extends string>(values: readonly T[], text: string, what: string): T {
  const found = values.find((value) => value === text.toLowerCase());
  if (found === undefined) throw new UsageProblem(`${what} is one of ${values.join(', ')}, not ${text}.`);
  return found;
}

/**
 * Reads the options in the order they were written: each --dose begins an event, which takes drug, route and duration
 * from the event before it unless they are written again. Throws UsageProblem, in a sentence.
 */
export function readRequest({ written, words }: Given): SimulateRequest {
  if (words.length > 0) throw new UsageProblem(`simulate takes options only; ${words[0]} stands alone.`);
  let draft: Draft = { drug: 'ketamine', route: 'iv', at: 0 };
  const drafts: Draft[] = [];
  const person: { -readonly [K in keyof Person]?: Person[K] } = {};
  const medicines: string[] = [];
  const notes: string[] = [];
  let model: string | undefined;
  let times: Float64Array | undefined;
  let [untilH, people, seed] = [undefined as number | undefined, undefined as number | undefined, 1];
  let benzodiazepine = false;
  const inEvent = (change: Partial<Draft>) => {
    Object.assign(draft, change);
  };
  for (const { name, value } of written) {
    const text = String(value);
    switch (name) {
      case 'drug':
        inEvent({ drug: oneOf(['ketamine', 'esketamine'], text, 'The drug') });
        break;
      case 'route':
        inEvent({
          route:
            routeNames[text.toLowerCase()] ??
            (() => {
              throw new UsageProblem(
                `There is no route ${text}. Known: ${Object.keys(routeNames).join(', ')}.`,
              );
            })(),
        });
        break;
      case 'dose':
        if (draft.dose !== undefined) {
          drafts.push(draft);
          draft = { ...draft };
        }
        inEvent({ dose: text });
        break;
      case 'over':
        inEvent({ over: readHours(text, 'The duration') });
        break;
      case 'at':
        inEvent({ at: readHours(text, 'The time of a dose') });
        break;
      case 'weight':
        if (/lb|pound|st/i.test(text)) throw new UsageProblem('The weight is in kilograms only, like 80kg.');
        person.weightKg = readWith('kg', text, 'The weight');
        break;
      case 'height':
        person.heightCm = readWith('cm', text, 'The height');
        break;
      case 'age':
        person.ageY = readWith('y', text, 'The age');
        break;
      case 'sex':
        person.sex = oneOf(['female', 'male'], text, 'The sex');
        break;
      case 'liver':
        person.liver = oneOf(['mild', 'moderate', 'severe'], text, 'The liver class');
        break;
      case 'ancestry':
        person.ancestry = oneOf(['asian', 'japanese'], text, 'The ancestry');
        break;
      case 'scaling':
        person.weightScaling = oneOf(['allometric', 'none'], text, 'The scaling');
        break;
      case 'hypertension':
        person.hypertension = true;
        break;
      case 'benzodiazepine':
        benzodiazepine = true;
        break;
      case 'with':
        medicines.push(...text.split(',').map((one) => one.trim().toLowerCase()));
        break;
      case 'model':
        model = text;
        break;
      case 'times':
        times = Float64Array.from(text.split(',').map((one) => readHours(one, 'A time'))).toSorted();
        break;
      case 'until':
        untilH = readHours(text, 'The end');
        break;
      case 'people':
        people = wholeNumber(text, 'The number of people');
        break;
      case 'seed':
        seed = wholeNumber(text, 'The seed');
        break;
      default:
    }
  }
  if (draft.dose === undefined) throw new UsageProblem('Say a dose, such as --dose 0.5mg/kg --over 40min.');
  drafts.push(draft);
  const { weightKg } = person;
  if (weightKg === undefined) throw new UsageProblem('Say the weight in kilograms, such as --weight 80kg.');
  return {
    model: modelById(model),
    person: { ...person, weightKg, ...(medicines.length === 0 ? {} : { medicines }) },
    regimen: combine(emptyRegimen, ...drafts.map((one) => eventOf(one, weightKg, notes))),
    ...(times === undefined ? {} : { times: Float64Array.from(new Set(times)) }),
    ...(untilH === undefined ? {} : { untilH }),
    ...(people === undefined ? {} : { people }),
    seed,
    residual: written.some(({ name }) => name === 'residual'),
    benzodiazepine,
    notes,
  };
}

function eventOf(
  { drug, route, dose: text = '', over, at }: Draft,
  weightKg: number,
  notes: string[],
): Regimen {
  const { mg, mgPerKg, says } = readDose(text);
  if (says !== undefined && !notes.includes(says)) notes.push(says);
  const amount = mg ?? (mgPerKg ?? 0) * weightKg;
  if (route === 'nasal-device') {
    if (drug !== 'esketamine')
      throw new UsageProblem('The nasal device holds esketamine; for ketamine use nasal-spray.');
    return shift(nasalDevices(amount), at);
  }
  return over === undefined || over === 0 || route !== 'iv'
    ? dose(drug, route, amount, at)
    : infusion(drug, amount, over, { at });
}
