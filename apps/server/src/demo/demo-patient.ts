import type { Entry, SessionContext } from '@evenkeel/protocol';
import {
  ageOn,
  dateIn,
  decimal,
  epochMs,
  instantOf,
  parseDate,
  plusDays,
  plusMinutes,
  randomStream,
  type CalendarDate,
  type Instant,
  type Uuid,
} from '@evenkeel/quantities';
import { insertObserverCount, sessionsOf } from '@evenkeel/record';
import { decideEligibility } from '../patients/eligibility.ts';
import type { Ground } from '../patients/ground.ts';
import { recordNewFacts } from '../patients/record-fact.ts';
import { patientOr404, registerPatient } from '../patients/register-patient.ts';
import { signPlan } from '../plans/sign-plan.ts';
import { courseView } from '../responses/course-view.ts';
import { appendEntries } from '../sessions/append-entries.ts';
import { openSession } from '../sessions/open-session.ts';
import { sessionOr404 } from '../sessions/session-context.ts';
import { checkSignable } from '../sessions/sign-session.ts';
import { answerScales, closeAlerts, takeAlertsOn, type Mood } from './demo-answers.ts';
import type { Biography } from './biography.ts';
import { decisionOf, nurseFacts, planDayFacts, prescriberFacts, visitDayFacts } from './demo-facts.ts';
import { momentOn, type DemoClinic } from './demo-clinic-ground.ts';
import { givenNames } from './demo-people.ts';
import { minutesBeforeDose, sessionEntries } from './session-entries.ts';

/** One thing that happens in the demo's past; those of one story run in order of time. */
export interface Happening {
  /** Whose story it belongs to. */
  readonly subject: string;
  readonly at: Instant;
  /** The chair that is taken while it happens. */
  readonly chair?: string;
  /** The chair stays taken: the session runs now. */
  readonly staysOpen?: boolean;
  readonly act: (this: void) => Promise<void>;
}

/** Gives a time and a chair on a day, so that no chair is used twice at once. */
export type ChairBook = (day: CalendarDate) => { readonly from: Instant; readonly chair: string };

/** What is known of the course once its plan was signed. */
interface CourseSoFar {
  context: SessionContext | undefined;
  readonly sessions: Map<number, Uuid>;
}

const courseLength = 6;
/** Alerts of this many days are not closed yet in the demo. */
const openDays = 3;
const dayOfSession = [0, 4, 7, 11, 14, 18];

/** Everything that happens to one synthetic patient until now. */
export function patientHappenings(demo: DemoClinic, life: Biography, book: ChairBook): readonly Happening[] {
  const subject = `patient-${life.index}`;
  const stream = randomStream(demo.seed, subject, 'days');
  const makeId = demo.idsFor(subject);
  const today = dateIn(demo.clinic.timeZone, demo.now);
  const firstDay = plusDays(today, -life.firstSessionDaysAgo);
  const planDay = firstDay <= plusDays(today, 1) ? plusDays(firstDay, -2) : plusDays(today, -1);
  const registerDay = life.stage === 'new' ? plusDays(today, -stream.integer(1, 5)) : plusDays(planDay, -8);
  const patientId = makeId(momentOn(registerDay, 9));
  const course: CourseSoFar = { context: undefined, sessions: new Map() };
  const happenings: Happening[] = [];
  const on = (at: Instant, act: (at: Instant) => Promise<unknown>) => {
    if (at <= demo.now) happenings.push({ subject, at, act: async () => void (await act(at)) });
  };
  const as = <T>(
    person: Parameters<DemoClinic['scopeOf']>[0],
    at: Instant,
    action: string,
    work: (ground: Ground) => Promise<T>,
    kind: 'read' | 'write' = 'write',
  ) => demo.act(demo.scopeOf(person), at, { action, kind, patientId }, () => makeId(at), work);

  on(momentOn(registerDay, 9, stream.integer(0, 50)), (at) =>
    as('desk', at, 'registerPatient', (ground) =>
      registerPatient(ground, { patientId, demographics: demographicsOf(life, stream) }),
    ),
  );
  on(momentOn(registerDay, 10, stream.integer(0, 50)), (at) =>
    as('nurse', at, 'recordFact', (ground) => recordNewFacts(ground, patientId, nurseFacts(life, at))),
  );
  if (life.stage === 'new') return happenings;

  const phq9 = (at: Instant, timepoint: Mood, total: number) => {
    const cognitionToo = timepoint === 'baseline' && ageOn(birthDateOf(life), today) >= 65;
    on(at, () => answerScales(demo, makeId, patientId, at, timepoint, total, cognitionToo));
    // A prescriber takes every alert on that the answer opened; what is too new still waits.
    const about = randomStream(demo.seed, `${subject} ${at}`, 'alert');
    const takenAt = plusMinutes(at, about.integer(3, 14));
    on(takenAt, (later) =>
      as('prescriber', later, 'addToAlert', (ground) => takeAlertsOn(ground, patientId)),
    );
    const closedAt = plusMinutes(takenAt, about.integer(15, 50));
    // Those of the last days are still being looked at, so that the inbox has something to show.
    if (closedAt < plusMinutes(demo.now, -openDays * 24 * 60))
      on(closedAt, (later) =>
        as('prescriber', later, 'closeAlert', (ground) => closeAlerts(ground, patientId)),
      );
  };
  on(momentOn(registerDay, 14, stream.integer(0, 50)), (at) =>
    as('prescriber', at, 'recordFact', (ground) =>
      recordNewFacts(ground, patientId, prescriberFacts(life, at)),
    ),
  );
  phq9(momentOn(planDay, 8, stream.integer(0, 50)), 'baseline', life.baseline);
  on(momentOn(planDay, 9, 30), (at) =>
    as('nurse', at, 'recordFact', (ground) =>
      recordNewFacts(
        ground,
        patientId,
        planDayFacts(life, firstDay, escortOf(life, randomStream(demo.seed, subject, 'escort'))),
      ),
    ),
  );
  on(momentOn(planDay, 10, stream.integer(0, 50)), (at) =>
    as('prescriber', at, 'decideEligibility', async (ground) =>
      decideEligibility(ground, await patientOr404(ground, patientId), decisionOf(life)),
    ),
  );
  if (life.stage === 'notEligible' || life.stage === 'waiting') return happenings;

  on(momentOn(planDay, 11, stream.integer(0, 50)), (at) =>
    as('prescriber', at, 'signPlan', async (ground) => {
      const plan = await signPlan(ground, await patientOr404(ground, patientId), {
        planId: makeId(at),
        template: 'iv-acute',
        amount: decimal('0.5'),
        productId: 'ketamine-10',
        durationMinutes: 40,
        sessions: courseLength,
        firstDay,
        meaning: 'I prescribe this course',
      });
      const { jurisdiction } = ground.clinic;
      course.context = { plan: plan.dose, policy: ground.policy, jurisdiction };
      for (const one of await sessionsOf(ground.tx, ground.scope, patientId))
        course.sessions.set(one.number, one.sessionId);
    }),
  );

  const mood = randomStream(demo.seed, subject, 'mood');
  for (const [index, offset] of dayOfSession.entries()) {
    const number = index + 1;
    const day = plusDays(firstDay, offset);
    const slot = slotOf(demo, life, day, today, book);
    if (number > 1 && day <= today)
      on(plusMinutes(slot?.from ?? demo.now, -15), (at) =>
        as('nurse', at, 'recordFact', (ground) =>
          recordNewFacts(
            ground,
            patientId,
            visitDayFacts(life, day, escortOf(life, randomStream(demo.seed, subject, `escort ${number}`))),
          ),
        ),
      );
    if (slot === undefined) continue;
    const running = life.stage === 'runningNow' && day === today;
    happenings.push(sessionHappening(demo, life, { patientId, number, ...slot, running, makeId, course }));
    if (number === 1 || number === 3 || number === 5)
      phq9(
        instantOf(epochMs(slot.from) + (24 + mood.integer(0, 3)) * 3_600_000),
        'plus24h',
        life.baseline * level(life, number, 0) + mood.normal(0, 1),
      );
  }
  const lastDay = plusDays(firstDay, dayOfSession.at(-1) ?? 18);
  if (life.stage === 'finished') {
    for (const days of [7, 32, 60, 90, 120, 150]) {
      const at = momentOn(plusDays(lastDay, days + mood.integer(0, 3)), 18, mood.integer(0, 59));
      phq9(
        at,
        days === 7 ? 'endOfCourse' : 'maintenance',
        life.baseline * level(life, courseLength, days) + mood.normal(0, 1),
      );
      if (days === 7)
        on(plusMinutes(at, 14 * 60), (later) =>
          as(
            'prescriber',
            later,
            'course',
            async (ground) => courseView(ground, await patientOr404(ground, patientId)),
            'read',
          ),
        );
    }
  }
  if (life.index % 3 !== 1)
    for (const [place, offset] of (isBipolar(life) ? [2, 9, 16, 23, 30] : [2, 9, 16, 30]).entries())
      on(momentOn(plusDays(firstDay, offset), 16, stream.integer(0, 50)), (at) =>
        as('therapist', at, 'recordFact', (ground) =>
          recordNewFacts(ground, patientId, [therapyFact(plusDays(firstDay, offset), life, place)]),
        ),
      );
  return happenings;
}

const isBipolar = ({ diagnosis }: Biography) => diagnosis !== 'majorDepressiveDisorder';

/** A therapy contact; in bipolar disorder weekly and of social rhythm. Nobody asked for the tasks of the first. */
function therapyFact(heldOn: CalendarDate, life: Biography, place: number) {
  const weekly = isBipolar(life);
  const withTasks = weekly || life.index % 2 === 0;
  return {
    kind: 'therapyContact' as const,
    body: {
      therapy: weekly ? 'socialRhythm' : withTasks ? 'cbt' : 'integration',
      heldOn,
      minutes: 50,
      ...(weekly ? { socialRhythm: Math.min(7, 3 + place + (life.index % 2)) } : {}),
      ...(withTasks ? { homeworkSet: 2 + (place % 2) } : {}),
      ...(withTasks && place > 1 ? { homeworkDone: place - 1 } : {}),
    },
  };
}

/** PHQ-9 as a share of baseline after a number of sessions and days since the last. */
function level({ trajectory }: Biography, sessions: number, days: number): number {
  const { lowest, relapse } = trajectory;
  const gained = (1 - lowest) * ((1 - Math.exp(-0.6 * sessions)) / (1 - Math.exp(-0.6 * courseLength)));
  const back = relapse
    ? Math.max(0, Math.min(1, (days - 15) / 70)) * (0.92 - lowest)
    : Math.min(0.06, days / 2000);
  return Math.max(0.04, 1 - gained + back);
}

/** When and where a session takes place; none for one that is to come. */
function slotOf(demo: DemoClinic, life: Biography, day: CalendarDate, today: CalendarDate, book: ChairBook) {
  if (day > today) return undefined;
  if (day < today) return book(day);
  if (life.stage === 'runningNow')
    return { from: plusMinutes(demo.now, -(18 + minutesBeforeDose)), chair: 'Chair 2' };
  if (life.stage === 'doneToday') return { from: plusMinutes(demo.now, -330), chair: 'Chair 1' };
  return undefined;
}

function sessionHappening(
  demo: DemoClinic,
  life: Biography,
  what: {
    readonly patientId: Uuid;
    readonly number: number;
    readonly from: Instant;
    readonly chair: string;
    readonly running: boolean;
    readonly makeId: (at: Instant) => Uuid;
    readonly course: CourseSoFar;
  },
): Happening {
  const { patientId, number, from, chair, running, makeId, course } = what;
  const subject = `patient-${life.index}`;
  const stream = randomStream(demo.seed, subject, `session-${number}`);
  const nurse = (life.index + number) % 2 === 0 ? 'nurse' : 'secondNurse';
  const scope = demo.scopeOf(nurse);
  const ended = running ? demo.now : plusMinutes(from, minutesBeforeDose + 126);
  const session = (): { readonly sessionId: Uuid; readonly context: SessionContext } => {
    const sessionId = course.sessions.get(number);
    if (sessionId === undefined || course.context === undefined)
      throw new Error('a demo session is not booked');
    return { sessionId, context: course.context };
  };
  let head = 0;
  const open = () =>
    demo.act(
      scope,
      from,
      { action: 'openSession', kind: 'write', patientId },
      () => makeId(from),
      (ground) => openSession(ground, session().sessionId, chair),
    );
  const record = async () => {
    const { sessionId, context } = session();
    const entries = sessionEntries({
      sessionId,
      context,
      biography: life,
      escort: escortOf(life, stream),
      nurseId: scope.actorId,
      deviceId: demo.deviceId,
      from,
      ...(running ? { until: demo.now } : {}),
      stream,
      withCorrection: life.index % 7 === 3 && number === 2,
    });
    // The server's clock runs along with the tablet's, so that each entry was received when it was typed.
    const store = demo.storeAt(...entries.map(receivedAt));
    const { recorded, refused } = await appendEntries(store, scope, {
      sessionId,
      entries,
      context,
      sender: { actorId: scope.actorId, licensed: true },
      now: ended,
    });
    if (refused.length > 0) throw new Error(`a demo entry was refused: ${refused[0]?.sentence ?? ''}`);
    head = recorded.at(-1)?.sequence ?? 0;
  };
  const countObservers = () => {
    const countId = makeId(ended);
    return demo.act(
      scope,
      ended,
      { action: 'countObservers', kind: 'write', subject: countId, detail: { observers: 1 } },
      () => makeId(ended),
      async ({ tx }) => await insertObserverCount(tx, scope, ended, { countId, observers: 1 }),
    );
  };
  const signedAt = plusMinutes(ended, 4);
  const sign = async () => {
    const { sessionId } = session();
    const note = { action: 'session', kind: 'read' as const, patientId, subject: sessionId };
    await demo.act(
      scope,
      signedAt,
      note,
      () => makeId(signedAt),
      async (ground) => checkSignable(ground, await sessionOr404(ground, sessionId), head),
    );
    const done = await demo.storeAt(signedAt).log.sign(scope, sessionId, {
      signatureId: makeId(signedAt),
      meaning: 'I charted this session; the record is complete',
      expectedHead: head,
    });
    if (done === undefined) throw new Error('a demo session could not be signed');
  };
  return {
    subject,
    at: from,
    chair,
    staysOpen: running,
    act: async () => {
      await open();
      await record();
      if (running) await countObservers();
      else await sign();
    },
  };
}

function receivedAt(entry: Entry): Instant {
  return plusMinutes(entry.deviceTime, 0.01);
}

function birthDateOf(life: Biography): CalendarDate {
  return parseDate(`${life.birthYear}-${life.birthDay}`) ?? ('1980-01-01' as CalendarDate);
}

function demographicsOf(life: Biography, stream: ReturnType<typeof randomStream>) {
  const birthDate = birthDateOf(life);
  return {
    family: life.family,
    given: life.given,
    birthDate,
    sex: life.sex,
    contacts: [
      { kind: 'patient' as const, phone: phoneOf(stream) },
      {
        kind: 'escort' as const,
        relation: stream.pick(['Partner', 'Sister', 'Friend', 'Parent']),
        ...escortOf(life, stream),
      },
    ],
  };
}

function escortOf(life: Biography, stream: ReturnType<typeof randomStream>): { name: string; phone: string } {
  const given = stream.pick([...givenNames.female, ...givenNames.male]);
  return { name: `${given} ${life.family}`, phone: phoneOf(stream) };
}

/** Numbers that are kept free for drama. */
function phoneOf(stream: ReturnType<typeof randomStream>): string {
  return `020 7946 0${stream.integer(100, 999)}`;
}
