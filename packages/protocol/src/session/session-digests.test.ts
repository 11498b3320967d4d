import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import {
  canonicalJson,
  decimal,
  randomStream,
  type Json,
  type Kilograms,
  type Uuid,
} from '@evenkeel/quantities';
import { defaultPolicy } from '../policy/default-policy.ts';
import type { PlannedDose } from '../regimen/plan.ts';
import { minute, plan as infusion } from '../testing/log.ts';
import { entryProblem } from './admissible.ts';
import type { Entry, EntryBodies, EntryType, Vitals } from './entry.ts';
import { foldSession } from './fold.ts';
import { dischargeRules } from './rules.ts';
import { sessionGates } from './session-gates.ts';
import type { SessionContext } from './session-state.ts';

const kept = join(import.meta.dirname, '..', '..', 'scenarios', 'session-digests.json');
const sessions = 300;
type Stream = ReturnType<typeof randomStream>;

const plans: readonly PlannedDose[] = [
  infusion,
  infusion,
  {
    drug: 'ketamine',
    route: 'im',
    template: 'im-acute',
    amountMg: decimal('35'),
    doseMgPerKg: decimal('0.5'),
    weightKg: decimal('70') as Kilograms,
  },
  { drug: 'ketamine', route: 'sublingual', template: 'sublingual', amountMg: decimal('100') },
  {
    drug: 'esketamine',
    route: 'nasal-device',
    template: 'esketamine-resistant',
    amountMg: decimal('56'),
    devices: 2,
  },
  {
    drug: 'esketamine',
    route: 'nasal-device',
    template: 'esketamine-suicidality',
    amountMg: decimal('84'),
    devices: 3,
  },
];
const kinds: readonly EntryBodies['adverseEvent']['kind'][] = [
  ...([
    'nausea',
    'vomiting',
    'headache',
    'dizziness',
    'anxiety',
    'agitation',
    'dissociationDistress',
  ] as const),
  ...(['hypertension', 'hypoxia', 'chestPain', 'overSedation', 'allergicReaction', 'fall', 'other'] as const),
];
const reading = (stream: Stream): Vitals => {
  const all: Required<Vitals> = {
    systolic: stream.pick([80, 89, 110, 120, 139, 141, 159, 161, 179, 181, 199, 201, 300]),
    diastolic: stream.pick([40, 60, 80, 89, 91, 99, 101, 109, 111, 121]),
    heartRate: stream.pick([39, 45, 51, 70, 99, 101, 119, 121, 151]),
    spo2: stream.pick([40, 84, 89, 90, 91, 92, 93, 94, 95, 98, 100]),
    respiratoryRate: stream.pick([0, 5, 7, 8, 9, 10, 14, 24, 26, 31]),
    moaas: stream.pick([0, 1, 2, 3, 4, 5]),
  };
  return Object.fromEntries(Object.entries(all).filter(() => stream.chance(0.8)));
};

/** A session from before the gates to after leaving, with what goes wrong, is corrected, comes late or twice. */
function drawn(stream: Stream, plan: PlannedDose): Entry[] {
  const log: Entry[] = [];
  const add = <T extends EntryType>(type: T, at: number, body: EntryBodies[T], more: object = {}) => {
    const count = log.length + 1;
    const id = `01900000-0000-7000-8000-${count.toString(16).padStart(12, '0')}` as Uuid;
    log.push({
      id,
      sessionId: '01900000-0000-7000-8000-00000000c001',
      clinicalTime: minute(at),
      deviceTime: minute(at + (stream.chance(0.1) ? 12 : 0)),
      deviceId: `01900000-0000-7000-8000-00000000d00${stream.chance(0.2) ? 2 : 1}`,
      deviceSequence: count,
      authorId: '01900000-0000-7000-8000-00000000a001',
      type,
      body,
      ...more,
    } as unknown as Entry);
  };
  for (const { gate } of sessionGates(plan.drug, plan.route, stream.pick(['US', 'UK'] as const)))
    if (stream.chance(0.95))
      add('gateAnswered', -20, { gate, ok: stream.chance(0.95) ? 'yes' : stream.pick(['no', 'unknown']) });
  if (stream.chance(0.8))
    add('weightMeasured', -15, { kilograms: decimal('70') as Kilograms, estimated: stream.chance(0.1) });
  if (stream.chance(0.8)) add('escortNamed', -14, { name: 'Charles', phone: '020 7946 0111' });
  const ordinary: Vitals = {
    systolic: 120,
    diastolic: 80,
    heartRate: 70,
    spo2: 98,
    respiratoryRate: 14,
    moaas: 5,
  };
  for (let i = 0; i < 2; i += 1)
    if (stream.chance(0.8))
      add('vitals', -5 - i * 20, { vitals: stream.chance(0.7) ? ordinary : reading(stream) });
  const { durationMinutes, devices } = plan;
  if (stream.chance(0.93))
    add('doseStart', 0, {
      drug: plan.drug,
      route: plan.route,
      amountMg: plan.amountMg,
      ...(plan.doseMgPerKg === undefined ? {} : { doseMgPerKg: plan.doseMgPerKg }),
      ...(plan.volumeMl === undefined ? {} : { volumeMl: plan.volumeMl }),
      ...(durationMinutes === undefined ? {} : { durationMinutes }),
      ...(devices === undefined ? {} : { devices }),
      identityChecked: true,
      ...(stream.chance(0.5) ? { reason: 'Known hypertension' } : {}),
    });
  for (let device = 2; device <= (devices ?? 0); device += 1)
    if (stream.chance(0.85))
      add('deviceGiven', device * 6 - stream.integer(0, 3), { device, taken: stream.chance(0.85) });
  for (let at = 5; at < 150; at += stream.integer(5, 25)) {
    if (stream.chance(0.8))
      add('vitals', at, {
        vitals: stream.chance(0.6) ? ordinary : reading(stream),
        ...(stream.chance(0.1) ? { confirmedImplausible: true } : {}),
      });
    if (stream.chance(0.12)) add('dosePause', at, stream.chance(0.5) ? { reason: 'Frightened' } : {});
    if (stream.chance(0.12)) add('doseResume', at + 3, {});
    if (stream.chance(0.2))
      add('adverseEvent', at, {
        kind: stream.pick(kinds),
        severity: stream.pick(['mild', 'moderate', 'severe']),
        serious: stream.chance(0.1),
        ...(stream.chance(0.3) ? { action: 'Watched' } : {}),
      });
    if (stream.chance(0.1)) add('sensation', at, { what: 'floating', intensity: stream.pick([1, 2, 3]) });
    if (stream.chance(0.4)) add('dissociationRated', at, { score: stream.integer(0, 10) });
    const target = stream.pick(log);
    if (stream.chance(0.05)) add('retraction', at, {}, { corrects: target.id, reason: 'Entered in error' });
    if (stream.chance(0.06))
      add(target.type, at, target.body as never, {
        corrects: target.id,
        reason: 'Typed wrongly',
        clinicalTime: target.clinicalTime,
      });
  }
  if (stream.chance(0.7)) add('doseEnd', stream.pick([20, 38, 40, 45]), { stoppedEarly: stream.chance(0.3) });
  if (stream.chance(0.6)) add('recoveryStart', 45, {});
  if (stream.chance(0.7))
    for (const { check } of dischargeRules)
      if (check !== undefined && stream.chance(0.9))
        add('dischargeCheck', stream.pick([60, 110, 125]), {
          check,
          ok: stream.chance(0.9) ? 'yes' : stream.pick(['no', 'unknown']),
        });
  for (const scale of ['aldrete', 'padss'] as const)
    if (stream.chance(0.3))
      add('leavingScore', 115, {
        scale,
        answers: Array.from({ length: 5 }, () => stream.pick([1, 2, 2, 2])),
      });
  if (stream.chance(0.4))
    add('discharge', stream.pick([100, 121, 130]), {
      unmet: stream.chance(0.3) ? ['DIS-01'] : [],
      reason: 'Well',
    });
  return log;
}

/** By part of a session's state: a digest of what the drawn sessions say there, and of what may be added to them. */
function digests(): Readonly<Record<string, string>> {
  const said = new Map<string, string[]>();
  const say = (part: string, value: unknown) => {
    const own = said.get(part) ?? [];
    said.set(part, own);
    own.push(value === undefined ? '-' : canonicalJson(value as Json));
  };
  for (let i = 0; i < sessions; i += 1) {
    const stream = randomStream('session', String(i), 'digest');
    const plan = stream.pick(plans);
    const context: SessionContext = {
      plan,
      policy: defaultPolicy,
      ...(stream.chance(0.8) ? { jurisdiction: stream.pick(['US', 'UK', 'AU-NZ'] as const) } : {}),
    };
    const log = drawn(stream, plan);
    for (const minutes of [stream.integer(-10, 30), stream.integer(31, 90), stream.integer(91, 240)]) {
      const now = minute(minutes);
      const past = log.filter(({ deviceTime }) => deviceTime <= now);
      const state = foldSession(past, context, now);
      for (const [part, value] of Object.entries(state)) say(part, value);
      const next = log.find(({ deviceTime }) => deviceTime > now);
      if (next !== undefined) say('may be added', entryProblem(state, next, context, now) ?? 'yes');
    }
  }
  return Object.fromEntries(
    [...said]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([part, all]) => [part, createHash('sha256').update(all.join('\n')).digest('hex').slice(0, 16)]),
  );
}

test('[P1] [P5] a session reads the same to the byte as it did when it was charted', () => {
  const found = digests();
  if (process.env['EVENKEEL_TEST_WRITE'] === '1') writeFileSync(kept, `${JSON.stringify(found, null, 2)}\n`);
  assert.deepEqual(
    found,
    JSON.parse(readFileSync(kept, 'utf8')),
    'A part of a session reads otherwise than it did. What was signed must not: if it is meant, say so in the commit and keep the new digests: EVENKEEL_TEST_WRITE=1 node --test on this file.',
  );
});
