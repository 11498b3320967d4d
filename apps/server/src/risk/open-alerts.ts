import { flagSays, type Instrument } from '@evenkeel/instruments';
import {
  checkTime,
  defaultLadder,
  risksOf,
  risksOfCheck,
  risksOfEntry,
  type CheckAnswers,
  type Entry,
  type RiskFound,
} from '@evenkeel/protocol';
import {
  factsOf,
  insertAlert,
  insertAlertEvents,
  plansOf,
  staffOf,
  type StoredAlertEvent,
} from '@evenkeel/record';
import { writeMessage, wayTo } from '../messages/write-message.ts';
import { messageText } from '../messages/message-text.ts';
import { diagnosisOf } from '../patients/gather-facts.ts';
import type { Ground } from '../patients/ground.ts';

/** A person who may be told of an alert. */
export interface Reachable {
  readonly staff_id: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly active: boolean;
  readonly email: string | null;
  readonly phone: string | null;
}

/** Those who may own an alert: prescribers and medical leads who are still here. */
export function prescribersOf(people: readonly Reachable[]): readonly Reachable[] {
  return people.filter(
    ({ active, roles }) => active && (roles.includes('prescriber') || roles.includes('medicalLead')),
  );
}

/** Who owns a new alert: who signed the patient's newest plan, else a medical lead, else any prescriber. */
async function ownerFor(
  ground: Ground,
  patientId: string,
  people: readonly Reachable[],
): Promise<Reachable | undefined> {
  const able = prescribersOf(people);
  const [plan] = await plansOf(ground.tx, ground.scope, patientId);
  return (
    able.find((one) => one.staff_id === plan?.signedBy) ??
    able.find((one) => one.roles.includes('medicalLead')) ??
    able[0]
  );
}

/** Tells one person that an alert waits; false without an address, where there is only the inbox. */
export async function tellOne(ground: Ground, one: Reachable): Promise<boolean> {
  const way = wayTo(ground.post, one);
  if (way.channel === 'none') return false;
  await writeMessage(ground, {
    staffId: one.staff_id,
    purpose: 'riskAlert',
    ...way,
    ...messageText.riskAlert(ground.clinic.name),
  });
  return true;
}

/** Tells some people that an alert waits; gives the event that says who was told, and who has no address. */
export async function tellOf(
  ground: Ground,
  step: number,
  to: string,
  people: readonly Reachable[],
): Promise<StoredAlertEvent> {
  const told: string[] = [];
  const notReached: string[] = [];
  for (const one of people) ((await tellOne(ground, one)) ? told : notReached).push(one.staff_id);
  return {
    type: 'escalated',
    at: ground.now,
    byId: ground.scope.actorId,
    body: { step: String(step), to, people: told, notReached },
  };
}

/**
 * Opens what the flags of a questionnaire ask for, in the transaction of the answer itself. The same flag of the same
 * questionnaire opens one alert only.
 */
export async function openAlerts(
  ground: Ground,
  scored: {
    readonly patientId: string;
    readonly responseId: string;
    readonly instrument: Instrument;
    readonly total?: number;
    readonly flags: readonly string[];
  },
): Promise<readonly string[]> {
  const { tx, scope } = ground;
  const { patientId, responseId, instrument, flags } = scored;
  if (flags.length === 0) return [];
  const diagnoses = flags.includes('mania') ? await factsOf(tx, scope, patientId, ['diagnosis']) : [];
  const found = risksOf(
    {
      instrument: instrument.id,
      flags,
      ...(scored.total === undefined ? {} : { total: scored.total }),
    },
    diagnosisOf(diagnoses)?.kind,
  );
  return openFound(
    ground,
    { patientId, causeId: responseId, instrument: instrument.id },
    found.map((risk) => ({ ...risk, says: sentenceOf(instrument, risk) })),
  );
}

/** Opens what the answers told in a check after a dose ask for, in the transaction that keeps them. */
export function openAlertsOfCheck(
  ground: Ground,
  check: {
    readonly patientId: string;
    readonly contactId: string;
    readonly hours: number;
    readonly answers: CheckAnswers;
  },
): Promise<readonly string[]> {
  const when = `Check ${checkTime(check.hours)} after a dose`;
  return openFound(
    ground,
    { patientId: check.patientId, causeId: check.contactId, instrument: 'after-dose-check' },
    risksOfCheck(check.answers).map((risk) => ({ ...risk, says: `${when}: ${risk.says}` })),
  );
}

/**
 * Opens what entries of a session ask for. The entries are on disk by then; sent again after a failure here, they open
 * what is missing and nothing twice.
 */
export async function openAlertsOfSession(
  ground: Ground,
  patientId: string,
  entries: readonly Entry[],
): Promise<void> {
  for (const entry of entries)
    await openFound(ground, { patientId, causeId: entry.id, instrument: 'session' }, risksOfEntry(entry));
}

/** Opens alerts with their first rung. The same flag of the same cause opens one alert only. */
async function openFound(
  ground: Ground,
  from: { readonly patientId: string; readonly causeId: string; readonly instrument: string },
  found: readonly (RiskFound & { readonly says: string })[],
): Promise<readonly string[]> {
  const { tx, scope, now } = ground;
  const { patientId, causeId, instrument } = from;
  const opened: string[] = [];
  for (const risk of found) {
    const alertId = ground.newId();
    const fresh = await insertAlert(tx, scope, {
      ...risk,
      alertId,
      patientId,
      responseId: causeId,
      instrument,
      ladder: defaultLadder,
      openedAt: now,
    });
    if (!fresh) continue;
    opened.push(alertId);
    const people = await staffOf(tx, scope.clinicId);
    const owner = await ownerFor(ground, patientId, people);
    await insertAlertEvents(tx, scope, alertId, [
      ...(owner === undefined
        ? []
        : [
            {
              type: 'owned' as const,
              at: now,
              byId: scope.actorId,
              body: { ownerId: owner.staff_id, how: 'opened' },
            },
          ]),
      await tellOf(ground, 0, 'owner', owner === undefined ? [] : [owner]),
    ]);
  }
  return opened;
}

function sentenceOf(instrument: Instrument, { flag, kind }: RiskFound): string {
  const says = flagSays(instrument, flag);
  if (says !== undefined) return `${instrument.shortTitle}: ${says}`;
  return kind === 'mania'
    ? `${instrument.shortTitle}: signs of a lifted mood. Look before the next dose.`
    : `${instrument.shortTitle}: an answer on suicide asks for a look.`;
}
