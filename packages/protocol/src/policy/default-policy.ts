import { furtherThresholds } from './further-thresholds.ts';
import type { Policy, Threshold, ThresholdName } from './policy.ts';
import { local, source, threshold } from './threshold.ts';

const label140 = source('label', 'Ketamine and esketamine labels: above 140/90 mmHg consider delaying');
const clinicPractice = source(
  'consensus',
  'One academic clinic: stop and treat at 180/110 twice or 200/120 once; a 2022 review argues against treating numbers alone',
);
const schedule = source(
  'observational',
  'Infusion series at Emory (684) and Yale (2,342): readings every 10 minutes, peak at 40 minutes',
);

/** What a clinic starts with. Every value is a policy default to be signed off by the clinic's medical lead. */
export const defaultPolicy: Policy = Object.freeze({
  version: 1,
  thresholds: Object.freeze({
    weightAgeDays: threshold(30, 'days', 60, 'lower', local('Weight no older than 30 days for dosing')),
    weightChangePercent: threshold(
      10,
      '%',
      20,
      'lower',
      source('consensus', 'Pennsylvania site: unit errors were caught by a change above 10 %'),
    ),
    pressureAgeDays: threshold(
      30,
      'days',
      90,
      'lower',
      local('Resting blood pressure for eligibility within 30 days'),
    ),
    screeningAgeDays: threshold(
      30,
      'days',
      60,
      'lower',
      local('An answer about a state that passes (mania, psychosis, heart, use, capacity) counts 30 days'),
    ),
    pregnancyAnswerAgeDays: threshold(
      7,
      'days',
      30,
      'lower',
      local('Pregnancy asked or tested the same day or within 7 days'),
    ),
    baselineAgeMinutes: threshold(
      60,
      'min',
      90,
      'lower',
      local('Baseline readings within the hour before the dose'),
    ),
    preDoseSystolicHold: threshold(160, 'mmHg', 170, 'lower', local('No start at or above 160/100')),
    preDoseDiastolicHold: threshold(100, 'mmHg', 110, 'lower', local('No start at or above 160/100')),
    systolicConsider: threshold(140, 'mmHg', 150, 'lower', label140),
    diastolicConsider: threshold(90, 'mmHg', 100, 'lower', label140),
    watchRisePercent: threshold(
      20,
      '%',
      30,
      'lower',
      local('A pressure more than 20 % above baseline is watched'),
    ),
    watchSystolicLow: threshold(90, 'mmHg', 80, 'higher', local('A systolic below 90 is watched')),
    watchSystolic: threshold(160, 'mmHg', 170, 'lower', local('Every 5 minutes above 160/100')),
    watchDiastolic: threshold(100, 'mmHg', 110, 'lower', local('Every 5 minutes above 160/100')),
    actSystolic: threshold(180, 'mmHg', 200, 'lower', clinicPractice),
    actDiastolic: threshold(110, 'mmHg', 120, 'lower', clinicPractice),
    preDoseHeartRateLow: threshold(50, '/min', 45, 'higher', local('No start below 50 per minute')),
    preDoseHeartRateHigh: threshold(110, '/min', 120, 'lower', local('No start above 110 per minute')),
    watchHeartRateHigh: threshold(
      120,
      '/min',
      130,
      'lower',
      source('consensus', 'One academic clinic: above 120 for 5 minutes'),
    ),
    pressureRepeatMinutes: threshold(
      5,
      'min',
      3,
      'higher',
      local('Above 140/90 the pressure is taken again after at least five minutes of rest'),
    ),
    preDoseRespiratoryRate: threshold(10, '/min', 9, 'higher', local('No start below 10 breaths per minute')),
    preDoseSpo2: threshold(94, '%', 92, 'higher', local('No start below 94 % on air')),
    watchSpo2: threshold(92, '%', 90, 'higher', local('Below 92 %: stimulate, head up')),
    actSpo2: threshold(90, '%', 88, 'higher', local('Below 90 %: stop, oxygen, airway, call')),
    watchRespiratoryRate: threshold(10, '/min', 9, 'higher', local('8 to 9 per minute is watched')),
    actRespiratoryRate: threshold(8, '/min', 8, 'higher', local('Below 8 per minute: act')),
    watchMoaas: threshold(4, 'MOAA/S', 3, 'higher', local('MOAA/S 3 to 4 is watched')),
    actMoaas: threshold(2, 'MOAA/S', 2, 'higher', local('MOAA/S 2 or less: stop, stay at the bedside')),
    observationEveryMinutesDose: threshold(10, 'min', 15, 'lower', schedule),
    observationEveryMinutesRecovery: threshold(15, 'min', 30, 'lower', schedule),
    observationEveryMinutesWatch: threshold(
      5,
      'min',
      10,
      'lower',
      local('Every 5 minutes while a sign is at the watch or act limit'),
    ),
    observationGraceMinutes: threshold(
      2,
      'min',
      5,
      'lower',
      local('Warn two minutes after an observation was due'),
    ),
    recoveryMinutesFromStart: threshold(
      120,
      'min',
      60,
      'higher',
      local('Racemic IV: commonly two hours from the start of the dose'),
    ),
    dischargePressurePercent: threshold(
      20,
      '%',
      25,
      'lower',
      local('Blood pressure within 20 % of baseline at discharge'),
    ),
    doseBandLowMgPerKg: threshold(
      0.25,
      'mg/kg',
      0.1,
      'higher',
      source('consensus', 'Range in use 0.4 to 1.0 mg/kg; lower start from 65 years'),
    ),
    doseBandHighMgPerKg: threshold(
      1,
      'mg/kg',
      1,
      'lower',
      source('consensus', 'ASKP3: usual IV start 0.5 to 1 mg/kg over 40 to 60 minutes'),
    ),
    doseAbsoluteMgPerKg: threshold(
      1.5,
      'mg/kg',
      1.5,
      'lower',
      local('Above 1.5 mg/kg a plan cannot be saved'),
    ),
    lateEntryMinutes: threshold(
      5,
      'min',
      15,
      'lower',
      local('An entry typed more than five minutes after the fact is marked late'),
    ),
    minimumHoursBetweenSessions: threshold(
      40,
      'h',
      20,
      'higher',
      local('Two sessions at least 40 hours apart'),
    ),
    phq9AgeDays: threshold(
      14,
      'days',
      28,
      'lower',
      local('A baseline PHQ-9 or QIDS-SR no older than the two weeks that PHQ-9 asks about'),
    ),
    trialWeeks: threshold(
      6,
      'weeks',
      4,
      'higher',
      source('consensus', 'An adequate trial: label minimum dose for at least six weeks, with adherence'),
    ),
    trialsForResistance: threshold(
      2,
      'trials',
      2,
      'higher',
      source(
        'consensus',
        'Treatment resistance: no adequate response to two or more adequate trials in the current episode',
      ),
    ),
    ...furtherThresholds,
  } satisfies { [K in ThresholdName]: Threshold }),
});

/** The value of one threshold. */
export function limit(policy: Policy, name: ThresholdName): number {
  return policy.thresholds[name].value;
}

/** Names of thresholds that were set past their floor, or to no number at all; empty means the policy may be used. */
export function pastFloors(policy: Policy): readonly ThresholdName[] {
  return (Object.keys(policy.thresholds) as ThresholdName[]).filter((name) => {
    const { value } = policy.thresholds[name];
    // The floor is the house's own, never the one that came with a policy to be checked.
    const { floor, cautious } = defaultPolicy.thresholds[name];
    return !Number.isFinite(value) || value < 0 || (cautious === 'lower' ? value > floor : value < floor);
  });
}

/** Pairs whose first value must stay below (or at) the second, or a band would be turned inside out. */
const ordered: readonly (readonly [ThresholdName, ThresholdName])[] = Object.freeze([
  ['systolicConsider', 'preDoseSystolicHold'],
  ['diastolicConsider', 'preDoseDiastolicHold'],
  ['watchSystolicLow', 'watchSystolic'],
  ['watchSystolic', 'actSystolic'],
  ['watchDiastolic', 'actDiastolic'],
  ['preDoseHeartRateLow', 'preDoseHeartRateHigh'],
  ['actSpo2', 'watchSpo2'],
  ['watchSpo2', 'preDoseSpo2'],
  ['actRespiratoryRate', 'watchRespiratoryRate'],
  ['actRespiratoryRate', 'preDoseRespiratoryRate'],
  ['actMoaas', 'watchMoaas'],
  ['doseBandLowMgPerKg', 'doseBandHighMgPerKg'],
  ['doseBandHighMgPerKg', 'doseAbsoluteMgPerKg'],
  ['actSystolic', 'crisisSystolic'],
  ['actDiastolic', 'crisisDiastolic'],
  ['maniaHoldYmrs', 'maniaStopYmrs'],
  ['gainToContinuePercent', 'responsePercent'],
  ['bladderRise', 'bladderAct'],
  ['observationGraceMinutes', 'overdueEscalateMinutes'],
] as const);

/** Thresholds that would stop the clockwork at zero: an interval, a window, a count. */
const aboveZero: readonly ThresholdName[] = Object.freeze([
  'observationEveryMinutesDose',
  'observationEveryMinutesRecovery',
  'observationEveryMinutesWatch',
  'doseBandLowMgPerKg',
  'doseCapMg',
  'bladderEveryDays',
  'liverEveryDays',
  'cognitionEveryDays',
  'urinalysisEveryDays',
  'monitoringEveryDays',
  'drugScreenEveryDays',
  'bladderEveryBioavailableMg',
  'liverEveryBioavailableMg',
  'patientsPerObserver',
  'weeklyTherapyDays',
]);

/** One thing that is wrong with a policy, by the threshold it is about. */
export type PolicyFault =
  | { readonly kind: 'absent' | 'floor' | 'zero'; readonly name: ThresholdName }
  /** `name` is above `above`, which it must not be. */
  | { readonly kind: 'order'; readonly name: ThresholdName; readonly above: ThresholdName };

/** What is wrong with the thresholds of a policy; empty means it may be used. */
export function policyFaults(policy: Policy): readonly PolicyFault[] {
  const names = Object.keys(defaultPolicy.thresholds) as ThresholdName[];
  const absent = names.filter((name) => policy.thresholds[name] === undefined);
  if (absent.length > 0) return absent.map((name) => ({ kind: 'absent', name }));
  const past = pastFloors(policy);
  return [
    ...past.map((name) => ({ kind: 'floor', name }) as const),
    ...aboveZero
      .filter((name) => !(limit(policy, name) > 0) && !past.includes(name))
      .map((name) => ({ kind: 'zero', name }) as const),
    ...ordered
      .filter(([low, high]) => limit(policy, low) > limit(policy, high))
      .map(([name, above]) => ({ kind: 'order', name, above }) as const),
  ];
}

/** What is wrong with a policy, in plain sentences that name thresholds as the interface of programs does. */
export function withinFloors(policy: Policy): readonly string[] {
  return policyFaults(policy).map((fault) => {
    const { name } = fault;
    if (fault.kind === 'absent') return `${name} is not set.`;
    if (fault.kind === 'zero') return `${name} must be above zero.`;
    if (fault.kind === 'order')
      return `${name} (${limit(policy, name)}) is above ${fault.above} (${limit(policy, fault.above)}).`;
    const { floor, cautious, unit } = defaultPolicy.thresholds[name];
    const side = cautious === 'lower' ? 'at most' : 'at least';
    return `${name} is ${limit(policy, name)} ${unit}; it must be ${side} ${floor} ${unit}.`;
  });
}
