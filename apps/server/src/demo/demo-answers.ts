import { plusMinutes, randomStream, type Instant, type Uuid } from '@evenkeel/quantities';
import { alertsOf } from '@evenkeel/record';
import type { Ground } from '../patients/ground.ts';
import { makeLink } from '../responses/link-work.ts';
import { answerItems, startResponse, submitResponse } from '../responses/response-work.ts';
import { addToAlert } from '../risk/alert-work.ts';
import { answersForTotal, spread } from './answers-for-total.ts';
import type { DemoClinic } from './demo-clinic-ground.ts';

/** When a synthetic patient answers. */
export type Mood = 'baseline' | 'plus24h' | 'endOfCourse' | 'maintenance';

/** Scales answered item by item: by the patient through one link, at the first visit with a nurse. */
export async function answerScales(
  demo: DemoClinic,
  makeId: (at: Instant) => Uuid,
  patientId: Uuid,
  at: Instant,
  timepoint: Mood,
  total: number,
  /** From 65 years a racemic dose waits for a MoCA. */
  cognitionToo = false,
): Promise<void> {
  const newId = () => makeId(at);
  const note = (action: string) => ({ action, kind: 'write' as const, patientId });
  const stream = randomStream(demo.seed, `${patientId} ${at}`, 'answers');
  const answers: Readonly<Record<string, readonly number[]>> = {
    ...(cognitionToo
      ? { moca: [randomStream(demo.seed, `${patientId} ${at}`, 'cognition').integer(25, 30)] }
      : {}),
    phq9: answersForTotal(total, stream),
    // Worry and sleep follow mood, each in its own way.
    ...(timepoint === 'plus24h'
      ? {}
      : {
          gad7: spread(total * 0.7 + stream.normal(0, 1.2), 7, 3, stream),
          'evenkeel-sleep': spread(9 - total * 0.27 + stream.normal(0, 0.8), 1, 10, stream),
        }),
  };
  const fill = async (ground: Ground, responseId: Uuid, instrument: string) => {
    const given = (answers[instrument] ?? []).map((answer, item) => ({ item, answer }));
    const answered = await answerItems(ground, { patientId, responseId }, given);
    await submitResponse(ground, { patientId, responseId }, answered);
  };
  const nurse = demo.scopeOf('nurse');
  const instruments = Object.keys(answers);
  if (timepoint === 'baseline') {
    await demo.act(nurse, at, note('submitResponse'), newId, async (ground) => {
      for (const instrument of instruments) {
        const { responseId } = await startResponse(ground, {
          patientId,
          instrument,
          timepoint,
          responseId: newId(),
          mode: 'staff',
        });
        await fill(ground, responseId, instrument);
      }
    });
    return;
  }
  const asked = plusMinutes(at, -90);
  const { responseIds } = await demo.act(nurse, asked, note('makeLink'), newId, (ground) =>
    makeLink(ground, '/demo', { patientId, timepoint, instruments, kind: 'personal' }),
  );
  const patient = { clinicId: demo.clinic.clinicId, actorId: patientId, actorRole: 'patient' };
  await demo.act(patient, at, note('linkSubmit'), newId, async (ground) => {
    for (const [place, instrument] of instruments.entries())
      await fill(ground, responseIds[place] ?? '', instrument);
  });
}

/** A prescriber takes on what the patient's answers opened. */
export async function takeAlertsOn(ground: Ground, patientId: Uuid): Promise<void> {
  for (const { alertId, events } of await alertsOf(ground.tx, ground.scope, patientId))
    if (!events.some(({ type }) => type === 'acknowledged' || type === 'closed'))
      await addToAlert(ground, alertId, { type: 'acknowledged', body: {} });
}

/** A prescriber has spoken with the patient and closes what is open. */
export async function closeAlerts(ground: Ground, patientId: Uuid): Promise<void> {
  for (const { alertId, events } of await alertsOf(ground.tx, ground.scope, patientId)) {
    if (events.some(({ type }) => type === 'closed')) continue;
    await addToAlert(ground, alertId, {
      type: 'contact',
      body: { text: 'Called the patient. Passive thoughts, no plan; the safety plan was gone through.' },
    });
    await addToAlert(ground, alertId, {
      type: 'closed',
      body: { disposition: 'safetyPlan', reason: 'Passive thoughts without a plan; safety plan in place.' },
    });
  }
}
