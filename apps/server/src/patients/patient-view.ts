import type { FactView, PatientBanner, PatientSummary } from '@evenkeel/contract';
import { flagSays, instrumentById } from '@evenkeel/instruments';
import { limit, weightDoubts, weightsCompared } from '@evenkeel/protocol';
import { ageOn, daysBetween, dateIn, dateWords, type CalendarDate, type Instant } from '@evenkeel/quantities';
import {
  answeredAt,
  factsOf,
  newestDecision,
  plansOf,
  responsesOf,
  sessionsOf,
  staffNames,
  type StoredFact,
  type StoredPatient,
  type StoredPlan,
  type StoredSession,
} from '@evenkeel/record';
import { courseHalt } from '../follow-up/course-halt.ts';
import { factText } from './fact-text.ts';
import { confirmedAt, diagnosisOf, heightOf, weightsOf } from './gather-facts.ts';
import { today, type Ground } from './ground.ts';

/** One line of a list of patients. */
export function summaryOf(patient: StoredPatient, day: CalendarDate): PatientSummary {
  return {
    patientId: patient.patientId,
    family: patient.family,
    given: patient.given,
    birthDate: patient.birthDate,
    sex: patient.sex as PatientSummary['sex'],
    age: ageOn(patient.birthDate as CalendarDate, day),
    number: patient.number,
  };
}

/** Facts as the web app reads them. */
export function factView(fact: StoredFact, names: ReadonlyMap<string, string>): FactView {
  return {
    factId: fact.factId,
    kind: fact.kind,
    version: fact.version,
    state: fact.state,
    body: { ...fact.body },
    source: fact.source as FactView['source'],
    recordedBy: fact.recordedBy,
    recordedByName: names.get(fact.recordedBy) ?? 'Unknown person',
    recordedAt: fact.recordedAt,
  };
}

type Flag = PatientBanner['flags'][number];

/** The banner for people who may read the clinical record, or the demographic part of it for the others. */
export async function bannerOf(
  ground: Ground,
  patient: StoredPatient,
  clinical: boolean,
): Promise<PatientBanner> {
  const { tx, scope, clinic } = ground;
  const sessions = await sessionsOf(tx, scope, patient.patientId);
  const plans = await plansOf(tx, scope, patient.patientId);
  const head = {
    ...summaryOf(patient, today(ground)),
    ...(patient.photo === undefined ? {} : { photo: patient.photo }),
    version: patient.version,
    timeZone: patient.timeZone ?? clinic.timeZone,
    contacts: [...patient.contacts] as PatientBanner['contacts'],
    phase: phaseOf(sessions, plans[0]?.planId),
  };
  if (!clinical) {
    const flags: Flag[] = [
      { level: 'note', sentence: 'The clinical record is shown to clinical roles only.' },
    ];
    return { ...head, allergies: { substances: [] }, flags };
  }
  const facts = await factsOf(tx, scope, patient.patientId, [
    'weight',
    'height',
    'allergy',
    'diagnosis',
    'listConfirmed',
  ]);
  const current = facts.filter((fact) => fact.state === 'current');
  const weight = weightOf(ground, current, plans);
  const allergiesAt = confirmedAt(current, 'allergies');
  const diagnosis = diagnosisOf(current);
  return {
    ...head,
    ...(weight === undefined ? {} : { weight }),
    allergies: {
      ...(allergiesAt === undefined ? {} : { confirmedAt: allergiesAt }),
      substances: current
        .filter((fact) => fact.kind === 'allergy')
        .map((fact) => factText(fact, 'substance')),
    },
    ...(diagnosis === undefined ? {} : { diagnosis: { kind: diagnosis.kind, episode: diagnosis.episode } }),
    flags: [
      ...(await haltFlags(ground, patient)),
      ...(await answerFlags(ground, patient)),
      ...weightFlags(weight),
      ...(allergiesAt === undefined
        ? [{ level: 'unknown' as const, sentence: 'Nobody confirmed the list of allergies yet.' }]
        : []),
      ...(confirmedAt(current, 'medicines') === undefined
        ? [{ level: 'unknown' as const, sentence: 'Nobody confirmed the list of medicines yet.' }]
        : []),
      ...(await decisionFlags(ground, patient)),
    ],
  };
}

function weightOf(
  ground: Ground,
  facts: readonly StoredFact[],
  plans: readonly StoredPlan[],
): PatientBanner['weight'] {
  const weights = weightsOf(facts);
  const newest = weights.at(-1);
  if (newest === undefined) return undefined;
  const isConfirmed = plans.some(
    (plan) => plan.weightConfirmed !== undefined && plan.signedAt >= newest.measuredAt,
  );
  const zone = ground.clinic.timeZone;
  const ageDays = Math.max(0, daysBetween(dateIn(zone, newest.measuredAt), today(ground)));
  return {
    kilograms: newest.kilograms,
    measuredAt: newest.measuredAt,
    ageDays,
    stale: ageDays > limit(ground.policy, 'weightAgeDays'),
    estimated: newest.estimated,
    doubts: isConfirmed
      ? []
      : [
          ...weightDoubts(
            newest,
            weightsCompared(weights, undefined).earlier,
            heightOf(facts),
            ground.policy,
            zone,
          ),
        ],
  };
}

function weightFlags(weight: PatientBanner['weight']): Flag[] {
  if (weight === undefined) return [{ level: 'unknown', sentence: 'No weight is recorded.' }];
  if (weight.estimated)
    return [{ level: 'due', sentence: 'The newest weight is an estimate and cannot dose.' }];
  return weight.stale
    ? [{ level: 'due', sentence: `The weight is ${weight.ageDays} days old and too old to dose.` }]
    : [];
}

async function answerFlags(ground: Ground, patient: StoredPatient): Promise<Flag[]> {
  const responses = await responsesOf(ground.tx, ground.scope, patient.patientId);
  // The newest of each scale: a later one of another scale takes no flag away.
  const newest = new Map<string, (typeof responses)[number]>();
  for (const one of responses) {
    const before = newest.get(one.instrument);
    const at = answeredAt(one);
    if (at !== undefined && at >= ((before && answeredAt(before)) ?? '')) newest.set(one.instrument, one);
  }
  return [...newest.values()].flatMap(({ instrument: id, submitted }) => {
    const instrument = instrumentById(id);
    if (instrument === undefined) return [];
    const isNow = (flag: string) =>
      instrument.flags.some((rule) => rule.flag === flag) ||
      instrument.totalFlags?.some((rule) => rule.flag === flag) === true;
    return (submitted?.flags ?? []).map((flag): Flag => ({
      level: isNow(flag) ? 'now' : 'unknown',
      sentence: `${instrument.shortTitle}: ${flagSays(instrument, flag) ?? 'An answer asks for a look.'}`,
    }));
  });
}

/** A review that said hold or stop stands on every page of the patient, with who decided it, when and why. */
async function haltFlags(ground: Ground, { patientId }: StoredPatient): Promise<Flag[]> {
  const halt = await courseHalt(ground, patientId);
  if (halt === undefined) return [];
  const names = await staffNames(ground.tx, ground.scope, [halt.decidedBy]);
  const day = dateWords(dateIn(ground.clinic.timeZone, halt.decidedAt as Instant));
  const by = names.get(halt.decidedBy) ?? 'Unknown person';
  return halt.decision === 'stop'
    ? [{ level: 'now', sentence: `Course stopped by ${by}, ${day}: ${halt.reason}` }]
    : [{ level: 'due', sentence: `Course on hold by ${by}, ${day}: ${halt.reason}` }];
}

async function decisionFlags(ground: Ground, patient: StoredPatient): Promise<Flag[]> {
  const newest = await newestDecision(ground.tx, ground.scope, patient.patientId);
  if (newest?.decision === 'notEligible')
    return [{ level: 'now', sentence: `Decided as not eligible: ${newest.reason}` }];
  return newest?.decision === 'wait' ? [{ level: 'due', sentence: `Decided to wait: ${newest.reason}` }] : [];
}

/** Where the patient is in the programme, in a few words. */
function phaseOf(sessions: readonly StoredSession[], planId: string | undefined): string {
  if (sessions.some((one) => one.state === 'open')) return 'In session now';
  if (planId === undefined) return 'No plan yet';
  const ofPlan = sessions.filter((one) => one.planId === planId && one.state !== 'cancelled');
  const done = ofPlan.filter((one) => one.state === 'signed').length;
  const next = ofPlan.find((one) => one.state === 'booked');
  if (next === undefined) return `Course done, ${done} of ${ofPlan.length} sessions`;
  return done === 0
    ? `Planned, first session ${dateWords(next.day)}`
    : `In course, ${done} of ${ofPlan.length} sessions done, next ${dateWords(next.day)}`;
}
