import { elapsedMinutes, elapsedMs, type Instant } from '@evenkeel/quantities';
import { limit } from '../policy/default-policy.ts';
import type { Policy } from '../policy/policy.ts';
import { believable, heard } from './baseline.ts';
import { careWatchRules } from './care-watch-rules.ts';
import type { Attention, DissociationRating, Reading } from './session-state.ts';
import type { SymptomReport } from './symptom.ts';
import type { VitalSign } from './vital-sign.ts';

/** What the watch looks at: the fold's readings and the symptoms of the log. */
export interface WatchFacts {
  readonly readings: readonly Reading[];
  /** Minutes a reading counts at this moment of the session; the policy's grace is added. */
  readonly intervalMinutes: number;
  readonly symptoms: readonly SymptomReport[];
  readonly ratings: readonly DissociationRating[];
}

/** Minutes a symptom counts at least; after them it stays until a pressure was taken. Local default. */
const symptomMinutes = 15;

/** Which symptoms turn any pressure into a reason to act. */
const grave: ReadonlySet<SymptomReport['symptom']> = new Set([
  'chestPain',
  'arrhythmia',
  'severeHeadache',
  'visualChange',
  'breathlessness',
  'focalSign',
]);

const words: { readonly [S in SymptomReport['symptom']]: string } = Object.freeze({
  chestPain: 'chest pain',
  arrhythmia: 'an irregular heart rhythm',
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
  { readings, intervalMinutes, symptoms, ratings }: WatchFacts,
  policy: Policy,
  now: Instant,
): readonly Attention[] {
  const list: Attention[] = [];
  const say = (
    rule: { readonly id: string },
    level: Attention['level'],
    sentence: string,
    reading?: Pick<Reading, 'entryId'>,
  ) =>
    list.push({
      rule: rule.id,
      level,
      sentence,
      ...(reading === undefined ? {} : { entryId: reading.entryId }),
    });
  const written = readings
    .filter(({ at }) => at <= now)
    .toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const usable = written.map((reading) => ({ ...reading, vitals: believable(reading) }));
  // A symptom is heard beside a value too low to be believed as well; a run of pressures is made of believed ones.
  const hear = written.map((reading) => ({ ...reading, vitals: heard(reading) }));
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
  const freshMs = (intervalMinutes + limit(policy, 'observationGraceMinutes')) * 60_000;
  /** A value is known while it is fresh and nothing newer that is hard to believe was written over it. */
  const newest = (sign: VitalSign, ...beside: readonly VitalSign[]) => {
    const has = ({ vitals }: Reading) => [sign, ...beside].every((one) => vitals[one] !== undefined);
    const reading = hear.findLast(has);
    const known =
      reading !== undefined &&
      reading.entryId === written.findLast(has)?.entryId &&
      elapsedMs(reading.at, now) <= freshMs;
    return { reading, value: reading?.vitals[sign], known };
  };
  const pressure = newest('systolic', 'diastolic');
  for (const symptom of new Set(recent.map((one) => one.symptom)))
    if (grave.has(symptom))
      say(
        careWatchRules.pressureWithSymptom,
        'now',
        `There is ${words[symptom]}${besidePressure(pressure, now)}. Stop, call, treat by order.`,
      );
  // A value that is no longer known does not count as a good one; a bad one stays until a newer one replaces it.
  const moaas = newest('moaas');
  const sedated = moaas.value !== undefined && moaas.value <= limit(policy, 'watchMoaas');
  const spo2 = newest('spo2');
  const breaths = newest('respiratoryRate');
  const low =
    (spo2.value !== undefined && spo2.value < limit(policy, 'watchSpo2')) ||
    (breaths.value !== undefined && breaths.value < limit(policy, 'watchRespiratoryRate'));
  if (sedated && low)
    say(
      careWatchRules.sedationWithBreathing,
      'now',
      'Sedated, with a low saturation or slow breathing. Stop, stimulate, open the airway, give oxygen, call.',
    );
  else if (sedated && !(spo2.known && breaths.known))
    say(
      careWatchRules.sedationWithBreathing,
      'unknown',
      `Sedated, and ${[...(spo2.known ? [] : ['saturation']), ...(breaths.known ? [] : ['breathing'])].join(' and ')} ${spo2.known || breaths.known ? 'is' : 'are'} not known. Measure now.`,
    );
  if (had('vomiting') && (sedated || !moaas.known))
    say(
      careWatchRules.airway,
      'now',
      `Vomiting ${sedated ? 'while sedated' : 'while alertness is not known'}. Turn to the side, suction at hand, stay.`,
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
  // A high rating stays until a newer one replaces it: time alone does not bring somebody back.
  const rated = ratings.findLast(({ at }) => at <= now);
  if (rated !== undefined && rated.score >= limit(policy, 'dissociationWatch'))
    say(
      careWatchRules.dissociation,
      'note',
      `Dissociation is ${rated.score} of 10: at the watch limit. Calm, dim, stay.`,
      rated,
    );
  const scale = ratings.findLast(({ at, cadss6 }) => at <= now && cadss6 !== undefined);
  if (scale?.cadss6 !== undefined && scale.cadss6 >= limit(policy, 'cadss6Watch'))
    say(
      careWatchRules.dissociation,
      'note',
      `CADSS-6 is ${scale.cadss6} of 24: at the watch limit. Calm, dim, stay.`,
      scale,
    );
  const rank = { now: 0, due: 1, unknown: 2, note: 3 } as const;
  return list.toSorted(
    (a, b) =>
      rank[a.level] - rank[b.level] ||
      (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : a.sentence < b.sentence ? -1 : 1),
  );
}

/** The first of the readings that are like the last one without a break. */
function startOfRun(
  readings: readonly Reading[],
  last: Reading,
  alike: (reading: Reading) => boolean,
): Reading {
  let first = last;
  for (const one of readings.toReversed()) {
    if (!alike(one)) break;
    first = one;
  }
  return first;
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
  const first = startOfRun(whole, last, act);
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
  const first = startOfRun(rates, last, fast);
  if (elapsedMs(first.at, last.at) >= limit(policy, 'sustainedMinutes') * 60_000)
    say(
      careWatchRules.fastHeart,
      'now',
      `Heart rate is ${last.vitals.heartRate}, above ${limit(policy, 'watchHeartRateHigh')} for ${elapsedMinutes(first.at, last.at)} minutes.`,
      last,
    );
}

function besidePressure(
  { reading, known }: { readonly reading: Reading | undefined; readonly known: boolean },
  now: Instant,
): string {
  if (reading === undefined) return '; blood pressure is not known. Measure it';
  const text = `${reading.vitals.systolic}/${reading.vitals.diastolic}`;
  return known
    ? ` at a blood pressure of ${text}`
    : `; the last blood pressure, ${text}, is ${elapsedMinutes(reading.at, now)} minutes old. Measure it`;
}
