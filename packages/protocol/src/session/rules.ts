import type { Source } from '../evidence-mark.ts';
import type { RuleClass } from '../finding.ts';
import { inputs, lastReviewed, type RuleRecord } from '../rule.ts';
import type { DischargeCheck, GateQuestion } from './entry.ts';

const local = (citation: string): Source => Object.freeze({ mark: 'localDefault', citation });
const from = (mark: Source['mark'], citation: string): Source => Object.freeze({ mark, citation });

/** A gate before the dose: a question, and what its rule says. */
export interface GateRule extends RuleRecord {
  readonly gate: GateQuestion;
  readonly question: string;
}

function gate(
  id: string,
  name: GateQuestion,
  question: string,
  statement: string,
  source: Source,
  version = 1,
): GateRule {
  return Object.freeze({
    id,
    version,
    gate: name,
    question,
    statement,
    ruleClass: 'hold',
    source,
    appliesTo: {},
    inputs: inputs(`gate answer ${name}`),
    reviewed: lastReviewed,
  });
}

/** The gates of the pre-session check, in the order they are asked. Unknown keeps a gate shut. */
export const gateRules: readonly GateRule[] = Object.freeze([
  gate(
    'GAT-01',
    'identity',
    'Two identifiers agree with the person in the chair',
    'The dose waits until name and birth date were checked.',
    local('Pre-dose checklist: identity twice'),
  ),
  gate(
    'GAT-02',
    'consent',
    'A valid consent is on file and still wanted',
    'The dose waits for a consent no older than 12 months, confirmed today.',
    local('Pre-dose checklist: consent valid, at most 12 months'),
  ),
  gate(
    'GAT-03',
    'escort',
    'Somebody will take the patient home',
    'The dose waits until an escort is named with a phone number.',
    from('label', 'Esketamine label: no driving until the next day after restful sleep'),
  ),
  gate(
    'GAT-04',
    'fasting',
    'No food for 2 hours, no drink for 30 minutes',
    'The dose waits for an empty stomach.',
    from(
      'label',
      'Esketamine label: food 2 hours, liquids 30 minutes; many sites ask 6 hours for solids before IV',
    ),
  ),
  gate(
    'GAT-05',
    'alcoholOrDrugs',
    'No alcohol or drugs in the last 24 hours',
    'The dose waits when alcohol or drugs were taken.',
    local('Pre-dose checklist: no alcohol or drugs for 24 hours'),
  ),
  gate(
    'GAT-06',
    'medicinesToday',
    'Medicines taken today were looked at',
    'The dose waits until today’s medicines were confirmed, sedatives and stimulants above all.',
    local('Pre-dose checklist: benzodiazepine and stimulant timing'),
  ),
  gate(
    'GAT-07',
    'pregnancy',
    'Pregnancy is ruled out or does not apply',
    'The dose waits while pregnancy is possible and not tested.',
    from('label', 'Ketamine and esketamine labels: not recommended in pregnancy'),
  ),
  gate(
    'GAT-08',
    'suicidality',
    'Suicidal thoughts since the last visit were asked about',
    'The dose waits until suicidality was asked and there is a plan for afterwards.',
    local('Pre-dose checklist: suicidality since last visit'),
  ),
  gate(
    'GAT-09',
    'mania',
    'No sign of mania or hypomania',
    'The dose waits when mood is raised.',
    local('Pre-dose checklist: mania check'),
  ),
  gate(
    'GAT-10',
    'kitAndStaff',
    'Emergency kit is checked and trained staff are present; for an infusion one of them is certified in life support (ACLS or BLS)',
    'The dose waits until oxygen, suction, airway and staff are there, for an infusion with a person certified in life support.',
    local('Staff and kit for racemic IV: an ACLS- or BLS-certified person on site'),
    2,
  ),
]);

/** What the log itself tells of leaving. */
export type DischargeMeasure = 'time' | 'bloodPressure' | 'saturation' | 'alertness';

/** How a criterion of leaving is judged: a person answers it, or it is measured. */
type JudgedBy =
  | { readonly check: DischargeCheck; readonly measured?: undefined }
  | { readonly measured: DischargeMeasure; readonly check?: undefined };

/** A criterion looked at before leaving. */
export type DischargeRule = RuleRecord & JudgedBy;

function leave(id: string, statement: string, source: Source, by: JudgedBy, version = 1): DischargeRule {
  return Object.freeze({
    id,
    version,
    statement,
    ruleClass: 'hold',
    source,
    appliesTo: {},
    inputs: inputs(by.check === undefined ? 'session log' : `discharge check ${by.check}`),
    reviewed: lastReviewed,
    ...by,
  });
}

const aldrete = local('Modified Aldrete and home-readiness criteria');

/** Discharge criteria. The decision is a licensed person's; these only say which are met, not met and unknown. */
export const dischargeRules: readonly DischargeRule[] = Object.freeze([
  leave(
    'DIS-01',
    'At least the policy’s time has passed since the dose started.',
    local('Racemic IV: commonly two hours from start'),
    { measured: 'time' },
  ),
  leave(
    'DIS-02',
    'Blood pressure after the dose is within the policy’s share of baseline.',
    local('Within 20 % of baseline and falling'),
    { measured: 'bloodPressure' },
  ),
  leave(
    'DIS-03',
    'Oxygen saturation on air is back at baseline, measured in recovery.',
    local('SpO2 at baseline on air'),
    { measured: 'saturation' },
  ),
  leave('DIS-04', 'Fully alert: MOAA/S 5, measured in recovery.', local('MOAA/S 5'), {
    measured: 'alertness',
  }),
  leave('DIS-05', 'Oriented to person, place and time.', aldrete, { check: 'oriented' }),
  leave('DIS-06', 'Walks steadily.', aldrete, { check: 'steadyGait' }),
  leave(
    'DIS-07',
    'Dissociation is gone or back to baseline; the patient’s newest rating since the dose, where there is one, is at most the policy’s limit or the rating before the dose.',
    local('Dissociation at most 1 of 10 or back to baseline'),
    { check: 'dissociationGone' },
    2,
  ),
  leave('DIS-08', 'No severe nausea or vomiting.', aldrete, { check: 'noSevereNausea' }),
  leave('DIS-09', 'Risk of suicide is not high.', local('C-SSRS not high'), { check: 'suicidalityNotHigh' }),
  leave('DIS-10', 'The escort is here.', from('label', 'Esketamine label: arrange to be taken home'), {
    check: 'escortPresent',
  }),
  leave(
    'DIS-11',
    'Going-home advice was given: no driving, machines or important decisions until after sleep.',
    from('label', 'Esketamine label: until the next day after restful sleep'),
    { check: 'adviceGiven' },
  ),
]);

function watch(id: string, statement: string, ruleClass: RuleClass, source: Source, version = 1): RuleRecord {
  return Object.freeze({
    id,
    version,
    statement,
    ruleClass,
    source,
    appliesTo: {},
    inputs: inputs('session log'),
    reviewed: lastReviewed,
  });
}

/** Rules of watching during and after the dose. */
export const monitoringRules = Object.freeze({
  pressureBeforeDose: watch(
    'MON-01',
    'No start at or above the policy’s hold pressure; above the policy’s limit to consider (140/90) none without a repeat after rest, and while it stays above none without a reason.',
    'hold',
    from('label', 'Labels: above 140/90 consider delaying; the minutes of rest are a local default'),
    2,
  ),
  heartRateBeforeDose: watch(
    'MON-02',
    'No start with a heart rate outside the policy’s limits.',
    'hold',
    local('50 to 110 per minute'),
  ),
  oxygenBeforeDose: watch(
    'MON-03',
    'No start with an oxygen saturation on air below the policy’s limit.',
    'hold',
    local('94 % on air'),
  ),
  alertBeforeDose: watch(
    'MON-04',
    'No start unless fully alert (MOAA/S 5).',
    'hold',
    local('MOAA/S below 5 holds'),
  ),
  actValue: watch(
    'MON-05',
    'A value at the act limit, or so low that it would mean an emergency if it were true, asks for a person now and says what the session table says.',
    'caution',
    local('Act column of the session table'),
    2,
  ),
  watchValue: watch(
    'MON-06',
    'A value at the watch limit is looked at again soon.',
    'inform',
    local('Every five minutes'),
  ),
  observationDue: watch(
    'MON-07',
    'Readings are due at the policy’s intervals from the start of the dose until discharge.',
    'inform',
    from('observational', 'Emory and Yale infusion series'),
  ),
  staleValue: watch(
    'MON-08',
    'A reading older than its interval is stale, and stale is never in range.',
    'inform',
    local('Unknown is a value'),
  ),
  weightForDose: watch(
    'MON-09',
    'No start without a measured weight within the policy’s age.',
    'hold',
    local('A stale or estimated weight never doses'),
  ),
  baselineBeforeDose: watch(
    'MON-10',
    'No start without blood pressure, heart rate, saturation, breathing and alertness taken within the policy’s minutes.',
    'hold',
    local('Pre-dose checklist: BP, HR, SpO2, RR; sedation hold'),
    2,
  ),
  breathingBeforeDose: watch(
    'MON-18',
    'No start with fewer breaths a minute than the policy’s limit.',
    'hold',
    local('Breathing below 10 per minute holds'),
  ),
});

/** Rules of the log itself. */
export const logRules = Object.freeze({
  oneStart: watch(
    'DOS-01',
    'A session has one dose start and one dose end.',
    'hardStop',
    local('Second dose too soon'),
  ),
  afterDischarge: watch(
    'DOS-02',
    'A discharge comes after the dose ended.',
    'hardStop',
    local('Order of a session'),
  ),
  doseAsPlanned: watch(
    'DOS-03',
    'The dose started is the dose of the signed plan.',
    'hardStop',
    local('The plan is the order'),
  ),
});

/** Every rule of the session, for the library and for the check that each has a test. */
export const sessionRules: readonly RuleRecord[] = Object.freeze([
  ...gateRules,
  ...Object.values(monitoringRules),
  ...dischargeRules,
  ...Object.values(logRules),
]);
