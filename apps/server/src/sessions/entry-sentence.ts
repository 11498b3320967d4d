import { instrumentById } from '@evenkeel/instruments';
import { clockTime } from '@evenkeel/quantities';
import {
  dischargeRules,
  mgOfDevice,
  routeName,
  everyGate,
  formEffects,
  formMedicines,
  vitalSigns,
  type Entry,
  type EntryBodies,
  type FormAnswers,
  type FormEffect,
  type FormEffectName,
  type Vitals,
} from '@evenkeel/protocol';

const eventNames: { readonly [kind: string]: string } = {
  dissociationDistress: 'distress with dissociation',
  chestPain: 'chest pain',
  arrhythmia: 'irregular heart rhythm',
  overSedation: 'over-sedation',
  allergicReaction: 'allergic reaction',
};

/** One set of vitals on a line: "138/84 mmHg, heart rate 78 /min, SpO2 97 %". */
export function vitalsSentence(vitals: Vitals): string {
  const { systolic, diastolic } = vitals;
  const pressure =
    systolic === undefined && diastolic === undefined ? [] : [`${systolic ?? '?'}/${diastolic ?? '?'} mmHg`];
  const others = vitalSigns
    .filter(({ sign }) => sign !== 'systolic' && sign !== 'diastolic' && vitals[sign] !== undefined)
    .map(({ sign, name, unit }) => `${name} ${vitals[sign]}${unit === '' ? '' : ` ${unit}`}`);
  return [...pressure, ...others].join(', ');
}

/** "ketamine IV 35 mg (0.5 mg/kg × 70 kg), 3.5 mL of 10 mg/mL over 40 min"; what a route does not have is not said. */
function startSentence(dose: EntryBodies['doseStart']): string {
  const { drug, route, amountMg, doseMgPerKg, weightKg, volumeMl, concentrationMgPerMl, lot, reason } = dose;
  return [
    `${drug} ${routeName(route)} ${amountMg} mg`,
    doseMgPerKg === undefined ? '' : ` (${doseMgPerKg} mg/kg × ${weightKg} kg)`,
    volumeMl === undefined ? '' : `, ${volumeMl} mL of ${concentrationMgPerMl} mg/mL`,
    dose.durationMinutes === undefined ? '' : ` over ${dose.durationMinutes} min`,
    dose.devices === undefined ? '' : `, the first of ${dose.devices} devices of ${mgOfDevice} mg`,
    lot === undefined ? '' : `, lot ${lot}`,
    reason === undefined || reason === '' ? '' : `; pressure above the limit to consider: ${reason}`,
  ].join('');
}

/** What an entry says, in one sentence for print, times in the clinic's zone. */
export function entrySentence(entry: Entry, zone: string): string {
  switch (entry.type) {
    case 'gateAnswered': {
      const question = everyGate.find((rule) => rule.gate === entry.body.gate)?.question ?? entry.body.gate;
      return `Check: ${question}: ${entry.body.ok}${noted(entry.body.note)}`;
    }
    case 'weightMeasured':
      return `Weight ${entry.body.kilograms} kg${entry.body.estimated ? ' (estimated)' : ''}`;
    case 'escortNamed':
      return `Escort: ${entry.body.name}, ${entry.body.phone}`;
    case 'vitals':
      return `Vitals: ${vitalsSentence(entry.body.vitals)}${entry.body.confirmedImplausible === true ? ' (confirmed by the person who typed it)' : ''}`;
    case 'doseStart':
      return `Dose started: ${startSentence(entry.body)}`;
    case 'deviceGiven': {
      const { device, taken, reason } = entry.body;
      return `Device ${device} ${taken ? 'used' : 'not taken'}${noted(reason)}`;
    }
    case 'dosePause':
      return `Dose paused${noted(entry.body.reason)}`;
    case 'doseResume':
      return 'Dose resumed';
    case 'doseEnd':
      return `${entry.body.stoppedEarly ? 'Dose stopped early' : 'Dose ended'}${noted(entry.body.reason)}`;
    case 'adverseEvent': {
      const { kind, severity, serious, action, note } = entry.body;
      const did = action === undefined || action === '' ? '' : `; action: ${action}`;
      return `Adverse event: ${eventNames[kind] ?? kind}, ${severity}${serious ? ', serious' : ''}${did}${noted(note)}`;
    }
    case 'dissociationRated':
      return `Dissociation: ${entry.body.score} of 10${entry.body.cadss6 === undefined ? '' : `; CADSS-6 ${entry.body.cadss6} of 24`}`;
    case 'sensation':
      return `Patient reports: ${entry.body.what}${entry.body.intensity === undefined ? '' : ` (${entry.body.intensity} of 3)`}`;
    case 'note':
      return entry.body.text;
    case 'recoveryStart':
      return 'Recovery started';
    case 'dischargeCheck': {
      const rule = dischargeRules.find((one) => one.check === entry.body.check);
      return `Discharge check: ${(rule?.statement ?? entry.body.check).replace(/\.$/, '')}: ${entry.body.ok}${noted(entry.body.note)}`;
    }
    case 'leavingScore': {
      const { scale, answers } = entry.body;
      const total = answers.reduce<number>((sum, one) => sum + one, 0);
      return `Recovery score: ${instrumentById(scale)?.shortTitle ?? scale} ${total} of 10 (${answers.join(', ')})`;
    }
    case 'monitoringForm':
      return formSentence(entry.body, zone);
    case 'drugCount':
      return countSentence(entry.body);
    case 'discharge': {
      const { unmet, reason, leftWith } = entry.body;
      const open = unmet.length === 0 ? '' : ` with criteria not met or unknown (${unmet.join(', ')})`;
      return `Discharge decided${open}${noted(reason)}${leftWith === undefined ? '' : `; left with ${leftWith}`}`;
    }
    case 'retraction':
      return 'Taken back: entered in error';
  }
}

/** What became of the drug that was drawn up. */
function countSentence({
  drawnMl,
  wastedMl,
  returnedMl,
  witness,
  difference,
}: EntryBodies['drugCount']): string {
  return [
    `Drug count: drawn up ${drawnMl} mL, wasted ${wastedMl} mL`,
    ...(returnedMl === undefined ? [] : [`, returned ${returnedMl} mL`]),
    ...(witness === undefined ? [] : [`; witness ${witness}`]),
    ...(difference === undefined ? [] : [`; difference: ${difference}`]),
  ].join('');
}

/** What was answered for the US monitoring form; what was not answered is not said. */
function formSentence(answers: FormAnswers, zone: string): string {
  const { firstTreatment, vitalsBefore, vitalsLeaving, effects, readyAt, sent } = answers;
  const said = (what: string, answer: string | undefined) =>
    answer === undefined || answer === 'unknown' ? [] : [`${what} ${answer}`];
  const effectSaid = (name: string, effect: FormEffect | undefined) =>
    said(name, effect?.occurred).map((text) =>
      [
        text,
        ...(effect?.onset === undefined ? [] : [`from ${clockTime(zone, effect.onset)}`]),
        ...(effect?.resolution === undefined ? [] : [`to ${clockTime(zone, effect.resolution)}`]),
        ...(effect?.serious === true ? ['serious'] : []),
      ].join(' '),
    );
  const parts = [
    ...said('first treatment', firstTreatment),
    ...said('vital signs acceptable before the dose', vitalsBefore),
    ...said('vital signs acceptable before leaving', vitalsLeaving),
    ...(readyAt === undefined ? [] : [`ready without the two-hour rule at ${clockTime(zone, readyAt)}`]),
    ...(Object.entries(formEffects) as [FormEffectName, string][]).flatMap(([effect, name]) =>
      effectSaid(name.toLowerCase(), effects[effect]),
    ),
    ...Object.entries(answers.concomitant).flatMap(([group, answer]) =>
      said(
        `takes ${formMedicines.find((one) => one.group === group)?.title.toLowerCase() ?? group}:`,
        answer,
      ),
    ),
  ];
  return `Monitoring form${sent ? ', sent to the programme' : ''}: ${parts.join(', ') || 'nothing answered'}`;
}

function noted(note: string | undefined): string {
  return note === undefined || note === '' ? '' : ` - ${note}`;
}
