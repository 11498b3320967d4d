import { elapsedMinutes, elapsedMs, type Instant } from '@evenkeel/quantities';
import { limit } from '../policy/default-policy.ts';
import type { Policy } from '../policy/policy.ts';
import { believable } from './baseline.ts';
import { careWatchRules } from './care-watch-rules.ts';
import type { Attention, DueObservation, Reading } from './session-state.ts';
import type { SymptomReport } from './symptom.ts';

/** What the watch looks at: the fold's readings and what is due, and the symptoms of the log. */
export interface WatchFacts {
  readonly readings: readonly Reading[];
  readonly due: readonly DueObservation[];
  readonly symptoms: readonly SymptomReport[];
}

/** Minutes a symptom counts at least; after them it stays until a pressure was taken. Local default. */
const symptomMinutes = 15;

/** Which symptoms turn any pressure into a reason to act. */
const grave: ReadonlySet<SymptomReport['symptom']> = new Set([
  'chestPain',
  'severeHeadache',
  'visualChange',
  'breathlessness',
  'focalSign',
]);

const words: { readonly [S in SymptomReport['symptom']]: string } = Object.freeze({
  chestPain: 'chest pain',
  severeHeadache: 'a severe headache',
  visualChange: 'a change of vision',
  breathlessness: 'breathlessness',
  focalSign: 'a focal sign',
  distress: 'distress or agitation',
  vomiting: 'vomiting',
  nausea: 'nausea',
  allergy: 'signs of an allergic reaction',
  wantsToStop: 'the wish to stop',
});

/**
 * What the readings mean together and beside the symptoms, most pressing first. It stands beside the attention of the
 * fold and never takes anything from it. Display and reminder, not an alarm.
 */
export function careWatch(
  { readings, due, symptoms }: WatchFacts,
  policy: Policy,
  now: Instant,
): readonly Attention[] {
  const list: Attention[] = [];
  const say = (
    rule: { readonly id: string },
    level: Attention['level'],
    sentence: string,
    reading?: Reading,
  ) =>
    list.push({
      rule: rule.id,
      level,
      sentence,
      ...(reading === undefined ? {} : { entryId: reading.entryId }),
    });
  const usable = readings
    .filter(({ at }) => at <= now)
    .map((reading) => ({ ...reading, vitals: believable(reading) }))
    .toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  pressures(usable, policy, now, say);
  fastHeart(usable, policy, say);
  // Time alone never takes a symptom away: somebody has to look again.
  const recent = symptoms.filter(
    ({ at }) =>
      at <= now &&
      (elapsedMs(at, now) <= symptomMinutes * 60_000 ||
        !usable.some(
          (one) => one.vitals.systolic !== undefined && elapsedMs(at, one.at) >= symptomMinutes * 60_000,
        )),
  );
  const had = (symptom: SymptomReport['symptom']) => recent.some((one) => one.symptom === symptom);
  const latest = latestValues(usable);
  for (const symptom of new Set(recent.map((one) => one.symptom)))
    if (grave.has(symptom))
      say(
        careWatchRules.pressureWithSymptom,
        'now',
        `There is ${words[symptom]}${latest.pressure === undefined ? '; blood pressure is not known. Measure it' : ` at a blood pressure of ${latest.pressure}`}. Stop, call, treat by order.`,
      );
  const sedated = latest.moaas !== undefined && latest.moaas <= limit(policy, 'watchMoaas');
  const breathing =
    (latest.spo2 !== undefined && latest.spo2 < limit(policy, 'watchSpo2')) ||
    (latest.respiratoryRate !== undefined && latest.respiratoryRate < limit(policy, 'watchRespiratoryRate'));
  if (sedated && breathing)
    say(
      careWatchRules.sedationWithBreathing,
      'now',
      'Sedated, with a low saturation or slow breathing. Stop, stimulate, open the airway, give oxygen, call.',
    );
  if (had('vomiting') && (sedated || latest.moaas === undefined))
    say(
      careWatchRules.airway,
      'now',
      `Vomiting ${latest.moaas === undefined ? 'while alertness is not known' : 'while sedated'}. Turn to the side, suction at hand, stay.`,
    );
  if (had('allergy')) say(careWatchRules.allergy, 'now', 'Signs of an allergic reaction. Stop and call.');
  if (had('wantsToStop'))
    say(careWatchRules.askedToStop, 'now', 'The patient asked for someone or to stop. Go there.');
  if (had('distress'))
    say(
      careWatchRules.distress,
      'now',
      'Distress or agitation. Slow or stop, calm, dim, stay; a medicine only by order.',
    );
  if (recent.some((one) => one.symptom === 'nausea' && (one.intensity ?? 0) >= limit(policy, 'nauseaWatch')))
    say(careWatchRules.nausea, 'note', 'Nausea. Offer what was ordered.');
  for (const item of due)
    if (elapsedMs(item.dueAt, now) >= limit(policy, 'overdueEscalateMinutes') * 60_000)
      say(
        careWatchRules.escalate,
        'now',
        `${item.what} are ${elapsedMinutes(item.dueAt, now)} minutes late. A second person is told.`,
      );
  const rank = { now: 0, due: 1, unknown: 2, note: 3 } as const;
  return list.toSorted(
    (a, b) =>
      rank[a.level] - rank[b.level] ||
      (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : a.sentence < b.sentence ? -1 : 1),
  );
}

type Say = (
  rule: { readonly id: string },
  level: Attention['level'],
  sentence: string,
  reading?: Reading,
) => void;

function pressures(usable: readonly Reading[], policy: Policy, now: Instant, say: Say): void {
  const whole = usable.filter(
    ({ vitals }) => vitals.systolic !== undefined && vitals.diastolic !== undefined,
  );
  const last = whole.at(-1);
  if (last === undefined) return;
  const at = ({ vitals: { systolic = 0, diastolic = 0 } }: Reading, sys: number, dia: number) =>
    systolic >= sys || diastolic >= dia;
  const act = (one: Reading) => at(one, limit(policy, 'actSystolic'), limit(policy, 'actDiastolic'));
  const text = `${last.vitals.systolic}/${last.vitals.diastolic}`;
  if (at(last, limit(policy, 'crisisSystolic'), limit(policy, 'crisisDiastolic'))) {
    say(
      careWatchRules.crisisOnce,
      'now',
      `Blood pressure is ${text}: at the crisis limit. Stop, call, treat by order.`,
      last,
    );
    return;
  }
  if (!act(last)) return;
  const minutes = limit(policy, 'sustainedMinutes');
  const sinceBelow = whole.slice(whole.findLastIndex((one) => !act(one)) + 1);
  const first = sinceBelow[0] ?? last;
  if (elapsedMs(first.at, last.at) >= minutes * 60_000)
    say(
      careWatchRules.actTwice,
      'now',
      `Blood pressure is ${text}, at the act limit for ${elapsedMinutes(first.at, last.at)} minutes. Stop, call, treat by order.`,
      last,
    );
  else {
    const late = elapsedMs(first.at, now) >= minutes * 60_000;
    say(
      careWatchRules.repeatPressure,
      late ? 'now' : 'due',
      `Blood pressure is ${text}: at the act limit. ${late ? `It was to be repeated within ${minutes} minutes.` : `Repeat within ${minutes} minutes.`}`,
      last,
    );
  }
}

function fastHeart(usable: readonly Reading[], policy: Policy, say: Say): void {
  const rates = usable.filter(({ vitals }) => vitals.heartRate !== undefined);
  const last = rates.at(-1);
  const fast = ({ vitals: { heartRate = 0 } }: Reading) => heartRate > limit(policy, 'watchHeartRateHigh');
  if (last === undefined || !fast(last)) return;
  const first = rates.slice(rates.findLastIndex((one) => !fast(one)) + 1)[0] ?? last;
  if (elapsedMs(first.at, last.at) >= limit(policy, 'sustainedMinutes') * 60_000)
    say(
      careWatchRules.fastHeart,
      'now',
      `Heart rate is ${last.vitals.heartRate}, above ${limit(policy, 'watchHeartRateHigh')} for ${elapsedMinutes(first.at, last.at)} minutes.`,
      last,
    );
}

function latestValues(usable: readonly Reading[]) {
  const newest = <K extends keyof Reading['vitals']>(sign: K) =>
    usable.findLast(({ vitals }) => vitals[sign] !== undefined)?.vitals[sign];
  const whole = usable.findLast(
    ({ vitals }) => vitals.systolic !== undefined && vitals.diastolic !== undefined,
  );
  return {
    pressure: whole === undefined ? undefined : `${whole.vitals.systolic}/${whole.vitals.diastolic}`,
    moaas: newest('moaas'),
    spo2: newest('spo2'),
    respiratoryRate: newest('respiratoryRate'),
  };
}

/** [MON-17] Whether the observers are enough for the patients in the chairs; an unknown number is never enough. */
export function observersEnough(
  patients: number,
  observers: number | undefined,
  policy: Policy,
): { readonly verdict: 'met' | 'notMet' | 'unknown'; readonly says: string } {
  if (observers === undefined)
    return { verdict: 'unknown', says: 'How many observers are there is not recorded.' };
  const most = observers * limit(policy, 'patientsPerObserver');
  return {
    verdict: patients <= most ? 'met' : 'notMet',
    says: `${patients} ${patients === 1 ? 'patient' : 'patients'} for ${observers} ${observers === 1 ? 'observer' : 'observers'}; at most ${most}.`,
  };
}
