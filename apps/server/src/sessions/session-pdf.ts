import type { SessionView } from '@evenkeel/contract';
import {
  foldSession,
  homeGoing,
  mgOfDevice,
  type Jurisdiction,
  type Policy,
  type SessionState,
} from '@evenkeel/protocol';
import { clockTime, dateIn, elapsedText, type Instant } from '@evenkeel/quantities';
import type { StoredPatient, StoredPlan } from '@evenkeel/record';
import { contextOfPlan } from './session-context.ts';
import { entrySentence } from './entry-sentence.ts';
import { taggedPages, type TaggedPages } from './tagged-page.ts';

/** All that is printed of a session. */
export interface PrintedSession {
  readonly view: SessionView;
  readonly patient: StoredPatient;
  readonly plan: StoredPlan;
  readonly policy: Policy;
  readonly clinic: { readonly name: string; readonly jurisdiction: Jurisdiction };
  readonly now: Instant;
  /** True for the demo: every page then says so. */
  readonly synthetic: boolean;
}

/** The session record as a tagged PDF; what was corrected stands beside what corrects it. */
export async function sessionPdf(printed: PrintedSession): Promise<Buffer> {
  const { view, patient, clinic, now, synthetic } = printed;
  const zone = view.timeZone;
  const state = foldSession(view.entries, contextOfPlan(printed, printed.plan), now);
  const who = `${patient.family}, ${patient.given}, born ${patient.birthDate}, number ${patient.number}`;
  const title = `Session ${view.number} of ${view.plannedSessions}, ${view.day}`;
  const pages = taggedPages({
    title: `${title}, patient ${patient.number}`,
    headLine: `${clinic.name} · ${who} · ${title}`,
    footLine: `Printed ${stamp(zone, now)} · log head ${view.headSequence}: ${view.headHash.slice(0, 16)}`,
    ...(synthetic ? { watermark: 'SYNTHETIC - DEMO' } : {}),
  });
  pages.heading('Session record', 1);
  pages.line(who);
  pages.line(
    `${title}${view.chair === undefined ? '' : `, ${view.chair}`}. State: ${stateWord[view.state]}.`,
  );
  pages.line(`Plan: ${view.planSentence}. Policy version ${view.policyVersion}. Times are in ${zone}.`);
  printDose(pages, state, zone);
  printChecks(pages, state, zone);
  printVitals(pages, state, zone);
  printEntries(pages, state, view, zone);
  printDischarge(pages, state, view, zone);
  printHomeGoing(pages, clinic.jurisdiction);
  printSignatures(pages, view, zone);
  return pages.finish();
}

const stateWord = {
  booked: 'booked',
  open: 'open, not signed',
  signed: 'signed',
  cancelled: 'cancelled',
} as const;

function stamp(zone: string, at: Instant): string {
  return `${dateIn(zone, at)} ${clockTime(zone, at, true)}`;
}

function printDose(pages: TaggedPages, { dose, phase }: SessionState, zone: string): void {
  pages.heading('Dose', 2);
  if (dose === undefined) {
    pages.line('No dose is recorded.');
    return;
  }
  const ended = dose.endedAt === undefined ? `not ended (${phase})` : clockTime(zone, dose.endedAt);
  const perKg = dose.doseMgPerKg === undefined ? '' : ` (${dose.doseMgPerKg} mg/kg)`;
  const volume = dose.volumeMl === undefined ? '' : `, ${dose.volumeMl} mL`;
  const over = dose.durationMinutes === undefined ? '' : ` over ${dose.durationMinutes} min`;
  const given = dose.deliveredMl === undefined ? '' : `, ${dose.deliveredMl} mL`;
  const times =
    dose.durationMinutes === undefined && dose.devices === undefined
      ? `Given at once at ${clockTime(zone, dose.startedAt)}.`
      : `Started ${clockTime(zone, dose.startedAt)}, ended ${ended}.`;
  pages.line(
    `${times} Planned ${dose.amountMg} mg${perKg}${volume}${over}. Given by the log: ${dose.deliveredMg} mg${given}.`,
  );
  if (dose.devices !== undefined) {
    const { planned, taken, notTaken } = dose.devices;
    pages.line(`Devices of ${mgOfDevice} mg: ${taken} of ${planned} used, ${notTaken} not taken.`);
  }
  if (dose.pausedMs > 0) pages.line(`Paused for ${Math.round(dose.pausedMs / 60_000)} min.`);
  if (dose.stoppedEarly) pages.line('The dose was stopped early.');
}

function printChecks(pages: TaggedPages, { gates, weight, escort }: SessionState, zone: string): void {
  pages.heading('Before the dose', 2);
  pages.table(
    ['Rule', 'Check', 'Answer', 'Time', 'Note'],
    [8, 44, 10, 10, 28],
    gates.map((gate) => [
      gate.rule,
      gate.question,
      gate.ok === 'unknown' ? 'not known' : gate.ok,
      gate.answeredAt === undefined ? '' : clockTime(zone, gate.answeredAt),
      gate.note ?? '',
    ]),
  );
  pages.line(
    weight === undefined
      ? 'No weight was measured in this session.'
      : `Weight ${weight.kilograms} kg at ${clockTime(zone, weight.at)}${weight.estimated ? ' (estimated)' : ''}.`,
  );
  pages.line(escort === undefined ? 'No escort is named.' : `Escort: ${escort.name}, ${escort.phone}.`);
}

function shown(value: number | undefined): string {
  return value === undefined ? '-' : String(value);
}

function printVitals(pages: TaggedPages, { readings, dose }: SessionState, zone: string): void {
  pages.heading('Vitals', 2);
  if (readings.length === 0) {
    pages.line('None recorded.');
    return;
  }
  pages.table(
    ['Time', 'From start', 'BP mmHg', 'Heart rate', 'SpO2 %', 'Breaths', 'MOAA/S'],
    [12, 12, 18, 14, 12, 12, 12],
    readings.map(({ at, vitals }) => [
      clockTime(zone, at),
      dose === undefined ? '' : elapsedText(dose.startedAt, at),
      `${shown(vitals.systolic)}/${shown(vitals.diastolic)}`,
      shown(vitals.heartRate),
      shown(vitals.spo2),
      shown(vitals.respiratoryRate),
      shown(vitals.moaas),
    ]),
  );
}

function printEntries(pages: TaggedPages, state: SessionState, view: SessionView, zone: string): void {
  pages.heading('All entries', 2);
  if (state.timeline.length === 0) {
    pages.line('None.');
    return;
  }
  const sentences = new Map(state.timeline.map(({ entry }) => [entry.id, entrySentence(entry, zone)]));
  pages.table(
    ['Time', 'Entry', 'Correction', 'By'],
    [9, 50, 25, 16],
    state.timeline.map(({ entry, correctedBy, retracted, late, afterSigning }) => [
      clockTime(zone, entry.clinicalTime),
      [
        sentences.get(entry.id) ?? '',
        ...(late ? [`(typed ${clockTime(zone, entry.deviceTime)})`] : []),
        ...(afterSigning ? ['(amendment after signing)'] : []),
      ].join(' '),
      [
        ...(correctedBy === undefined
          ? []
          : [retracted ? 'Entered in error.' : `Corrected to: ${sentences.get(correctedBy) ?? ''}.`]),
        ...(entry.corrects === undefined
          ? []
          : [`Corrects: ${sentences.get(entry.corrects) ?? 'an entry that is not here'}.`]),
        ...(entry.reason === undefined ? [] : [`Reason: ${entry.reason}`]),
      ].join(' '),
      view.people[entry.authorId] ?? 'Unknown person',
    ]),
  );
  for (const problem of state.problems) pages.line(problem);
}

function printDischarge(pages: TaggedPages, state: SessionState, view: SessionView, zone: string): void {
  const { criteria, decided } = state.discharge;
  pages.heading('Discharge', 2);
  pages.table(
    ['Rule', 'Criterion', 'State', 'Grounds'],
    [8, 42, 12, 38],
    criteria.map((one) => [one.id, one.statement, one.status, one.says]),
  );
  pages.line(
    decided === undefined
      ? 'No discharge is decided.'
      : `Decided ${stamp(zone, decided.at)} by ${view.people[decided.by] ?? 'an unknown person'}` +
          (decided.body.reason === undefined ? '' : `. Reason: ${decided.body.reason}`) +
          `${decided.body.leftWith === undefined ? '' : `. Left with ${decided.body.leftWith}`}.`,
  );
}

/** What the patient was given to take home, with the numbers to call. */
function printHomeGoing(pages: TaggedPages, jurisdiction: Jurisdiction): void {
  const { lines, contacts } = homeGoing(jurisdiction);
  pages.heading('Going home', 2);
  for (const line of lines) pages.line(line);
  for (const { name, number } of contacts) pages.line(`${name}: ${number}`);
}

function printSignatures(pages: TaggedPages, view: SessionView, zone: string): void {
  pages.heading('Signatures', 2);
  if (view.signatures.length === 0) {
    pages.line('Not signed.');
    return;
  }
  pages.table(
    ['Signed by', 'Meaning', 'Time', 'Hash of the log'],
    [20, 26, 18, 36],
    view.signatures.map((one) => [one.signerName, one.meaning, stamp(zone, one.at as Instant), one.hash]),
  );
}
