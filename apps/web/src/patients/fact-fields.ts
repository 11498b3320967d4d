import type { FactKind } from '@evenkeel/contract';
import { contactParts } from '../charts/contact-parts.ts';
import { careWords } from '../words/care-en.ts';
import { recordWords } from '../words/patient-record-en.ts';

const w = recordWords;

/** How one field of a fact is typed. */
export interface FieldSpec {
  readonly name: string;
  readonly label: string;
  readonly input:
    | 'text'
    | 'date'
    | 'number'
    | 'decimal'
    | 'choice'
    | 'answer'
    | 'check'
    | 'now'
    | 'measure'
    | 'on'
    | 'moment';
  readonly options?: readonly (readonly [string, string])[];
  readonly optional?: boolean;
  readonly initial?: string;
}

const f = w.record.fields;
const c = careWords;
const text = (name: string, label: string, optional = false): FieldSpec => ({
  name,
  label,
  input: 'text',
  optional,
});
const pairs = (record: Readonly<Record<string, string>>) => Object.entries(record);
const choice = (
  name: string,
  label: string,
  record: Readonly<Record<string, string>>,
  initial: string,
): FieldSpec => ({ name, label, input: 'choice', options: pairs(record), initial });
const status = choice('status', f.status, w.statuses, 'active');
const now: FieldSpec = { name: 'measuredAt', label: f.measuredNow, input: 'now' };

/** Kinds that are typed through one form. Screening answers and confirmations have their own. */
export type TypedKind = Exclude<FactKind, 'screening' | 'listConfirmed'>;

/** The fields of each kind, in the order they are asked. */
export const factFields: { readonly [K in TypedKind]: readonly FieldSpec[] } = Object.freeze({
  diagnosis: [
    choice('kind', f.kind, w.diagnoses, 'majorDepressiveDisorder'),
    choice('episode', f.episode, w.episodes, 'depressive'),
    choice('severity', f.severity, w.severities, 'unknown'),
    { name: 'episodeStart', label: f.episodeStart, input: 'date', optional: true },
    { name: 'psychoticFeatures', label: f.psychoticFeatures, input: 'answer', initial: 'unknown' },
  ],
  trial: [
    text('treatment', f.treatment),
    { name: 'currentEpisode', label: f.currentEpisode, input: 'answer', initial: 'unknown' },
    { name: 'maxDoseMg', label: f.maxDoseMg, input: 'decimal', optional: true },
    { name: 'weeks', label: f.weeks, input: 'number', optional: true },
    { name: 'adequateDose', label: f.adequateDose, input: 'answer', initial: 'unknown' },
    { name: 'adherence', label: f.adherence, input: 'answer', initial: 'unknown' },
    choice('outcome', f.outcome, w.outcomes, 'unknown'),
    { name: 'responsePercent', label: f.responsePercent, input: 'number', optional: true },
    text('whyStopped', f.whyStopped, true),
  ],
  medicine: [
    text('name', f.name),
    text('dose', f.dose, true),
    { name: 'dailyMg', label: c.dailyMg, input: 'decimal', optional: true },
    status,
    text('since', f.since, true),
    { name: 'lastTakenAt', label: c.lastTakenAt, input: 'moment', optional: true },
    { name: 'stableWeeks', label: c.stableWeeks, input: 'number', optional: true },
  ],
  allergy: [
    text('substance', f.substance),
    text('reaction', f.reaction, true),
    choice('severity', f.severity, w.severities, 'unknown'),
  ],
  condition: [text('label', f.label), status, text('onset', f.onset, true)],
  weight: [
    { name: 'kilograms', label: f.kilograms, input: 'decimal' },
    { name: 'estimated', label: f.estimated, input: 'check' },
    now,
  ],
  height: [{ name: 'centimetres', label: f.centimetres, input: 'decimal' }, now],
  bloodPressure: [
    { name: 'systolic', label: f.systolic, input: 'number' },
    { name: 'diastolic', label: f.diastolic, input: 'number' },
    now,
  ],
  laboratory: [
    text('label', f.label),
    text('value', f.value),
    text('unit', f.unit),
    { name: 'measuredOn', label: f.measuredOn, input: 'date' },
  ],
  therapyContact: [
    choice('therapy', f.therapy, w.record.therapies, 'cbt'),
    { name: 'heldOn', label: f.heldOn, input: 'date' },
    { name: 'minutes', label: f.minutes, input: 'number', optional: true },
    { name: 'homeworkDone', label: f.homeworkDone, input: 'number', optional: true },
    { name: 'homeworkSet', label: f.homeworkSet, input: 'number', optional: true },
    { name: 'socialRhythm', label: f.socialRhythm, input: 'number', optional: true },
    text('note', f.note, true),
  ],
  consent: [
    text('form', f.form),
    text('formVersion', f.formVersion),
    { name: 'signedOn', label: f.signedOn, input: 'date' },
    choice('drug', c.consentDrug, c.drugs, 'ketamine'),
    { name: 'withdrawnOn', label: c.withdrawnOn, input: 'date', optional: true },
  ],
  testResult: [
    choice(
      'test',
      c.test,
      Object.fromEntries(
        Object.entries(c.tests).map(([test, { title, unit }]) => [
          test,
          unit === undefined ? title : `${title} (${unit})`,
        ]),
      ),
      'ecg',
    ),
    { name: 'value', label: c.resultValue, input: 'measure', optional: true },
    { name: 'clear', label: c.clear, input: 'answer', initial: 'unknown' },
    text('note', f.note, true),
    { name: 'takenAt', label: c.takenOn, input: 'on' },
  ],
  enrolment: [
    choice('programme', c.programme, c.programmes, 'REMS'),
    choice('who', c.enrolledWho, c.enrolledWhos, 'patient'),
    { name: 'enrolledOn', label: c.enrolledOn, input: 'date' },
  ],
  escort: [
    text('name', c.escortName),
    text('phone', c.escortPhone),
    { name: 'day', label: c.escortDay, input: 'date' },
  ],
});

const join = (...parts: readonly string[]) => parts.filter((part) => part !== '').join(', ');

/** A fact's body in one readable line. */
export function factLine(
  kind: FactKind,
  body: Readonly<Record<string, unknown>>,
  dateOf: (text: string) => string,
): string {
  const s = (name: string) =>
    typeof body[name] === 'string' || typeof body[name] === 'number' ? String(body[name]) : '';
  switch (kind) {
    case 'diagnosis':
      return join(
        w.diagnoses[s('kind') as keyof typeof w.diagnoses],
        w.episodes[s('episode') as keyof typeof w.episodes],
        w.severities[s('severity') as keyof typeof w.severities],
      );
    case 'trial':
      return join(
        s('treatment'),
        s('maxDoseMg') === '' ? '' : w.record.trial.upTo(s('maxDoseMg')),
        s('weeks') === '' ? '' : `${s('weeks')} weeks`,
        w.outcomes[s('outcome') as keyof typeof w.outcomes],
        s('responsePercent') === '' ? '' : w.record.trial.better(s('responsePercent')),
        s('whyStopped') === '' ? '' : w.record.trial.stopped(s('whyStopped')),
      );
    case 'medicine':
      return join(
        s('name'),
        s('dose'),
        s('dailyMg') === '' ? '' : c.medicines.daily(s('dailyMg')),
        w.statuses[s('status') as keyof typeof w.statuses],
      );
    case 'allergy':
      return join(s('substance'), s('reaction'), w.severities[s('severity') as keyof typeof w.severities]);
    case 'condition':
      return join(
        s('label'),
        w.statuses[s('status') as keyof typeof w.statuses],
        s('onset') === '' ? '' : dateOf(s('onset')),
      );
    case 'weight':
      return join(
        `${s('kilograms')} kg`,
        dateOf(s('measuredAt')),
        body['estimated'] === true ? w.banner.estimated : '',
      );
    case 'height':
      return join(`${s('centimetres')} cm`, dateOf(s('measuredAt')));
    case 'bloodPressure':
      return join(`${s('systolic')}/${s('diastolic')} mmHg`, dateOf(s('measuredAt')));
    case 'laboratory':
      return join(s('label'), `${s('value')} ${s('unit')}`, dateOf(s('measuredOn')));
    case 'therapyContact':
      return join(
        w.record.therapies[s('therapy') as keyof typeof w.record.therapies],
        dateOf(s('heldOn')),
        ...contactParts(body),
        s('note'),
      );
    case 'consent':
      return join(
        c.drugs[(s('drug') === '' ? 'ketamine' : s('drug')) as keyof typeof c.drugs],
        s('form'),
        s('formVersion'),
        dateOf(s('signedOn')),
        s('withdrawnOn') === '' ? '' : `${c.withdrawnOn} ${dateOf(s('withdrawnOn'))}`,
      );
    case 'testResult': {
      const { title, unit = '' } = c.tests[s('test') as keyof typeof c.tests];
      return join(
        title,
        s('value') === '' ? '' : `${s('value')} ${unit}`.trim(),
        c.found[s('clear') as keyof typeof c.found],
        dateOf(s('takenAt')),
        s('note'),
      );
    }
    case 'enrolment':
      return join(
        s('programme'),
        c.enrolledWhos[s('who') as keyof typeof c.enrolledWhos],
        dateOf(s('enrolledOn')),
      );
    case 'escort':
      return join(s('name'), s('phone'), dateOf(s('day')));
    default:
      return '';
  }
}
