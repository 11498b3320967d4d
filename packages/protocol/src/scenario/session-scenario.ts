import { plusMinutes, type Instant, type Kilograms } from '@evenkeel/quantities';
import { calculateRegimen } from '../regimen/calculate-regimen.ts';
import type { PlannedDose } from '../regimen/plan.ts';
import { plannedDoseOf } from '../regimen/planned-dose.ts';
import { productById } from '../regimen/products.ts';
import { templateByKey } from '../regimen/template.ts';
import { defaultPolicy } from '../policy/default-policy.ts';
import { mapReader } from './outline-reader.ts';
import { OutlineProblem, type Outline } from './outline.ts';
import { amount, instant, needed } from './patient-changes.ts';
import { sessionLine, type ScenarioAct } from './session-line.ts';

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
  const planned = file.map('plan');
  const plan = planOf(
    {
      dose: planned?.text('dose') ?? '0.5',
      weight: planned?.text('weight') ?? '70',
      minutes: planned?.number('minutes') ?? 40,
      product: planned?.text('product') ?? 'ketamine-10',
    },
    plusMinutes(startsAt, -24 * 60),
    startsAt,
  );
  planned?.done();
  const acts = needed(file.texts('log'), 'log').flatMap((line) => sessionLine(line, plan));
  const looks = (file.list('look') ?? []).map((item, index): ScenarioLook => {
    const one = mapReader(item, `look ${index + 1}`);
    const minute = needed(one.number('at'), `look ${index + 1}: at`);
    const phase = one.text('phase');
    const [attention, signs, leaving] = (['attention', 'signs', 'leaving'] as const).map((key) =>
      one.texts(key),
    );
    const delivered = one.text('delivered');
    const problems = one.number('problems');
    const missing = one.number('missing');
    one.done();
    return {
      minute,
      ...(phase === undefined ? {} : { phase }),
      ...(attention === undefined ? {} : { attention }),
      ...(signs === undefined ? {} : { signs }),
      ...(leaving === undefined ? {} : { leaving }),
      ...(delivered === undefined ? {} : { delivered }),
      ...(problems === undefined ? {} : { problems }),
      ...(missing === undefined ? {} : { missing }),
    };
  });
  const refused = file.texts('refused') ?? [];
  file.done();
  return { kind: 'session', title, about, startsAt, plan, acts, looks, refused };
}

function planOf(
  typed: {
    readonly dose: string;
    readonly weight: string;
    readonly minutes: number;
    readonly product: string;
  },
  measuredAt: Instant,
  now: Instant,
): PlannedDose {
  const product = productById(typed.product);
  if (product === undefined) throw new OutlineProblem(`There is no product ${typed.product}.`);
  const template = needed(templateByKey('iv-acute'), 'The template of an infusion');
  const weight = {
    kilograms: amount(typed.weight, 'plan: weight') as Kilograms,
    measuredAt,
    estimated: false,
  };
  const found = calculateRegimen({
    template,
    amount: amount(typed.dose, 'plan: dose'),
    weight,
    sex: 'unknown',
    product,
    durationMinutes: typed.minutes,
    jurisdiction: 'US',
    timeZone: 'UTC',
    policy: defaultPolicy,
    now,
  });
  if ('problem' in found) throw new OutlineProblem(`plan: ${found.problem.sentence}`);
  return plannedDoseOf(found.dose, weight);
}
