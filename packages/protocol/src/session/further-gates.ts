import type { Drug, Route } from '@evenkeel/pharmacology';
import type { EvidenceMark, Jurisdiction } from '../evidence-mark.ts';
import type { Answer } from '../patient-facts.ts';
import { applies, inputs, lastReviewed, type AppliesTo, type RuleRecord } from '../rule.ts';
import { gateRules } from './rules.ts';

/** A gate before the dose: a question whose answer "yes" opens it. Unknown keeps it shut. */
export interface SessionGate extends RuleRecord {
  readonly question: string;
}

function gate(
  id: string,
  question: string,
  statement: string,
  mark: EvidenceMark,
  citation: string,
  appliesTo: AppliesTo = {},
): SessionGate {
  return Object.freeze({
    id,
    version: 1,
    question,
    statement,
    ruleClass: 'hold',
    source: Object.freeze({ mark, citation }),
    appliesTo: Object.freeze(appliesTo),
    inputs: inputs(`gate answer ${id}`),
    reviewed: lastReviewed,
  });
}

/** Gates beyond the ten that every session asks, by drug, route and jurisdiction. */
export const furtherGates: readonly SessionGate[] = Object.freeze([
  gate(
    'GAT-11',
    'No nasal decongestant or steroid spray in the last hour',
    'Esketamine waits an hour after a nasal decongestant or steroid.',
    'label',
    'Esketamine label: at least one hour before',
    { routes: ['nasal-device'] },
  ),
  gate(
    'GAT-12',
    'The patient is enrolled in REMS',
    'Esketamine waits for the enrolment of the patient.',
    'label',
    'US REMS for esketamine',
    { drugs: ['esketamine'], jurisdictions: ['US'] },
  ),
  gate(
    'GAT-13',
    'No new illness and no new medicine since the last visit, or they were weighed',
    'The dose waits until what is new was weighed.',
    'localDefault',
    'Pre-dose checklist',
  ),
  gate(
    'GAT-14',
    'Events of the last session were looked at',
    'A later dose waits until the last session was looked at.',
    'localDefault',
    'Pre-dose checklist',
    { phases: ['laterDose', 'continuing'] },
  ),
  gate(
    'GAT-15',
    'No solid food for six hours and no clear drink for two, where the site asks it before an infusion',
    'An infusion waits for the site’s fasting times.',
    'localDefault',
    'Many sites: 6 to 8 hours solids, 2 hours clear drinks before an infusion',
    { routes: ['iv'] },
  ),
  gate(
    'GAT-16',
    'Device used right: not primed, patient reclined, nose blown',
    'The nasal device is not primed; 28 mg is one spray in each nostril; five minutes between devices.',
    'label',
    'Esketamine label, use of the device',
    { routes: ['nasal-device'] },
  ),
]);

/** The gates of one session, in the order they are asked. */
export function gatesFor(
  drug: Drug,
  route: Route,
  jurisdiction: Jurisdiction,
  phase: 'firstDose' | 'laterDose' | 'continuing',
): readonly SessionGate[] {
  return [...gateRules, ...furtherGates].filter((one) =>
    applies(one, { drug, route, phase }, jurisdiction, undefined),
  );
}

/** Gates that are not open, with why. A gate without an answer is shut. */
export function shutGates(
  gates: readonly SessionGate[],
  answers: ReadonlyMap<string, Answer>,
): readonly { readonly id: string; readonly question: string; readonly answer: Answer }[] {
  return gates
    .map(({ id, question }) => ({ id, question, answer: answers.get(id) ?? 'unknown' }))
    .filter(({ answer }) => answer !== 'yes');
}
