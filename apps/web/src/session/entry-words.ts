import { routeName, vitalSigns, type Entry, type EntryBodies, type Vitals } from '@evenkeel/protocol';
import { routeWords } from '../words/every-route-en.ts';
import { formWords } from '../words/monitoring-form-en.ts';
import { countWords } from '../words/count-en.ts';
import { sessionWords as words } from '../words/session-en.ts';

/** A vital set as a person reads it: "128/84, heart rate 72, SpO2 98 %". */
export function vitalsText(vitals: Vitals): string {
  const { systolic, diastolic } = vitals;
  const pressure =
    systolic === undefined && diastolic === undefined ? [] : [`${systolic ?? '?'}/${diastolic ?? '?'} mmHg`];
  const rest = vitalSigns.flatMap(({ sign, name, unit }) => {
    const value = vitals[sign];
    if (value === undefined || sign === 'systolic' || sign === 'diastolic') return [];
    const tail = unit === '' ? '' : unit === '%' ? ' %' : unit;
    return [`${name} ${value}${tail}`];
  });
  return [...pressure, ...rest].join(', ');
}

const answerText = { yes: words.yes, no: words.no, unknown: words.unknown } as const;

/** What an entry says, one line without its name and time. */
export function entryText(entry: Entry): string {
  switch (entry.type) {
    case 'gateAnswered':
      return join(
        `${words.gateNames[entry.body.gate]}: ${answerText[entry.body.ok].toLowerCase()}`,
        entry.body.note,
      );
    case 'weightMeasured':
      return `${entry.body.kilograms} kg${entry.body.estimated ? ', estimated' : ''}`;
    case 'escortNamed':
      return `${entry.body.name}, ${entry.body.phone}`;
    case 'vitals':
      return vitalsText(entry.body.vitals);
    case 'doseStart':
      return startText(entry.body);
    case 'deviceGiven': {
      const { device, taken, reason } = entry.body;
      return join(taken ? routeWords.devices.taken(device) : routeWords.devices.left(device), reason);
    }
    case 'dosePause':
      return entry.body.reason ?? '';
    case 'doseEnd':
      return join(entry.body.stoppedEarly ? words.end.stopped : words.end.complete, entry.body.reason);
    case 'adverseEvent': {
      const { kind, severity, serious, action, note } = entry.body;
      const head = `${words.adverse.kinds[kind]}, ${words.adverse.severities[severity].toLowerCase()}${serious ? ', serious' : ''}`;
      return join(join(head, action), note);
    }
    case 'dissociationRated':
      return words.dissociation.of(entry.body.score, entry.body.cadss6);
    case 'sensation':
      return entry.body.what;
    case 'note':
      return entry.body.text;
    case 'dischargeCheck':
      return join(
        `${words.checkNames[entry.body.check]}: ${answerText[entry.body.ok].toLowerCase()}`,
        entry.body.note,
      );
    case 'leavingScore': {
      const { scale, answers } = entry.body;
      return words.scores.line(
        scale,
        answers.reduce<number>((sum, one) => sum + one, 0),
        answers,
      );
    }
    case 'monitoringForm': {
      const { sent, effects, concomitant: _, ...rest } = entry.body;
      return formWords.line(Object.keys(rest).length + Object.keys(effects).length, sent);
    }
    case 'drugCount': {
      const { drawnMl, wastedMl, returnedMl, witness, difference } = entry.body;
      return join(countWords.line(drawnMl, wastedMl, returnedMl, witness), difference);
    }
    case 'discharge': {
      const { unmet, reason, leftWith } = entry.body;
      const open = unmet.length === 0 ? '' : words.discharge.withUnmet(unmet.join(', '), reason ?? '');
      return join(
        open,
        leftWith === undefined ? undefined : `${words.discharge.leftWith.toLowerCase()} ${leftWith}`,
      );
    }
    case 'doseResume':
    case 'recoveryStart':
    case 'retraction':
      return '';
  }
}

/** The dose as it was started; what the route does not have is not said. */
function startText(dose: EntryBodies['doseStart']): string {
  const { route, amountMg, durationMinutes, volumeMl, concentrationMgPerMl, doseMgPerKg, weightKg } = dose;
  return [
    `${amountMg} mg ${route === 'iv' ? '' : `${routeName(route)} `}${durationMinutes === undefined ? '' : `over ${durationMinutes} min`}`.trim(),
    volumeMl === undefined ? '' : ` = ${volumeMl} mL of ${concentrationMgPerMl} mg/mL`,
    doseMgPerKg === undefined ? '' : `; ${doseMgPerKg} mg/kg × ${weightKg} kg`,
    dose.devices === undefined ? '' : `; the first of ${dose.devices} devices`,
    dose.lot === undefined ? '' : `; lot ${dose.lot}`,
    dose.reason === undefined ? '' : `; ${words.dose.givenBecause(dose.reason)}`,
  ].join('');
}

/** Name and text in one line, as for a note made of a refused entry. */
export function entryLine(entry: Entry): string {
  const text = entryText(entry);
  return text === '' ? words.entryNames[entry.type] : `${words.entryNames[entry.type]}: ${text}`;
}

function join(head: string, tail: string | undefined): string {
  if (tail === undefined || tail === '') return head;
  return head === '' ? tail : `${head}; ${tail}`;
}
