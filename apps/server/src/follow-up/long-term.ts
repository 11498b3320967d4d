import type { LongTermListView, LongTermStateView, LongTermView } from '@evenkeel/contract';
import {
  exposureSoFar,
  latestSnooze,
  limit,
  longTermRules,
  longTermScales,
  longTermStates,
  routeShares,
  snoozedUntil,
  snoozeProblem,
  type Exposure,
  type LongTermState,
  type Snooze,
} from '@evenkeel/protocol';
import type { CalendarDate } from '@evenkeel/quantities';
import {
  insertMisuseCheck,
  insertSnooze,
  misuseChecksOf,
  staffNames,
  type StoredMisuseCheck,
  type StoredSnooze,
} from '@evenkeel/record';
import { Refusal } from '../http/refusal.ts';
import { today, type Ground } from '../patients/ground.ts';
import { summaryOf } from '../patients/patient-view.ts';
import { patientOr404 } from '../patients/register-patient.ts';
import { misuseSignals, peopleHere, type PersonHere } from './people-here.ts';

const pageSize = 50;
const statements = new Map(Object.values(longTermRules).map((rule) => [rule.id, rule]));

function statesOf(ground: Ground, person: PersonHere): readonly LongTermState[] {
  return longTermStates(person.facts, misuseSignals(person.misuse), ground.policy, ground.now);
}

const snoozesFor = (person: PersonHere, domain: string): readonly (StoredSnooze & Snooze)[] =>
  person.snoozes
    .filter((one) => one.domain === domain)
    .map((one) => ({
      ...one,
      fromDay: one.fromDay as CalendarDate,
      untilDay: one.untilDay as CalendarDate,
    }));

function stateView(ground: Ground, person: PersonHere, state: LongTermState): LongTermStateView {
  const until = snoozedUntil(state, snoozesFor(person, state.domain), today(ground));
  const { rule, domain, finding, says, action, lastOn, dueOn, due, dueBy } = state;
  return {
    rule,
    domain,
    finding,
    says,
    due,
    dueBy,
    ...(action === undefined ? {} : { action }),
    ...(lastOn === undefined ? {} : { lastOn }),
    ...(dueOn === undefined ? {} : { dueOn }),
    ...(until === undefined ? {} : { snoozedUntil: until }),
  };
}

const numbers = ({ sessions, mg, bioavailableMg }: Exposure) => ({ sessions, mg, bioavailableMg });

/** The long-term safety page of one patient. */
export async function longTermView(ground: Ground, patientId: string): Promise<LongTermView> {
  const [person] = await peopleHere(ground, { patientIds: [patientId], resting: true });
  if (person === undefined) throw new Refusal('PAT-001');
  const { byRoute, ...all } = exposureSoFar(person.doses);
  const names = await staffNames(ground.tx, ground.scope, [
    ...person.misuse.map((one) => one.recordedBy),
    ...person.snoozes.map((one) => one.madeBy),
  ]);
  const name = (id: string) => names.get(id) ?? 'Unknown person';
  const every: { readonly [D in LongTermState['domain']]?: number } = {
    bladder: limit(ground.policy, 'bladderEveryBioavailableMg'),
    liver: limit(ground.policy, 'liverEveryBioavailableMg'),
  };
  return {
    timeZone: ground.clinic.timeZone,
    now: ground.now,
    today: today(ground),
    policyVersion: ground.policy.version,
    exposure: {
      ...numbers(all),
      byRoute: byRoute.map((one) => ({
        ...numbers(one),
        drug: one.drug,
        route: one.route,
        share: routeShares[one.route].share,
        mark: routeShares[one.route].mark,
        citation: routeShares[one.route].citation,
      })),
    },
    domains: statesOf(ground, person).map((state) => {
      const rule = statements.get(state.rule);
      const { domain, lastAt } = state;
      const snoozes = snoozesFor(person, domain);
      const latest = latestSnooze(state, snoozes, today(ground));
      const everyMg = every[domain];
      const instrument = longTermScales[domain];
      return {
        ...stateView(ground, person, state),
        ruleClass: rule?.ruleClass ?? 'inform',
        statement: rule?.statement ?? '',
        mark: rule?.source.mark ?? 'localDefault',
        citation: rule?.source.citation ?? '',
        ...(lastAt === undefined ? {} : { sinceLast: numbers(exposureSoFar(person.doses, lastAt)) }),
        ...(everyMg === undefined ? {} : { everyBioavailableMg: everyMg }),
        ...(instrument === undefined ? {} : { instrument }),
        ...(snoozeProblem(state, snoozes, latest, today(ground)) === undefined
          ? { snoozeLatest: latest }
          : {}),
        snoozes: snoozes.map((one) => ({
          fromDay: one.fromDay,
          untilDay: one.untilDay,
          reason: one.reason,
          byName: name(one.madeBy),
        })),
      };
    }),
    misuse: person.misuse.map((one) => misuseView(one, name(one.recordedBy))),
  };
}

function misuseView(check: StoredMisuseCheck, byName: string): LongTermView['misuse'][number] {
  const { checkId, version, state, stateReason, craving, note, askedAt } = check;
  const { earlyRequests, lostDoses, otherPrescribers } = check;
  return {
    checkId,
    version,
    state,
    askedAt,
    byName,
    ...(stateReason === undefined ? {} : { stateReason }),
    ...(craving === undefined ? {} : { craving }),
    ...(earlyRequests === undefined ? {} : { earlyRequests }),
    ...(lostDoses === undefined ? {} : { lostDoses }),
    ...(otherPrescribers === undefined ? {} : { otherPrescribers }),
    ...(note === undefined ? {} : { note }),
  };
}

/** Everybody who has had a dose: findings first, then what is due, then the rest by the newest dose. */
export async function longTermList(ground: Ground, from: number): Promise<LongTermListView> {
  const people = await peopleHere(ground, { resting: true });
  const rows = people.flatMap((person): LongTermListView['rows'] => {
    const last = person.doses.at(-1);
    if (last === undefined) return [];
    const states = statesOf(ground, person).map((state) => stateView(ground, person, state));
    const { sessions, bioavailableMg } = exposureSoFar(person.doses);
    const open = states.filter(({ finding, due }) => finding !== 'trigger' && due);
    return [
      {
        patient: summaryOf(person.patient, today(ground)),
        sessions,
        bioavailableMg,
        lastDoseAt: last.at,
        triggers: states.filter(({ finding }) => finding === 'trigger'),
        due: open.filter(({ snoozedUntil: until }) => until === undefined),
        snoozed: open.filter(({ snoozedUntil: until }) => until !== undefined),
      },
    ];
  });
  const order = rows.toSorted(
    (a, b) =>
      b.triggers.length - a.triggers.length ||
      b.due.length - a.due.length ||
      (a.lastDoseAt < b.lastDoseAt ? 1 : a.lastDoseAt > b.lastDoseAt ? -1 : 0) ||
      (a.patient.patientId < b.patient.patientId ? -1 : 1),
  );
  return {
    today: today(ground),
    counts: {
      people: rows.length,
      withTrigger: rows.filter(({ triggers }) => triggers.length > 0).length,
      withDue: rows.filter(({ due }) => due.length > 0).length,
    },
    rows: order.slice(from, from + pageSize),
    ...(order.length > from + pageSize ? { more: from + pageSize } : {}),
  };
}

/** Puts off what is due. @throws Refusal LTS-001 with the sentence that says why not */
export async function snooze(
  ground: Ground,
  patientId: string,
  what: {
    readonly snoozeId: string;
    readonly domain: string;
    readonly untilDay: string;
    readonly reason: string;
  },
): Promise<LongTermView> {
  const [person] = await peopleHere(ground, { patientIds: [patientId], resting: true });
  if (person === undefined) throw new Refusal('PAT-001');
  if (!person.snoozes.some((one) => one.snoozeId === what.snoozeId)) {
    const state = statesOf(ground, person).find(({ domain }) => domain === what.domain);
    const detail =
      state === undefined
        ? 'There is no such domain.'
        : snoozeProblem(state, snoozesFor(person, what.domain), what.untilDay as CalendarDate, today(ground));
    if (detail !== undefined) throw new Refusal('LTS-001', { detail });
    await insertSnooze(ground.tx, ground.scope, ground.now, { ...what, patientId, fromDay: today(ground) });
  }
  return longTermView(ground, patientId);
}

/** What was asked about misuse; an absent member was not asked. */
interface MisuseTyped {
  readonly checkId: string;
  readonly askedAt: string;
  readonly craving?: number | undefined;
  readonly earlyRequests?: boolean | undefined;
  readonly lostDoses?: boolean | undefined;
  readonly otherPrescribers?: boolean | undefined;
  readonly note?: string | undefined;
}

/** Keeps a misuse check. @throws Refusal PAT-001; REQ-001 for one that was asked in the future or asked nothing */
export async function recordMisuse(
  ground: Ground,
  patientId: string,
  { checkId, askedAt, craving, earlyRequests, lostDoses, otherPrescribers, note }: MisuseTyped,
): Promise<LongTermView> {
  await patientOr404(ground, patientId);
  const fault = (path: string, says: string) => new Refusal('REQ-001', { fields: [{ path, says }] });
  if (askedAt > ground.now) throw fault('askedAt', 'This lies in the future.');
  if ([craving, earlyRequests, lostDoses, otherPrescribers].every((one) => one === undefined))
    throw fault('craving', 'Nothing was asked. Answer at least one question.');
  const added = await insertMisuseCheck(ground.tx, ground.scope, ground.now, {
    checkId,
    patientId,
    version: 1,
    state: 'current',
    askedAt,
    ...(craving === undefined ? {} : { craving }),
    ...(earlyRequests === undefined ? {} : { earlyRequests }),
    ...(lostDoses === undefined ? {} : { lostDoses }),
    ...(otherPrescribers === undefined ? {} : { otherPrescribers }),
    ...(note === undefined || note === '' ? {} : { note }),
  });
  if (
    !added &&
    !(await misuseChecksOf(ground.tx, ground.scope, [patientId])).some((one) => one.checkId === checkId)
  )
    throw new Refusal('REC-001');
  return longTermView(ground, patientId);
}

/** Marks a misuse check as entered in error; it stays. @throws Refusal PAT-001, LTS-002, REC-001 */
export async function retractMisuse(
  ground: Ground,
  patientId: string,
  what: { readonly checkId: string; readonly version: number; readonly reason: string },
): Promise<LongTermView> {
  await patientOr404(ground, patientId);
  const checks = await misuseChecksOf(ground.tx, ground.scope, [patientId]);
  const check = checks.find((one) => one.checkId === what.checkId);
  if (check === undefined) throw new Refusal('LTS-002');
  if (check.version !== what.version) throw new Refusal('REC-001');
  const kept = await insertMisuseCheck(ground.tx, ground.scope, ground.now, {
    ...check,
    version: check.version + 1,
    state: 'enteredInError',
    stateReason: what.reason,
  });
  if (!kept) throw new Refusal('REC-001');
  return longTermView(ground, patientId);
}
