import type { EvidenceMark } from '../evidence-mark.ts';
import type { RuleClass } from '../finding.ts';
import { inputs, lastReviewed, type AppliesTo, type RuleRecord } from '../rule.ts';

function rule(
  id: string,
  statement: string,
  ruleClass: RuleClass,
  mark: EvidenceMark,
  citation: string,
  appliesTo: AppliesTo = {},
  version = 1,
): RuleRecord {
  return Object.freeze({
    id,
    version,
    statement,
    ruleClass,
    source: Object.freeze({ mark, citation }),
    appliesTo: Object.freeze(appliesTo),
    inputs: inputs('session log'),
    reviewed: lastReviewed,
  });
}

const clinic =
  'One academic clinic; a 2022 review argues that rises without symptoms need watching more than drugs';

/** Rules of watching that look at more than one value: repeats, symptoms beside readings, grids and lateness. */
export const careWatchRules = Object.freeze({
  crisisOnce: rule(
    'MON-11',
    'A pressure at the crisis limit asks for a person at once, by one reading.',
    'caution',
    'consensus',
    clinic,
  ),
  actTwice: rule(
    'MON-12',
    'A pressure at the act limit twice, five minutes apart, asks for stop, call and treatment by order.',
    'caution',
    'consensus',
    clinic,
  ),
  repeatPressure: rule(
    'MON-13',
    'A pressure at the act limit once is repeated within five minutes.',
    'inform',
    'consensus',
    clinic,
  ),
  fastHeart: rule(
    'MON-14',
    'A heart rate above the watch limit for five minutes asks for a person.',
    'caution',
    'consensus',
    clinic,
  ),
  grid: rule(
    'MON-15',
    'Observations are due at the minutes of the drug and route, from the start until leaving; sedation and dissociation both, by MOAA/S and by a rating.',
    'inform',
    'observational',
    'Infusions: Emory and Yale series, sedation and dissociation at 20, 40, 60, 80 and 120 minutes. Esketamine: label, before, about 40 minutes, before leaving. Other grids are local defaults',
    {},
    2,
  ),
  escalate: rule(
    'MON-16',
    'An observation five minutes late asks that a second person is told.',
    'caution',
    'localDefault',
    'Warn at two, escalate at five minutes',
  ),
  observers: rule(
    'MON-17',
    'One trained observer looks after at most the policy’s number of patients, never out of sight.',
    'hold',
    'localDefault',
    'One observer for two to four patients',
  ),
  dissociation: rule(
    'MON-19',
    'Dissociation rated at the policy’s watch limit or above is watched, by the patient’s 0 to 10 or the CADSS-6: calm, dim, stay.',
    'inform',
    'localDefault',
    'Dissociation row of the session table',
    {},
    2,
  ),
  pressureWithSymptom: rule(
    'SYM-01',
    'Chest pain, an irregular heart rhythm, severe headache, change of vision, breathlessness or a focal sign with any pressure: stop, call, treat.',
    'caution',
    'consensus',
    clinic,
    {},
    2,
  ),
  sedationWithBreathing: rule(
    'SYM-02',
    'Sedation with a low saturation or slow breathing: stop, stimulate, airway, oxygen, call.',
    'caution',
    'localDefault',
    'MOAA/S and saturation thresholds of the session table',
  ),
  distress: rule(
    'SYM-03',
    'Distress or agitation: slow or stop, calm, dim, stay; a medicine only by order.',
    'caution',
    'localDefault',
    'Dissociation row of the session table',
  ),
  airway: rule(
    'SYM-04',
    'Vomiting while sedated: turn to the side, suction at hand, stay.',
    'caution',
    'localDefault',
    'Ours: vomiting and sedation together put the airway at risk',
  ),
  allergy: rule(
    'SYM-05',
    'Signs of an allergic reaction: stop and call.',
    'caution',
    'localDefault',
    'Emergency kit of the session table',
  ),
  askedToStop: rule(
    'SYM-06',
    'A patient who asks to stop is heard: a person comes at once.',
    'caution',
    'localDefault',
    'A patient’s "stop" always pages staff',
  ),
  nausea: rule(
    'SYM-07',
    'Nausea of five or more of ten: offer what was ordered.',
    'inform',
    'localDefault',
    'Nausea row of the session table',
  ),
});
