import { parseDecimal, type Decimal, type Kilograms } from '@evenkeel/quantities';
import type { Jurisdiction } from '../evidence-mark.ts';
import type { PlannedDose } from '../regimen/plan.ts';
import type { AdverseEventKind, DischargeCheck, EntryBodies, EntryType, Vitals } from '../session/entry.ts';
import { doseStartOf } from '../session/dose-start.ts';
import { dischargeRules } from '../session/rules.ts';
import { sessionGates } from '../session/session-gates.ts';
import { leavingIds } from './expected-words.ts';
import { perhaps } from './nearest-words.ts';
import { numberOf } from './outline-reader.ts';
import { OutlineProblem } from './outline.ts';
import { optional } from './patient-changes.ts';

/** One act of a written session before it becomes an entry: its minute, type and body. */
export interface ScenarioAct<T extends EntryType = EntryType> {
  readonly minute: number;
  /** Minute it was typed at, when later. */
  readonly typedAt: number;
  readonly type: T;
  readonly body: EntryBodies[T];
  /** The minute and type of the entry this one corrects or takes back. */
  readonly corrects?: { readonly minute: number; readonly type: EntryType };
  readonly reason?: string;
}

const events: readonly AdverseEventKind[] = [
  'nausea',
  'vomiting',
  'headache',
  'dizziness',
  'anxiety',
  'agitation',
  'dissociationDistress',
  'hypertension',
  'hypoxia',
  'chestPain',
  'arrhythmia',
  'overSedation',
  'allergicReaction',
  'fall',
  'other',
];

const firstWords = Object.freeze([
  'gates',
  'gate',
  'weight',
  'escort',
  'vitals',
  'dissociation',
  'dose',
  'device',
  'pause',
  'resume',
  'event',
  'says',
  'note',
  'recovery',
  'checks',
  'check',
  'score',
  'discharge',
  'corrects',
  'takes',
]);

/** The words a line may begin with, for help and problems. */
export const sessionWords =
  'gates, gate, weight, escort, vitals, dissociation, dose start, device, pause, resume, dose end, dose stopped, event, says, note, recovery, checks, check, score, discharge, corrects, takes back';

/** The first and the last minute a session speaks of: a day before its planned start to two days after. */
export const sessionMinutes = Object.freeze({ first: -1440, last: 2880 });

/** The minute, when it lies within a session. */
export function minuteWithin(minute: number, where: string): number {
  const { first, last } = sessionMinutes;
  if (minute < first || minute > last)
    throw new OutlineProblem(
      `${where}: minute ${minute} is no minute of a session. Minutes count from the planned start, from ${first} to ${last}.`,
    );
  return minute;
}

/** What a line is read for: the plan, and where the clinic is, when that is said. */
export interface LineContext {
  readonly plan: PlannedDose;
  readonly jurisdiction?: Jurisdiction;
}

/**
 * Reads one line of a written session, such as `10 vitals 150/92 pulse 84 spo2 97`. The number is the minute after the
 * planned start; `10 typed 130 vitals ...` was typed later. Gates and checks may be answered all at once. A word that is
 * not known is refused, wherever it stands.
 * @throws OutlineProblem naming the line
 */
export function sessionLine(line: string, context: LineContext): readonly ScenarioAct[] {
  const match = /^(-?\d+(?:\.\d+)?)(?: typed (-?\d+(?:\.\d+)?))? (?=.+$)/.exec(line);
  if (match === null) throw new OutlineProblem(`"${line}": a line begins with its minute.`);
  const within = (text: string | undefined) => minuteWithin(Number(text), `"${line}"`);
  const minute = within(match[1]);
  const typedAt = match[2] === undefined ? minute : within(match[2]);
  const rest = line.slice(match[0].length);
  const head = { minute, typedAt };
  const change = /^(takes back|corrects) (-?\d+(?:\.\d+)?) (?=.)/.exec(rest);
  if (change === null) return acts(rest, head, context, line);
  const target = within(change[2]);
  const { said, ...why } = withReason(rest.slice(change[0].length));
  if (change[1] === 'takes back')
    return [
      {
        ...head,
        type: 'retraction',
        body: {},
        corrects: { minute: target, type: typeOf(said, line) },
        ...why,
      },
    ];
  const [act] = acts(said, head, context, line);
  if (act === undefined) throw new OutlineProblem(`"${line}": nothing to correct with.`);
  // A corrected entry keeps the moment it speaks of.
  return [{ ...act, minute: target, corrects: { minute: target, type: act.type }, ...why }];
}

/** What is said, and the reason that stands after "because". */
function withReason(text: string): { readonly said: string; readonly reason?: string } {
  const why = / because (?=.)/.exec(text);
  return why === null
    ? { said: text }
    : { said: text.slice(0, why.index), reason: text.slice(why.index + why[0].length) };
}

type Head = Pick<ScenarioAct, 'minute' | 'typedAt'>;

/** Everything that is said of a word, and nothing more: a word too many is refused like one that is not known. */
function onlyWords(more: readonly string[], allowed: readonly string[], line: string): void {
  for (const word of more)
    if (!allowed.includes(word))
      throw new OutlineProblem(
        `"${line}": ${word} ${allowed.length === 0 ? 'is a word too many.' : `cannot be read.${perhaps(word, allowed)}`}`,
      );
}

/** The names after `all yes but`, each of which must be one of those that are answered. */
function except(tail: string, what: string, known: readonly string[], line: string): ReadonlySet<string> {
  const found = /^all yes(?: but (.+))?$/.exec(tail);
  if (found === null)
    throw new OutlineProblem(
      `"${line}": say all yes, or all yes but and the names of those that are left out.`,
    );
  const names = (found[1] ?? '').split(/,? and |, /).filter((name) => name !== '');
  for (const name of names) named(name, what, known, line);
  return new Set(names);
}

/** A name of a list, or a problem with the line and the nearest names. */
function named<T extends string>(
  name: string | undefined,
  what: string,
  known: readonly T[],
  line: string,
): T {
  const found = known.find((one) => one === name);
  if (found === undefined)
    throw new OutlineProblem(`"${line}": ${name ?? 'nothing'} is no ${what}.${perhaps(name ?? '', known)}`);
  return found;
}

const severities = Object.freeze(['mild', 'moderate', 'severe'] as const);

function acts(
  rest: string,
  head: Head,
  { plan, jurisdiction }: LineContext,
  line: string,
): readonly ScenarioAct[] {
  const one = <T extends EntryType>(type: T, body: EntryBodies[T]): readonly ScenarioAct[] => [
    { ...head, type, body } as unknown as ScenarioAct,
  ];
  const [word = '', ...more] = rest.split(' ');
  const tail = more.join(' ');
  const gates = () => sessionGates(plan.drug, plan.route, jurisdiction).map(({ gate }) => gate);
  const gateWords = 'gate of this session';
  const checkWords = 'check before leaving';
  switch (word) {
    case 'gates': {
      const asked = gates();
      const out = except(tail, gateWords, asked, line);
      return asked
        .filter((gate) => !out.has(gate))
        .map((gate) => ({ ...head, type: 'gateAnswered', body: { gate, ok: 'yes' } }));
    }
    case 'gate': {
      const gate = named(more[0], gateWords, gates(), line);
      onlyWords(more.slice(2), [], line);
      return one('gateAnswered', { gate, ok: answer(more[1], line) });
    }
    case 'weight': {
      const kilograms = amount(more[0], line) as Kilograms;
      onlyWords(more.slice(1), ['estimated'], line);
      return one('weightMeasured', { kilograms, estimated: more.includes('estimated') });
    }
    case 'escort': {
      const end = tail.lastIndexOf(' ');
      if (end > 0) return one('escortNamed', { name: tail.slice(0, end), phone: tail.slice(end + 1) });
      throw new OutlineProblem(`"${line}": an escort is a name and then a telephone number.`);
    }
    case 'vitals': {
      const confirmed = tail.endsWith(' confirmed');
      return one('vitals', {
        vitals: vitalsOf(confirmed ? tail.slice(0, -' confirmed'.length) : tail, line),
        ...(confirmed ? { confirmedImplausible: true } : {}),
      });
    }
    case 'dissociation': {
      const [first = '', scale, ...rest] = tail.split(' cadss-6 ');
      onlyWords(rest, [], line);
      const score = numberOf(first, `"${line}": dissociation`);
      if (!Number.isInteger(score) || score < 0 || score > 10)
        throw new OutlineProblem(`"${line}": dissociation is a whole number from 0 to 10.`);
      if (scale === undefined) return one('dissociationRated', { score });
      const cadss6 = numberOf(scale, `"${line}": cadss-6`);
      if (Number.isInteger(cadss6) && cadss6 >= 0 && cadss6 <= 24)
        return one('dissociationRated', { score, cadss6 });
      throw new OutlineProblem(`"${line}": cadss-6 is a whole number from 0 to 24.`);
    }
    case 'dose': {
      const what = named(more[0], 'word after dose', ['start', 'end', 'stopped'], line);
      const said = more.slice(1);
      if (what === 'start') {
        const start = withReason(` ${said.join(' ')}`);
        const dose = doseOf(
          start.said.split(' ').filter((word) => word !== ''),
          plan,
          line,
        );
        return one('doseStart', { ...dose, ...reasonOf(start.reason ?? '') });
      }
      if (what === 'stopped') return one('doseEnd', { stoppedEarly: true, ...reasonOf(said.join(' ')) });
      onlyWords(said, [], line);
      return one('doseEnd', { stoppedEarly: false });
    }
    case 'device': {
      const found = /^(\d{1,2}) (?:(used)|not taken(?: (.+))?)$/.exec(tail);
      if (found === null)
        throw new OutlineProblem(`"${line}": say device 2 used, or device 2 not taken and why.`);
      const taken = found[2] !== undefined;
      return one('deviceGiven', { device: Number(found[1]), taken, ...reasonOf(found[3] ?? '') });
    }
    case 'pause':
      return one('dosePause', reasonOf(tail));
    case 'resume':
      onlyWords(more, [], line);
      return one('doseResume', {});
    case 'event': {
      const kind = named(more[0], 'event', events, line);
      const severity = named(more[1], 'severity', severities, line);
      const further = more.slice(2);
      onlyWords(further, ['serious', 'treated'], line);
      return one('adverseEvent', {
        kind,
        severity,
        serious: further.includes('serious'),
        ...(further.includes('treated') ? { action: 'treated' } : {}),
      });
    }
    case 'says':
      return one('sensation', { what: spoken(tail, line) });
    case 'note':
      return one('note', { text: spoken(tail, line) });
    case 'recovery':
      onlyWords(more, [], line);
      return one('recoveryStart', {});
    case 'checks': {
      const out = except(tail, checkWords, checks, line);
      return checks
        .filter((check) => !out.has(check))
        .map((check) => ({ ...head, type: 'dischargeCheck', body: { check, ok: 'yes' } }));
    }
    case 'check': {
      const check = named(more[0], checkWords, checks, line);
      onlyWords(more.slice(2), [], line);
      return one('dischargeCheck', { check, ok: answer(more[1], line) });
    }
    case 'score': {
      const scale = named(more[0], 'score before leaving', ['aldrete', 'padss'], line);
      const answers = more
        .slice(1)
        .flatMap((text) => ([0, 1, 2] as const).filter((value) => String(value) === text));
      if (answers.length === 5 && more.length === 6) return one('leavingScore', { scale, answers });
      throw new OutlineProblem(`"${line}": a score has five answers of 0, 1 or 2.`);
    }
    case 'discharge': {
      const found = /^(?:unmet (.+?))?(?:(?:^| )because (.+))?$/.exec(tail);
      if (found === null) {
        onlyWords(more.slice(0, 1), ['unmet', 'because'], line);
        throw new OutlineProblem(`"${line}": name the criteria after unmet, and the reason after because.`);
      }
      const unmet = found[1]?.split(' ') ?? [];
      for (const id of unmet) named(id, 'criterion of leaving', leavingIds, line);
      return one('discharge', { unmet, ...reasonOf(found[2] ?? '') });
    }
  }
  throw new OutlineProblem(`"${line}" cannot be read.${perhapsFirst(word)} Words: ${sessionWords}.`);
}

/** The nearest first word, and nothing when none is near: all the words are said anyway. */
function perhapsFirst(word: string): string {
  const near = perhaps(word, firstWords);
  return near.startsWith(' Perhaps') ? near : '';
}

const checks: readonly DischargeCheck[] = dischargeRules.flatMap(({ check }) =>
  check === undefined ? [] : [check],
);

const reasonOf = (reason: string) => (reason === '' ? {} : { reason });

function spoken(text: string, line: string): string {
  if (text.trim() === '') throw new OutlineProblem(`"${line}": nothing is said.`);
  return text;
}

const types: ReadonlyMap<string, EntryType> = new Map([
  ['gate', 'gateAnswered'],
  ['weight', 'weightMeasured'],
  ['escort', 'escortNamed'],
  ['vitals', 'vitals'],
  ['dose', 'doseStart'],
  ['dissociation', 'dissociationRated'],
  ['device', 'deviceGiven'],
  ['event', 'adverseEvent'],
  ['says', 'sensation'],
  ['note', 'note'],
  ['check', 'dischargeCheck'],
  ['score', 'leavingScore'],
  ['discharge', 'discharge'],
  ['pause', 'dosePause'],
]);

function typeOf(word: string, line: string): EntryType {
  const found = types.get(word);
  if (found === undefined)
    throw new OutlineProblem(`"${line}": ${word} cannot be taken back.${perhaps(word, [...types.keys()])}`);
  return found;
}

function answer(text: string | undefined, line: string): 'yes' | 'no' | 'unknown' {
  if (text === 'yes' || text === 'no' || text === 'unknown') return text;
  throw new OutlineProblem(`"${line}": answer yes, no or unknown.`);
}

function amount(text: string | undefined, line: string) {
  const value = text === undefined ? undefined : parseDecimal(text);
  if (value === undefined) throw new OutlineProblem(`"${line}": ${text ?? 'nothing'} is no plain number.`);
  return value;
}

const signs: ReadonlyMap<string, keyof Vitals> = new Map([
  ['pulse', 'heartRate'],
  ['spo2', 'spo2'],
  ['breaths', 'respiratoryRate'],
  ['moaas', 'moaas'],
]);

function vitalsOf(text: string, line: string): Vitals {
  const found: { -readonly [K in keyof Vitals]: number } = {};
  const words = text.split(' ').values();
  for (const word of words) {
    const pressure = /^(\d+)\/(\d+)$/.exec(word);
    const sign = signs.get(word);
    if (pressure !== null) {
      found.systolic = Number(pressure[1]);
      found.diastolic = Number(pressure[2]);
    } else if (sign !== undefined) {
      // The number is the word after the sign's.
      found[sign] = numberOf(words.next().value ?? '', `"${line}": ${word}`);
    } else
      throw new OutlineProblem(`"${line}": ${word} is no vital sign.${perhaps(word, [...signs.keys()])}`);
  }
  return found;
}

const doseWords = Object.freeze(['mg', 'ml', 'minutes', 'concentration', 'devices'] as const);

/** The plan's dose, or with `mg 350` and the like another one. */
function doseOf(words: readonly string[], plan: PlannedDose, line: string): EntryBodies['doseStart'] {
  const said = new Map<string, Decimal>();
  for (let place = 0; place < words.length; place += 2)
    said.set(named(words[place], 'part of a dose', doseWords, line), amount(words[place + 1], line));
  const [minutes, devices] = [said.get('minutes'), said.get('devices')];
  return {
    ...doseStartOf(plan),
    ...optional('amountMg', said.get('mg')),
    ...optional('volumeMl', said.get('ml')),
    ...optional('concentrationMgPerMl', said.get('concentration')),
    ...(minutes === undefined ? {} : { durationMinutes: Number(minutes) }),
    ...(devices === undefined ? {} : { devices: Number(devices) }),
  };
}
