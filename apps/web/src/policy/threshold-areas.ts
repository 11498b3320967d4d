import type { ThresholdName } from '@evenkeel/protocol';
import { thresholdWords } from '../words/threshold-en.ts';

/** What part of the care a threshold belongs to, in the order they are shown. */
export const areas = [
  'eligibility',
  'workUp',
  'dose',
  'beforeDose',
  'duringDose',
  'leaving',
  'course',
  'longTerm',
] as const;
export type Area = (typeof areas)[number];

const members: { readonly [A in Area]: readonly ThresholdName[] } = {
  eligibility: [
    'screeningAgeDays',
    'todayAnswerAgeDays',
    'cardiacEventWeeks',
    'pregnancyAnswerAgeDays',
    'pressureAgeDays',
    'phq9AgeDays',
    'scaleAgeDays',
    'suicidalityAgeDays',
    'medicinesAgeDays',
    'consentAgeDays',
    'trialWeeks',
    'trialsForResistance',
    'depressionSeverityMadrs',
    'depressionSeverityHamd17',
    'olderFromAge',
    'moodStabiliserWeeks',
    'antidepressantUnchangedDays',
    'diazepamEquivalentMg',
    'maniaHoldYmrs',
    'maniaStopYmrs',
    'maniaRiseYmrs',
  ],
  workUp: [
    'laboratoryAgeDays',
    'ecgAgeDays',
    'ecgFromAge',
    'qtcHoldMs',
    'drugScreenAgeDays',
    'prescriptionMonitoringAgeDays',
    'pregnancyTestAgeDays',
    'positivePregnancyTestDays',
    'sleepApnoeaScreenAgeDays',
    'stopBangHold',
    'cognitionAgeDays',
    'mocaHold',
    'bladderAgeDays',
    'altUpperLimits',
    'bilirubinUpperLimits',
    'egfrCaution',
  ],
  dose: [
    'weightAgeDays',
    'weightChangePercent',
    'weightChangeKg30Days',
    'bodyMassIndexForIdeal',
    'doseCapMg',
    'doseBandLowMgPerKg',
    'doseBandHighMgPerKg',
    'doseAbsoluteMgPerKg',
  ],
  beforeDose: [
    'baselineAgeMinutes',
    'systolicConsider',
    'diastolicConsider',
    'pressureRepeatMinutes',
    'preDoseSystolicHold',
    'preDoseDiastolicHold',
    'preDoseHeartRateLow',
    'preDoseHeartRateHigh',
    'preDoseRespiratoryRate',
    'preDoseSpo2',
  ],
  duringDose: [
    'watchSystolicLow',
    'watchSystolic',
    'watchDiastolic',
    'watchRisePercent',
    'actSystolic',
    'actDiastolic',
    'crisisSystolic',
    'crisisDiastolic',
    'sustainedMinutes',
    'watchHeartRateHigh',
    'watchSpo2',
    'actSpo2',
    'watchRespiratoryRate',
    'actRespiratoryRate',
    'watchMoaas',
    'actMoaas',
    'nauseaWatch',
    'dissociationWatch',
    'cadss6Watch',
    'observationEveryMinutesDose',
    'observationEveryMinutesWatch',
    'observationGraceMinutes',
    'overdueEscalateMinutes',
    'lateEntryMinutes',
    'patientsPerObserver',
  ],
  leaving: [
    'observationEveryMinutesRecovery',
    'recoveryMinutesFromStart',
    'esketamineRecoveryMinutes',
    'dischargePressurePercent',
    'dissociationLeave',
    'aldreteLeave',
    'padssLeave',
  ],
  course: [
    'minimumHoursBetweenSessions',
    'sessionsBeforeStop',
    'gainToContinuePercent',
    'responsePercent',
    'remissionMadrs',
    'worseningPhq9',
    'worseningMadrs',
    'weeklyTherapyDays',
  ],
  longTerm: [
    'bladderEveryDays',
    'bladderEveryBioavailableMg',
    'bladderRise',
    'bladderAct',
    'bladderOwnAct',
    'liverEveryDays',
    'liverEveryBioavailableMg',
    'cognitionEveryDays',
    'cognitionFall',
    'urinalysisEveryDays',
    'monitoringEveryDays',
    'drugScreenEveryDays',
    'cravingAct',
  ],
};

const areaByName: ReadonlyMap<string, Area> = new Map(
  areas.flatMap((area) => members[area].map((name) => [name, area] as const)),
);

/** The area of a threshold; one that no list names is shown with eligibility. */
export function areaOf(name: string): Area {
  return areaByName.get(name) ?? 'eligibility';
}

/** Whether a list names the threshold; a test asks it of every one. */
export function hasArea(name: string): boolean {
  return areaByName.has(name);
}

const titles: ReadonlyMap<string, string> = new Map(Object.entries(thresholdWords));

/** A threshold as people say it; a name of an old version that the house no longer has stays as it is. */
export function thresholdTitle(name: string): string {
  return titles.get(name) ?? name;
}
