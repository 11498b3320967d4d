import { dischargeRules, gateRules, vitalSigns, type Entry, type Vitals } from '@evenkeel/protocol';

const eventNames: { readonly [kind: string]: string } = {
  dissociationDistress: 'distress with dissociation',
  chestPain: 'chest pain',
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

/** What an entry says, in one sentence for print. */
export function entrySentence(entry: Entry): string {
  switch (entry.type) {
    case 'gateAnswered': {
      const question = gateRules.find((rule) => rule.gate === entry.body.gate)?.question ?? entry.body.gate;
      return `Check: ${question}: ${entry.body.ok}${noted(entry.body.note)}`;
    }
    case 'weightMeasured':
      return `Weight ${entry.body.kilograms} kg${entry.body.estimated ? ' (estimated)' : ''}`;
    case 'escortNamed':
      return `Escort: ${entry.body.name}, ${entry.body.phone}`;
    case 'vitals':
      return `Vitals: ${vitalsSentence(entry.body.vitals)}${entry.body.confirmedImplausible === true ? ' (confirmed by the person who typed it)' : ''}`;
    case 'doseStart': {
      const { amountMg, doseMgPerKg, weightKg, volumeMl, concentrationMgPerMl, durationMinutes, lot } =
        entry.body;
      return `Dose started: ketamine IV ${amountMg} mg (${doseMgPerKg} mg/kg × ${weightKg} kg), ${volumeMl} mL of ${concentrationMgPerMl} mg/mL over ${durationMinutes} min${lot === undefined ? '' : `, lot ${lot}`}`;
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
    case 'discharge': {
      const { unmet, reason, leftWith } = entry.body;
      const open = unmet.length === 0 ? '' : ` with criteria not met or unknown (${unmet.join(', ')})`;
      return `Discharge decided${open}${noted(reason)}${leftWith === undefined ? '' : `; left with ${leftWith}`}`;
    }
    case 'retraction':
      return 'Taken back: entered in error';
  }
}

function noted(note: string | undefined): string {
  return note === undefined || note === '' ? '' : ` - ${note}`;
}
