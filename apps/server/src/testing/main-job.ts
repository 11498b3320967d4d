import { routes } from '@evenkeel/contract';
import type { Answered, PlanView, Route, SessionView } from '@evenkeel/contract';
import { doseStartOf, sessionGates, type EntryBodies, type EntryType } from '@evenkeel/protocol';
import { dateIn, plusMinutes, type Instant } from '@evenkeel/quantities';
import { testPassword, type StaffRole, type TestApp, type TestAnswer, type TestCall } from './app.ts';

/** The programme's main job through the HTTP contract, for tests that need a patient at some point of it. */
export interface MainJob {
  readonly house: TestApp;
  readonly patientId: string;
  /** Calls a route as a person of the first clinic and gives the whole answer. */
  readonly as: (role: StaffRole, route: Route, what?: TestCall) => Promise<TestAnswer>;
  /** The same, for what must succeed. */
  readonly ok: <R extends Route>(role: StaffRole, route: R, what?: TestCall) => Promise<Answered<R>>;
}

export const demographics = (family: string, given = 'Ada') => ({
  family,
  given,
  birthDate: '1980-02-03',
  sex: 'female',
  contacts: [{ kind: 'patient', phone: '020 7946 0100' }],
});

/** Registers a patient and keeps one sign-in a role. */
export async function beginMainJob(house: TestApp, family = 'Lovelace'): Promise<MainJob> {
  const tokens = new Map<StaffRole, { readonly ek: string; readonly until: Instant }>();
  const patientId = house.store.newId();
  const as = async (role: StaffRole, route: Route, what: TestCall = {}) => {
    const known = tokens.get(role);
    const ek =
      known !== undefined && known.until > house.now() ? known.ek : await house.signIn(house.here, role);
    if (ek !== known?.ek) tokens.set(role, { ek, until: plusMinutes(house.now(), 10 * 60) });
    return house.call(route, { ...what, cookies: { ek, ...what.cookies } });
  };
  const ok = async <R extends Route>(
    role: StaffRole,
    route: R,
    what: TestCall = {},
  ): Promise<Answered<R>> => {
    const answer = await as(role, route, what);
    if (answer.status !== 200) throw new Error(`${route.id}: ${answer.status} ${answer.raw.body}`);
    return answer.body as Answered<R>;
  };
  await ok('frontDesk', routes.registerPatient, {
    body: { patientId, demographics: demographics(family), notADuplicate: true },
  });
  return { house, patientId, as, ok };
}

/** The further questions of the whole screening that are answered with no. */
const furtherNo = [
  'pressureRiseHazard',
  'unstableHeart',
  'hypertensiveEncephalopathy',
  'raisedHeadOrEyePressure',
  'ketamineMisuse',
  'breastFeeding',
  'moderateLiverDisease',
  'dialysis',
  'bladderDisease',
  'untreatedSleepApnoea',
  'sedatedToday',
  'overactiveThyroid',
  'phaeochromocytoma',
  'acutePorphyria',
  'uncontrolledSeizures',
  'dementiaOrDelirium',
  'symptomaticBrainInjury',
  'personalityPrimary',
] as const;

/** Records everything that the rules ask for but the scales of a rater, and a baseline PHQ-9 of the given answers. */
export async function recordEverything({ house, patientId, ok }: MainJob, weight = '70'): Promise<void> {
  const measuredAt = house.now();
  const fact = (kind: string, body: object) =>
    ok('prescriber', routes.recordFact, {
      params: { patientId },
      body: { factId: house.store.newId(), fact: { kind, body } },
    });
  await fact('diagnosis', {
    kind: 'majorDepressiveDisorder',
    episode: 'depressive',
    severity: 'severe',
    psychoticFeatures: 'no',
  });
  for (const treatment of ['Sertraline', 'Venlafaxine'])
    await fact('trial', {
      treatment,
      currentEpisode: 'yes',
      weeks: 8,
      adequateDose: 'yes',
      adherence: 'yes',
      outcome: 'noResponse',
    });
  await fact('weight', { kilograms: weight, measuredAt, estimated: false });
  await fact('height', { centimetres: '172', measuredAt });
  await fact('bloodPressure', { systolic: 124, diastolic: 78, measuredAt });
  for (const list of ['medicines', 'allergies', 'conditions']) await fact('listConfirmed', { list });
  for (const question of [
    'aneurysmOrAvm',
    'intracerebralHaemorrhage',
    'recentCardiovascularEvent',
    'psychosis',
    'maniaNow',
    'substanceUseActive',
    'severeLiverDisease',
    'pregnant',
    'couldBecomePregnant',
    'ketamineHypersensitivity',
    ...furtherNo,
  ])
    await fact('screening', { question, answer: 'no' });
  await fact('screening', { question: 'capacityToConsent', answer: 'yes' });
  for (const test of ['alt', 'bilirubin', 'egfr', 'urinalysis', 'drugScreen', 'stopBang'] as const)
    await fact('testResult', {
      test,
      clear: 'yes',
      takenAt: measuredAt,
      ...(test === 'egfr'
        ? { value: 95 }
        : test === 'urinalysis' || test === 'drugScreen'
          ? {}
          : { value: 0.6 }),
    });
  const day = dateIn('Europe/London', house.now());
  await fact('consent', { form: 'Ketamine treatment', formVersion: '1', signedOn: day });
  await fact('escort', { name: 'Charles', phone: '020 7946 0111', day });
  const responseId = house.store.newId();
  await ok('nurse', routes.startResponse, {
    params: { patientId },
    body: { responseId, instrument: 'phq9', timepoint: 'baseline', mode: 'staff' },
  });
  for (const [item, answer] of [3, 3, 2, 3, 2, 2, 2, 1, 1].entries())
    await ok('nurse', routes.answerItem, { params: { patientId, responseId }, body: { item, answer } });
  await ok('nurse', routes.submitResponse, { params: { patientId, responseId }, body: {} });
}

/** An antidepressant by mouth, which esketamine asks for beside it outside the US, and the list confirmed again. */
export async function takeAntidepressant({ house, patientId, ok }: MainJob): Promise<void> {
  for (const fact of [
    { kind: 'medicine', body: { name: 'Sertraline', status: 'active', dailyMg: '100', stableWeeks: 12 } },
    { kind: 'listConfirmed', body: { list: 'medicines' } },
  ])
    await ok('prescriber', routes.recordFact, {
      params: { patientId },
      body: { factId: house.store.newId(), fact },
    });
}

export const planBody = (house: TestApp) => ({
  planId: house.store.newId(),
  template: 'iv-acute',
  amount: '0.5',
  productId: 'ketamine-10',
  durationMinutes: 40,
  sessions: 6,
  firstDay: dateIn('Europe/London', house.now()),
  meaning: 'I prescribe this course',
  password: testPassword,
});

/** Decides on eligibility and signs the usual plan. */
export async function signUsualPlan({ house, patientId, ok }: MainJob): Promise<PlanView> {
  const params = { patientId };
  await ok('prescriber', routes.decideEligibility, {
    params,
    body: { decision: 'eligible', reason: 'All findings seen' },
  });
  return ok('prescriber', routes.signPlan, { params, body: planBody(house) });
}

/** Opens the first session. */
export async function openFirstSession({ patientId, ok }: MainJob, chair = 'Chair 1'): Promise<SessionView> {
  const { sessions } = await ok('nurse', routes.patientSessions, { params: { patientId } });
  const sessionId = sessions[0]?.sessionId ?? '';
  return ok('nurse', routes.openSession, { params: { sessionId }, body: { chair } });
}

/** Makes entries as a tablet of the nurse would. */
export function entryMaker(house: TestApp, sessionId: string, authorId: string) {
  const deviceId = house.store.newId();
  let deviceSequence = 0;
  return <T extends EntryType>(
    type: T,
    body: EntryBodies[T],
    more: {
      readonly at?: Instant;
      readonly corrects?: string;
      readonly reason?: string;
      readonly deviceTime?: Instant;
    } = {},
  ) => {
    const { at = house.now(), deviceTime = at, ...rest } = more;
    deviceSequence += 1;
    return {
      id: house.store.newId(),
      sessionId,
      clinicalTime: at,
      deviceTime,
      deviceId,
      deviceSequence,
      authorId,
      type,
      body,
      ...rest,
    };
  };
}

export const calm = { systolic: 124, diastolic: 78, heartRate: 70, spo2: 98, respiratoryRate: 14, moaas: 5 };

/** The whole log of a plain session from `from` on. */
export function plainSession(make: ReturnType<typeof entryMaker>, view: SessionView, from: Instant) {
  const { planned } = view;
  const at = (minutes: number) => ({ at: plusMinutes(from, minutes) });
  return [
    ...sessionGates(planned.drug, planned.route, view.jurisdiction).map((rule, index) =>
      make('gateAnswered', { gate: rule.gate, ok: 'yes' }, at(index * 0.4)),
    ),
    make('escortNamed', { name: 'Charles', phone: '020 7946 0111' }, at(6)),
    make('vitals', { vitals: calm }, at(8)),
    make('doseStart', doseStartOf(planned), at(10)),
    ...[20, 30, 40, 50].map((minutes) => make('vitals', { vitals: { ...calm, systolic: 138 } }, at(minutes))),
    ...[30, 50, 70, 90, 130].map((minutes) => make('dissociationRated', { score: 1 }, at(minutes))),
    make('sensation', { what: 'Floating', intensity: 2 }, at(33)),
    make('doseEnd', { stoppedEarly: false }, at(51)),
    make('recoveryStart', {}, at(52)),
    ...[70, 90, 110, 128].map((minutes) => make('vitals', { vitals: calm }, at(minutes))),
    ...(
      [
        'oriented',
        'steadyGait',
        'dissociationGone',
        'noSevereNausea',
        'suicidalityNotHigh',
        'escortPresent',
        'adviceGiven',
      ] as const
    ).map((check) => make('dischargeCheck', { check, ok: 'yes' }, at(131))),
    make('discharge', { unmet: [], leftWith: 'Charles' }, at(135)),
  ];
}
