import type { Drug, Route } from '@evenkeel/pharmacology';
import type { Decimal, Instant, Kilograms, Uuid } from '@evenkeel/quantities';
import type { Jurisdiction, Source } from '../evidence-mark.ts';
import type { PlannedDose } from '../regimen/plan.ts';
import type { Policy } from '../policy/policy.ts';
import type { Answer } from '../patient-facts.ts';
import type { Entry, EntryBodies, GateQuestion, ObservationStatus, Recorded, Vitals } from './entry.ts';
import type { VitalSign } from './vital-sign.ts';

/** What a fold needs beside the entries. */
export interface SessionContext {
  readonly plan: PlannedDose;
  readonly policy: Policy;
  /** Where the clinic is; some gates are asked in one country only. */
  readonly jurisdiction?: Jurisdiction;
}

export type SessionPhase = 'check' | 'ready' | 'infusing' | 'paused' | 'recovery' | 'discharged';

export interface GateState {
  readonly rule: string;
  readonly gate: GateQuestion;
  readonly question: string;
  readonly ok: Answer;
  readonly note?: string;
  readonly answeredAt?: Instant;
  readonly entryId?: Uuid;
}

export interface SignState {
  readonly sign: VitalSign;
  readonly status: ObservationStatus;
  readonly value?: number;
  readonly at?: Instant;
  readonly entryId?: Uuid;
  /** Present when a person said that a value which is hard to believe is true. */
  readonly confirmed?: true;
}

/** One vital set as it counts now, corrections applied. */
export interface Reading {
  readonly entryId: Uuid;
  readonly at: Instant;
  readonly vitals: Vitals;
  readonly confirmedImplausible: boolean;
}

/** Dissociation as the patient rated it when asked, 0 to 10, with the CADSS-6 total rated at the same time, 0 to 24. */
export interface DissociationRating {
  readonly entryId: Uuid;
  readonly at: Instant;
  readonly score: number;
  readonly cadss6?: number;
}

/** The nasal devices of a dose. */
export interface DevicesState {
  readonly planned: number;
  readonly taken: number;
  readonly notTaken: number;
  /** The next one to give and from when; absent once all are accounted for or the dose was stopped. */
  readonly next?: { readonly device: number; readonly from: Instant };
}

export interface DoseState {
  readonly startedAt: Instant;
  readonly drug: Drug;
  readonly route: Route;
  readonly amountMg: Decimal;
  readonly volumeMl?: Decimal;
  readonly doseMgPerKg?: Decimal;
  /** Minutes of an infusion; absent when it is given at once. */
  readonly durationMinutes?: number;
  /** When the pump would finish, pauses counted; absent when nothing runs. */
  readonly plannedEnd?: Instant;
  readonly devices?: DevicesState;
  readonly endedAt?: Instant;
  readonly stoppedEarly: boolean;
  readonly pausedMs: number;
  /** Running stretches, the last one open to now while infusing. */
  readonly segments: readonly { readonly from: Instant; readonly to: Instant }[];
  readonly deliveredMg: Decimal;
  readonly deliveredMl?: Decimal;
}

export type AttentionLevel = 'now' | 'due' | 'note' | 'unknown';

/** Something a person should look at. It asks for attention; it is not an alarm. */
export interface Attention {
  readonly rule: string;
  readonly level: AttentionLevel;
  readonly sentence: string;
  readonly entryId?: Uuid;
}

export interface DueObservation {
  readonly what: string;
  readonly dueAt: Instant;
  readonly overdueMinutes: number;
}

/** One line of the log as a reader sees it. What was corrected stays, beside what corrects it. */
export interface TimelineItem {
  readonly entry: Entry & Partial<Recorded>;
  /** False when a correction or retraction took its place. */
  readonly current: boolean;
  readonly correctedBy?: Uuid;
  readonly retracted: boolean;
  readonly late: boolean;
  readonly afterSigning: boolean;
}

export interface CriterionState {
  readonly id: string;
  readonly statement: string;
  readonly status: 'met' | 'unmet' | 'unknown';
  /** The grounds in one sentence. */
  readonly says: string;
  readonly source: Source;
  readonly check?: EntryBodies['dischargeCheck']['check'];
}

/** Everything a screen shows of a session: a fold of its log at one moment. */
export interface SessionState {
  readonly phase: SessionPhase;
  readonly gates: readonly GateState[];
  readonly gatesLeft: number;
  readonly weight?: { readonly kilograms: Kilograms; readonly estimated: boolean; readonly at: Instant };
  readonly escort?: { readonly name: string; readonly phone: string };
  readonly readings: readonly Reading[];
  /** Ratings of dissociation, oldest first. */
  readonly dissociation: readonly DissociationRating[];
  readonly baseline?: Reading;
  readonly latest: readonly SignState[];
  readonly dose?: DoseState;
  readonly recoveryAt?: Instant;
  /** The newest count of the drug. */
  readonly drugCount?: EntryBodies['drugCount'];
  readonly due: readonly DueObservation[];
  readonly attention: readonly Attention[];
  readonly adverseEvents: readonly {
    readonly entryId: Uuid;
    readonly at: Instant;
    readonly body: EntryBodies['adverseEvent'];
  }[];
  readonly discharge: {
    readonly criteria: readonly CriterionState[];
    readonly allMet: boolean;
    readonly decided?: { readonly at: Instant; readonly by: Uuid; readonly body: EntryBodies['discharge'] };
  };
  readonly timeline: readonly TimelineItem[];
  /** What does not fit together in the log, in plain sentences; nothing is hidden. */
  readonly problems: readonly string[];
}
