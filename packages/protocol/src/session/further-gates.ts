import type { EvidenceMark } from '../evidence-mark.ts';
import { inputs, lastReviewed, type AppliesTo } from '../rule.ts';
import type { GateQuestion } from './entry.ts';
import type { GateRule } from './rules.ts';

function gate(
  id: string,
  name: GateQuestion,
  question: string,
  statement: string,
  mark: EvidenceMark,
  citation: string,
  appliesTo: AppliesTo = {},
  version = 1,
): GateRule {
  return Object.freeze({
    id,
    version,
    gate: name,
    question,
    statement,
    ruleClass: 'hold',
    source: Object.freeze({ mark, citation }),
    appliesTo: Object.freeze(appliesTo),
    inputs: inputs(`gate answer ${name}`),
    reviewed: lastReviewed,
  });
}

/** Gates beyond the first ten, some by drug, route and jurisdiction. */
export const furtherGates: readonly GateRule[] = Object.freeze([
  gate(
    'GAT-11',
    'nasalSprays',
    'No nasal decongestant or steroid spray in the last hour',
    'Esketamine waits an hour after a nasal decongestant or steroid.',
    'label',
    'Esketamine label: at least one hour before',
    { routes: ['nasal-device'] },
  ),
  gate(
    'GAT-12',
    'programmeEnrolment',
    'The patient is enrolled in REMS',
    'Esketamine waits for the enrolment of the patient.',
    'label',
    'US REMS for esketamine',
    { drugs: ['esketamine'], jurisdictions: ['US'] },
  ),
  gate(
    'GAT-13',
    'newSinceLastVisit',
    'No new illness, medicine or bladder symptom since the last visit, or they were weighed',
    'The dose waits until what is new was weighed.',
    'localDefault',
    'Pre-dose checklist; the bladder is asked about every session',
    {},
    2,
  ),
  gate(
    'GAT-14',
    'lastSession',
    'Events of the last session were looked at, or this is the first session',
    'A later dose waits until the last session was looked at.',
    'localDefault',
    'Pre-dose checklist',
  ),
  gate(
    'GAT-15',
    'siteFasting',
    'The fasting times of this site before an infusion were kept: many ask six hours for solid food, two for clear drinks',
    'An infusion waits for the site’s fasting times.',
    'localDefault',
    'Many sites: 6 to 8 hours solids, 2 hours clear drinks before an infusion',
    { routes: ['iv'] },
  ),
  gate(
    'GAT-16',
    'deviceUse',
    'Device used right: not primed, patient reclined, nose blown',
    'The nasal device is not primed; 28 mg is one spray in each nostril; five minutes between devices.',
    'label',
    'Esketamine label, use of the device',
    { routes: ['nasal-device'] },
  ),
  gate(
    'GAT-17',
    'anaesthesiologist',
    'An anaesthesiologist is on site, or the college of this province does not ask for one',
    'In Canada ketamine by vein, muscle or skin waits until the presence of an anaesthesiologist was answered.',
    'consensus',
    'College of Physicians and Surgeons of British Columbia, draft standard for parenteral ketamine: anaesthesiologist on site',
    { routes: ['iv', 'im', 'sc'], jurisdictions: ['CA'] },
  ),
]);
