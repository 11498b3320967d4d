import { plusMinutes, type Instant, type Kilograms } from '@evenkeel/quantities';
import { jurisdictions, type Jurisdiction } from '../evidence-mark.ts';
import { calculateRegimen } from '../regimen/calculate-regimen.ts';
import type { PlannedDose } from '../regimen/plan.ts';
import { plannedDoseOf } from '../regimen/planned-dose.ts';
import { productById } from '../regimen/products.ts';
import { defaultPolicy } from '../policy/default-policy.ts';
import {
  attentionExpected,
  knownWord,
  leavingExpected,
  phases,
  refusalExpected,
  signExpected,
} from './expected-words.ts';
import { mapReader, type MapReader } from './outline-reader.ts';
import { onLine, OutlineProblem, type Outline } from './outline.ts';
import { amount, instant, needed, optional, productOf, templateOf } from './patient-changes.ts';
import { minuteWithin, sessionLine, type ScenarioAct } from './session-line.ts';

/** What is expected of a session at one minute; an absent member is not looked at. */
export interface ScenarioLook {
  readonly minute: number;
  readonly phase?: string;
  /** Rules that ask for attention, as `MON-05 now`, each once. */
  readonly attention?: readonly string[];
  /** Signs that are not in range, as `systolic act`. */
  readonly signs?: readonly string[];
  /** Criteria of leaving that are not met, as `DIS-01 unmet`. */
  readonly leaving?: readonly string[];
  readonly delivered?: string;
  /** How many things do not fit together in the log. */
  readonly problems?: number;
  /** What is missing before the session can be signed, as a count. */
  readonly missing?: number;
}

/** A written session: its plan, what was done, and looks at it. */
export interface SessionScenario {
  readonly kind: 'session';
  readonly title: string;
  readonly about: string;
  readonly startsAt: Instant;
  /** Where the clinic is; absent when the file does not say: then every jurisdiction's gates are asked. */
  readonly jurisdiction?: Jurisdiction;
  readonly plan: PlannedDose;
  readonly acts: readonly ScenarioAct[];
  readonly looks: readonly ScenarioLook[];
  /** Acts that are expected to be refused, as `0 GAT-03`, in order. */
  readonly refused: readonly string[];
}

/** Reads a session scenario. @throws OutlineProblem naming what cannot be read */
export function sessionScenario(outline: Outline): SessionScenario {
  const file = mapReader(outline, 'The file');
  const title = needed(file.text('title'), 'title');
  const about = file.text('about') ?? '';
  const startsAt = instant(file.text('at') ?? '2026-11-25T10:00:00Z');
  const jurisdiction = file.oneOf('jurisdiction', jurisdictions);
  const planned = file.map('plan') ?? mapReader({}, 'plan');
  const plan = planOf(planned, plusMinutes(startsAt, -24 * 60), startsAt);
  planned.done();
  const context = { plan, ...optional('jurisdiction', jurisdiction) };
  const acts = needed(
    file.eachText('log', (line) => sessionLine(line, context)),
    'log',
  ).flat();
  const written = file.each('look', lookOf);
  const refused = file.eachText('refused', refusalExpected) ?? [];
  file.done();
  // Without a look of its own a session is looked at when its last line was typed.
  const end = Math.max(...(acts.length === 0 ? [0] : acts.map(({ typedAt }) => typedAt)));
  const looks = written === undefined || written.length === 0 ? [{ minute: end }] : written;
  return {
    kind: 'session',
    title,
    about,
    startsAt,
    ...context,
    acts,
    looks,
    refused,
  };
}

function lookOf(one: MapReader): ScenarioLook {
  const minute = minuteWithin(needed(one.number('at'), 'at'), 'at');
  const phase = one.text('phase');
  if (phase !== undefined) onLine(one.line('phase'), () => knownWord(phase, 'phase', phases));
  const delivered = one.text('delivered');
  if (delivered !== undefined && !/^\d+(\.\d+)? mg$/.test(delivered))
    throw one.problem('delivered', `delivered is ${delivered}; it must be an amount, such as 17.5 mg.`);
  return {
    minute,
    ...optional('phase', phase),
    ...optional('attention', one.eachText('attention', attentionExpected)),
    ...optional('signs', one.eachText('signs', signExpected)),
    ...optional('leaving', one.eachText('leaving', leavingExpected)),
    ...optional('delivered', delivered),
    ...optional('problems', one.number('problems')),
    ...optional('missing', one.number('missing')),
  };
}

/** The plan of a session: 0.5 mg/kg for 70 kg over 40 minutes into a vein, with what the file says otherwise. */
function planOf(typed: MapReader, measuredAt: Instant, now: Instant): PlannedDose {
  const template = templateOf(typed, 'iv-acute');
  const dose = amount(typed.text('dose') ?? template.start, 'plan: dose');
  const byWeight = template.basis === 'perKg';
  const injected = ['iv', 'im', 'sc'].includes(template.route);
  const [weightText, minutes, named] = [typed.text('weight'), typed.number('minutes'), productOf(typed)];
  const tooMuch = (key: string, given: unknown, has: boolean) => {
    if (given !== undefined && !has) throw typed.problem(key, `a plan of ${template.key} has no ${key}.`);
  };
  tooMuch('weight', weightText, byWeight);
  tooMuch('minutes', minutes, template.minutes !== undefined);
  tooMuch('product', named, injected);
  const weight = byWeight
    ? {
        kilograms: amount(weightText ?? '70', 'plan: weight') as Kilograms,
        measuredAt,
        estimated: false,
      }
    : undefined;
  const product = injected ? (named ?? productById('ketamine-10')) : undefined;
  const found = calculateRegimen({
    template,
    amount: dose,
    weight,
    sex: 'unknown',
    ...optional('product', product),
    ...optional('durationMinutes', minutes ?? template.minutes?.usual),
    jurisdiction: 'US',
    timeZone: 'UTC',
    policy: defaultPolicy,
    now,
  });
  if ('problem' in found) throw new OutlineProblem(`plan: ${found.problem.sentence}`);
  return plannedDoseOf(found.dose, weight);
}
