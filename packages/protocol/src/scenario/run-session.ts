import { plusMinutes, type Instant, type Uuid } from '@evenkeel/quantities';
import type { Policy } from '../policy/policy.ts';
import { entryProblem } from '../session/admissible.ts';
import type { Entry } from '../session/entry.ts';
import { foldSession } from '../session/fold.ts';
import { missingAtClose } from '../session/missing-at-close.ts';
import type { Attention, SessionState } from '../session/session-state.ts';
import type { ScenarioAct } from './session-line.ts';
import type { ScenarioLook, SessionScenario } from './session-scenario.ts';

/** One look at a session as it was found. */
export interface FoundLook {
  readonly minute: number;
  readonly phase: SessionState['phase'];
  readonly attention: readonly Attention[];
  readonly signs: readonly string[];
  readonly leaving: readonly string[];
  readonly delivered: string;
  readonly problems: readonly string[];
  readonly missing: readonly string[];
}

/** What the rules say of a written session, and where that is not what was expected. */
export interface SessionOutcome {
  readonly kind: 'session';
  readonly title: string;
  readonly refused: readonly { readonly minute: number; readonly code: string; readonly sentence: string }[];
  readonly looks: readonly FoundLook[];
  readonly differences: readonly string[];
}

const id = (group: string, count: number) =>
  `01900000-0000-7000-8000-${group}${count.toString(16).padStart(8, '0')}` as Uuid;

/** Replays a written session under a policy: each act is judged when it is typed, and a refused one does not stand. */
export function runSession(scenario: SessionScenario, policy: Policy): SessionOutcome {
  const { startsAt, plan, jurisdiction } = scenario;
  const context = { plan, policy, ...(jurisdiction === undefined ? {} : { jurisdiction }) };
  const minute = (at: number): Instant => plusMinutes(startsAt, at);
  const accepted: { readonly entry: Entry; readonly typedAt: number }[] = [];
  const refused: { minute: number; code: string; sentence: string }[] = [];
  for (const [index, act] of scenario.acts.entries()) {
    const entry = entryOf(act, index, accepted, minute);
    const now = minute(act.typedAt);
    const state = foldSession(
      accepted.map((one) => one.entry),
      context,
      now,
    );
    const problem = entryProblem(state, entry, context, now);
    if (problem === undefined) accepted.push({ entry, typedAt: act.typedAt });
    else refused.push({ minute: act.minute, ...problem });
  }
  const seen = scenario.looks.map((look): SeenLook => {
    const now = minute(look.minute);
    const entries = accepted.filter(({ typedAt }) => typedAt <= look.minute).map(({ entry }) => entry);
    const state = foldSession(entries, context, now);
    const found: FoundLook = {
      minute: look.minute,
      phase: state.phase,
      attention: state.attention,
      signs: state.latest
        .filter(({ status }) => status !== 'inRange')
        .map(({ sign, status }) => `${sign} ${status}`),
      leaving: state.discharge.criteria
        .filter(({ status }) => status !== 'met')
        .map(({ id: rule, status }) => `${rule} ${status}`),
      delivered: `${state.dose?.deliveredMg ?? '0'} mg`,
      problems: state.problems,
      missing: missingAtClose(state),
    };
    return { wanted: look, found };
  });
  return {
    kind: 'session',
    title: scenario.title,
    refused,
    looks: seen.map(({ found }) => found),
    differences: differencesOf(scenario, refused, seen),
  };
}

/** A look beside what was expected of it. */
interface SeenLook {
  readonly wanted: ScenarioLook;
  readonly found: FoundLook;
}

function entryOf(
  act: ScenarioAct,
  index: number,
  accepted: readonly { readonly entry: Entry }[],
  minute: (at: number) => Instant,
): Entry {
  const target =
    act.corrects === undefined
      ? undefined
      : accepted.findLast(
          ({ entry }) =>
            entry.type === act.corrects?.type &&
            entry.corrects === undefined &&
            entry.clinicalTime === minute(act.corrects.minute),
        )?.entry;
  return {
    id: id('0001', index + 1),
    sessionId: id('0002', 1),
    clinicalTime: minute(act.minute),
    deviceTime: minute(act.typedAt),
    deviceId: id('0003', 1),
    deviceSequence: index + 1,
    authorId: id('0004', 1),
    type: act.type,
    body: act.body,
    ...(act.corrects === undefined ? {} : { corrects: target?.id ?? id('0005', 1) }),
    ...(act.reason === undefined ? {} : { reason: act.reason }),
  } as unknown as Entry;
}

function differencesOf(
  scenario: SessionScenario,
  refused: SessionOutcome['refused'],
  looks: readonly SeenLook[],
): readonly string[] {
  const differences: string[] = [];
  const lists = (where: string, wanted: readonly string[] | undefined, got: readonly string[]) => {
    if (wanted === undefined) return;
    for (const one of wanted)
      if (!got.includes(one)) differences.push(`${where}: ${one} was expected and is not there.`);
    for (const one of new Set(got))
      if (!wanted.includes(one)) differences.push(`${where}: ${one} was not expected.`);
  };
  lists(
    'refused',
    scenario.refused,
    refused.map(({ minute, code }) => `${minute} ${code}`),
  );
  for (const { wanted, found: got } of looks) {
    const where = `minute ${wanted.minute}`;
    const same = (what: keyof ScenarioLook, found: string | number) => {
      const one = wanted[what];
      if (one !== undefined && one !== found)
        differences.push(`${where}: ${what} was expected to be ${String(one)}, found ${found}.`);
    };
    same('phase', got.phase);
    same('delivered', got.delivered);
    same('problems', got.problems.length);
    same('missing', got.missing.length);
    lists(
      where,
      wanted.attention,
      got.attention.map(({ rule, level }) => `${rule} ${level}`),
    );
    lists(where, wanted.signs, got.signs);
    lists(where, wanted.leaving, got.leaving);
  }
  return differences;
}
