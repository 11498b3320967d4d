import type { Source } from '../evidence-mark.ts';

/** One number a clinic may change within a floor that no setting can pass. */
export interface Threshold {
  readonly value: number;
  /** The least cautious value that may be set. */
  readonly floor: number;
  /** Which side of the floor is more cautious. */
  readonly cautious: 'lower' | 'higher';
  readonly unit: string;
  readonly source: Source;
}

/** A clinic's versioned thresholds, windows and schedules. A session keeps the version it ran under. */
export interface Policy {
  readonly version: number;
  readonly thresholds: { readonly [K in ThresholdName]: Threshold };
}

export type ThresholdName =
  | 'weightAgeDays'
  | 'weightChangePercent'
  | 'pressureAgeDays'
  | 'screeningAgeDays'
  | 'pregnancyAnswerAgeDays'
  | 'baselineAgeMinutes'
  | 'preDoseSystolicHold'
  | 'preDoseDiastolicHold'
  | 'systolicConsider'
  | 'diastolicConsider'
  | 'watchRisePercent'
  | 'watchSystolicLow'
  | 'watchSystolic'
  | 'watchDiastolic'
  | 'actSystolic'
  | 'actDiastolic'
  | 'preDoseHeartRateLow'
  | 'preDoseHeartRateHigh'
  | 'watchHeartRateHigh'
  | 'preDoseSpo2'
  | 'watchSpo2'
  | 'actSpo2'
  | 'watchRespiratoryRate'
  | 'actRespiratoryRate'
  | 'watchMoaas'
  | 'actMoaas'
  | 'observationEveryMinutesDose'
  | 'observationEveryMinutesRecovery'
  | 'observationEveryMinutesWatch'
  | 'observationGraceMinutes'
  | 'recoveryMinutesFromStart'
  | 'dischargePressurePercent'
  | 'doseBandLowMgPerKg'
  | 'doseBandHighMgPerKg'
  | 'doseAbsoluteMgPerKg'
  | 'lateEntryMinutes'
  | 'minimumHoursBetweenSessions'
  | 'phq9AgeDays'
  | 'trialWeeks'
  | 'trialsForResistance'
  | FurtherThreshold;

/** Thresholds of the whole verdict and of care after a dose. */
export type FurtherThreshold =
  | 'todayAnswerAgeDays'
  | 'medicinesAgeDays'
  | 'laboratoryAgeDays'
  | 'ecgAgeDays'
  | 'drugScreenAgeDays'
  | 'prescriptionMonitoringAgeDays'
  | 'pregnancyTestAgeDays'
  | 'sleepApnoeaScreenAgeDays'
  | 'consentAgeDays'
  | 'suicidalityAgeDays'
  | 'cognitionAgeDays'
  | 'bladderAgeDays'
  | 'scaleAgeDays'
  | 'ecgFromAge'
  | 'olderFromAge'
  | 'qtcHoldMs'
  | 'altUpperLimits'
  | 'bilirubinUpperLimits'
  | 'egfrCaution'
  | 'stopBangHold'
  | 'mocaHold'
  | 'depressionSeverityMadrs'
  | 'maniaHoldYmrs'
  | 'maniaStopYmrs'
  | 'maniaRiseYmrs'
  | 'moodStabiliserWeeks'
  | 'antidepressantUnchangedDays'
  | 'diazepamEquivalentMg'
  | 'gainToContinuePercent'
  | 'responsePercent'
  | 'remissionMadrs'
  | 'sessionsBeforeStop'
  | 'worseningPhq9'
  | 'worseningMadrs'
  | 'weightChangeKg30Days'
  | 'bodyMassIndexForIdeal'
  | 'doseCapMg'
  | 'esketamineRecoveryMinutes'
  | 'overdueEscalateMinutes'
  | 'crisisSystolic'
  | 'crisisDiastolic'
  | 'sustainedMinutes'
  | 'nauseaWatch'
  | 'dissociationWatch'
  | 'aldreteLeave'
  | 'padssLeave'
  | 'bladderRise'
  | 'bladderAct'
  | 'bladderOwnAct'
  | 'cognitionFall'
  | 'cravingAct'
  | 'bladderEveryDays'
  | 'liverEveryDays'
  | 'cognitionEveryDays'
  | 'urinalysisEveryDays'
  | 'monitoringEveryDays'
  | 'drugScreenEveryDays'
  | 'bladderEveryBioavailableMg'
  | 'liverEveryBioavailableMg'
  | 'patientsPerObserver';
