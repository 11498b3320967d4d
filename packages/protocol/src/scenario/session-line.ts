import { parseDecimal, type Kilograms } from '@evenkeel/quantities';
import type { PlannedDose } from '../regimen/plan.ts';
import type { AdverseEventKind, DischargeCheck, EntryBodies, EntryType, Vitals } from '../session/entry.ts';
import { dischargeRules } from '../session/rules.ts';
import { everyGate, sessionGates } from '../session/session-gates.ts';
import { numberOf } from './outline-reader.ts';
import { OutlineProblem } from './outline.ts';

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

/** The words a line may begin with, for help and problems. */
export const sessionWords =
  'gates, gate, weight, escort, vitals, dissociation, dose start, pause, resume, dose end, dose stopped, event, says, note, recovery, checks, check, score, discharge, corrects, takes back';

/**
 * Reads one line of a written session, such as `10 vitals 150/92 pulse 84 spo2 97`. The number is the minute after the
 * planned start; `10 typed 130 vitals ...` was typed later. Gates and checks may be answered all at once.
 * @throws OutlineProblem naming the line
 */
export function sessionLine(line: string, plan: PlannedDose): readonly ScenarioAct[] {
  const match = /^(-?\d+(?:\.\d+)?)(?: typed (-?\d+(?:\.\d+)?))? (?=.+$)/.exec(line);
  if (match === null) throw new OutlineProblem(`"${line}": a line begins with its minute.`);
  const minute = Number(match[1]);
  const typedAt = match[2] === undefined ? minute : Number(match[2]);
  const rest = line.slice(match[0].length);
  const head = { minute, typedAt };
  const change = /^(takes back|corrects) (-?\d+(?:\.\d+)?) (?=.)/.exec(rest);
  if (change === null) return acts(rest, head, plan, line);
  const target = Number(change[2]);
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
  const [act] = acts(said, head, plan, line);
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

function acts(rest: string, head: Head, plan: PlannedDose, line: string): readonly ScenarioAct[] {
  const one = <T extends EntryType>(type: T, body: EntryBodies[T]): readonly ScenarioAct[] => [
    { ...head, type, body } as unknown as ScenarioAct,
  ];
  const [word = '', ...more] = rest.split(' ');
  const tail = more.join(' ');
  switch (word) {
    case 'gates': {
      const except = /^all yes(?: but (.+))?$/.exec(tail);
      if (except === null) break;
      const out = new Set((except[1] ?? '').split(/,? and |, /).filter((name) => name !== ''));
      return sessionGates(plan.drug, plan.route, undefined)
        .filter(({ gate }) => !out.has(gate))
        .map(({ gate }) => ({ ...head, type: 'gateAnswered', body: { gate, ok: 'yes' } }));
    }
    case 'gate': {
      const gate = everyGate.find((rule) => rule.gate === more[0])?.gate;
      if (gate !== undefined) return one('gateAnswered', { gate, ok: answer(more[1], line) });
      break;
    }
    case 'weight':
      return one('weightMeasured', {
        kilograms: amount(more[0], line) as Kilograms,
        estimated: more.includes('estimated'),
      });
    case 'escort': {
      const end = tail.lastIndexOf(' ');
      if (end > 0) return one('escortNamed', { name: tail.slice(0, end), phone: tail.slice(end + 1) });
      break;
    }
    case 'vitals': {
      const confirmed = tail.endsWith(' confirmed');
      return one('vitals', {
        vitals: vitalsOf(confirmed ? tail.slice(0, -' confirmed'.length) : tail, line),
        ...(confirmed ? { confirmedImplausible: true } : {}),
      });
    }
    case 'dissociation': {
      const score = numberOf(tail, `"${line}": dissociation`);
      if (Number.isInteger(score) && score >= 0 && score <= 10) return one('dissociationRated', { score });
      break;
    }
    case 'dose':
      if (more[0] === 'start') {
        const { said, reason } = withReason(` ${more.slice(1).join(' ')}`);
        const dose = doseOf(said.split(' '), plan, line);
        return one('doseStart', reason === undefined ? dose : { ...dose, reason });
      }
      if (more[0] === 'end') return one('doseEnd', { stoppedEarly: false });
      if (more[0] === 'stopped')
        return one('doseEnd', {
          stoppedEarly: true,
          ...(more.length > 1 ? { reason: more.slice(1).join(' ') } : {}),
        });
      break;
    case 'pause':
      return one('dosePause', tail === '' ? {} : { reason: tail });
    case 'resume':
      return one('doseResume', {});
    case 'event': {
      const kind = events.find((name) => name === more[0]);
      const severity = (['mild', 'moderate', 'severe'] as const).find((name) => more.includes(name));
      if (kind !== undefined && severity !== undefined)
        return one('adverseEvent', {
          kind,
          severity,
          serious: more.includes('serious'),
          ...(more.includes('treated') ? { action: 'treated' } : {}),
        });
      break;
    }
    case 'says':
      return one('sensation', { what: tail });
    case 'note':
      return one('note', { text: tail });
    case 'recovery':
      return one('recoveryStart', {});
    case 'checks': {
      const except = /^all yes(?: but (.+))?$/.exec(tail);
      if (except === null) break;
      const out = new Set((except[1] ?? '').split(/,? and |, /).filter((name) => name !== ''));
      return dischargeRules.flatMap(({ check }): readonly ScenarioAct[] =>
        check === undefined || out.has(check)
          ? []
          : [{ ...head, type: 'dischargeCheck', body: { check, ok: 'yes' } }],
      );
    }
    case 'check': {
      const check = dischargeRules.find((rule) => rule.check === (more[0] as DischargeCheck))?.check;
      if (check !== undefined) return one('dischargeCheck', { check, ok: answer(more[1], line) });
      break;
    }
    case 'score': {
      const scale = (['aldrete', 'padss'] as const).find((name) => name === more[0]);
      const answers = more
        .slice(1)
        .flatMap((text) => ([0, 1, 2] as const).filter((value) => String(value) === text));
      if (scale !== undefined && answers.length === 5 && more.length === 6)
        return one('leavingScore', { scale, answers });
      break;
    }
    case 'discharge': {
      const unmet = /unmet ((?:DIS-\d\d ?)+)/.exec(tail)?.[1]?.trim().split(' ') ?? [];
      const reason = /because (.+)$/.exec(tail)?.[1];
      return one('discharge', { unmet, ...(reason === undefined ? {} : { reason }) });
    }
  }
  throw new OutlineProblem(`"${line}" cannot be read. Words: ${sessionWords}.`);
}

const types: ReadonlyMap<string, EntryType> = new Map([
  ['gate', 'gateAnswered'],
  ['weight', 'weightMeasured'],
  ['escort', 'escortNamed'],
  ['vitals', 'vitals'],
  ['dose', 'doseStart'],
  ['dissociation', 'dissociationRated'],
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
  if (found === undefined) throw new OutlineProblem(`"${line}": ${word} cannot be taken back.`);
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
    } else throw new OutlineProblem(`"${line}": ${word} is no vital sign.`);
  }
  return found;
}

/** The plan's dose, or with `mg 350` and the like another one. */
function doseOf(words: readonly string[], plan: PlannedDose, line: string): EntryBodies['doseStart'] {
  const other = (name: string) => {
    const place = words.indexOf(name);
    return place < 0 ? undefined : amount(words[place + 1], line);
  };
  const concentrationMgPerMl = other('concentration') ?? plan.concentrationMgPerMl;
  const volumeMl = other('ml') ?? plan.volumeMl;
  const minutes = other('minutes');
  const durationMinutes = minutes === undefined ? plan.durationMinutes : Number(minutes);
  return {
    drug: plan.drug,
    route: plan.route,
    amountMg: other('mg') ?? plan.amountMg,
    ...(plan.doseMgPerKg === undefined ? {} : { doseMgPerKg: plan.doseMgPerKg }),
    ...(plan.weightKg === undefined ? {} : { weightKg: plan.weightKg }),
    ...(concentrationMgPerMl === undefined ? {} : { concentrationMgPerMl }),
    ...(volumeMl === undefined ? {} : { volumeMl }),
    ...(durationMinutes === undefined ? {} : { durationMinutes }),
    identityChecked: true,
  };
}
