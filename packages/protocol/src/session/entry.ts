import type { Drug, Route } from '@evenkeel/pharmacology';
import type { Decimal, Instant, Kilograms, Uuid } from '@evenkeel/quantities';

/** Status of one observation; taking a reading away never makes it better (promise 3). */
export type ObservationStatus = 'inRange' | 'watch' | 'act' | 'stale' | 'notMeasured' | 'implausible';

/** The six numbers of a vital set. Only what was measured is present; MOAA/S is 0 (no response) to 5 (alert). */
export interface Vitals {
  readonly systolic?: number;
  readonly diastolic?: number;
  readonly heartRate?: number;
  readonly spo2?: number;
  readonly respiratoryRate?: number;
  readonly moaas?: number;
}

/** The pre-session questions, one gate each. */
export type GateQuestion =
  | 'identity'
  | 'consent'
  | 'escort'
  | 'fasting'
  | 'alcoholOrDrugs'
  | 'medicinesToday'
  | 'pregnancy'
  | 'suicidality'
  | 'mania'
  | 'kitAndStaff'
  | 'nasalSprays'
  | 'programmeEnrolment'
  | 'deviceUse'
  | 'newSinceLastVisit'
  | 'lastSession'
  | 'siteFasting'
  | 'anaesthesiologist';

export type DischargeCheck =
  | 'oriented'
  | 'steadyGait'
  | 'dissociationGone'
  | 'noSevereNausea'
  | 'suicidalityNotHigh'
  | 'escortPresent'
  | 'adviceGiven';

/** Scores of recovery that may be rated before leaving: five items of 0 to 2 each, higher is better. */
export type LeavingScale = 'aldrete' | 'padss';

export type AdverseEventKind =
  | 'nausea'
  | 'vomiting'
  | 'headache'
  | 'dizziness'
  | 'anxiety'
  | 'agitation'
  | 'dissociationDistress'
  | 'hypertension'
  | 'hypoxia'
  | 'chestPain'
  | 'arrhythmia'
  | 'overSedation'
  | 'allergicReaction'
  | 'fall'
  | 'other';

/** Effects the US monitoring form asks about one by one. */
export type FormEffectName = 'sedation' | 'dissociation' | 'respiratoryDepression';

/** One effect the form asks about. `onset` and `resolution` are moments of this session. */
export interface FormEffect {
  readonly occurred: 'yes' | 'no' | 'unknown';
  readonly onset?: Instant;
  readonly resolution?: Instant;
  readonly serious?: boolean;
}

/** What only the US monitoring form asks. What is absent was not answered; the newest answers count as a whole. */
export interface FormAnswers {
  readonly firstTreatment?: 'yes' | 'no' | 'unknown';
  /** When a clinician judged that the patient would have been ready without the two-hour rule. */
  readonly readyAt?: Instant;
  readonly vitalsBefore?: 'yes' | 'no' | 'unknown';
  readonly vitalsLeaving?: 'yes' | 'no' | 'unknown';
  readonly effects: { readonly [E in FormEffectName]?: FormEffect };
  /** Medicines as the list had them when the form was answered, by group of the interaction table. */
  readonly concomitant: { readonly [group: string]: 'yes' | 'no' | 'unknown' };
  /** The form was sent to the programme. */
  readonly sent: boolean;
}

/** What an entry says, by type. Amounts are decimal text; everything optional is absent when not known. */
export interface EntryBodies {
  /** One gate answered. `ok` is the nurse's answer to "may the session go on, as far as this gate goes". */
  readonly gateAnswered: {
    readonly gate: GateQuestion;
    readonly ok: 'yes' | 'no' | 'unknown';
    readonly note?: string;
  };
  readonly weightMeasured: { readonly kilograms: Kilograms; readonly estimated: boolean };
  readonly escortNamed: { readonly name: string; readonly phone: string };
  readonly vitals: { readonly vitals: Vitals; readonly confirmedImplausible?: boolean };
  readonly doseStart: {
    readonly drug: Drug;
    readonly route: Route;
    readonly amountMg: Decimal;
    /** What the route does not have is absent; an infusion has all but the devices. */
    readonly doseMgPerKg?: Decimal;
    readonly weightKg?: Kilograms;
    readonly concentrationMgPerMl?: Decimal;
    readonly volumeMl?: Decimal;
    readonly durationMinutes?: number;
    /** Nasal devices planned; the start is the first one. */
    readonly devices?: number;
    readonly lot?: string;
    /** Why the dose is given although the pressure stayed above the limit to consider. */
    readonly reason?: string;
    /** Both identifiers were checked at the chair just before. */
    readonly identityChecked: true;
  };
  /** A nasal device after the first: used, or not taken. */
  readonly deviceGiven: { readonly device: number; readonly taken: boolean; readonly reason?: string };
  readonly dosePause: { readonly reason?: string };
  readonly doseResume: Record<string, never>;
  /** The planned amount ended, or the infusion was stopped early. */
  readonly doseEnd: { readonly stoppedEarly: boolean; readonly reason?: string };
  readonly adverseEvent: {
    readonly kind: AdverseEventKind;
    readonly severity: 'mild' | 'moderate' | 'severe';
    readonly serious: boolean;
    readonly action?: string;
    readonly note?: string;
  };
  /** `score` as the patient says how far away they feel, 0 (not at all) to 10; `cadss6` the total of the CADSS-6 where somebody rated it too, 0 to 24. */
  readonly dissociationRated: { readonly score: number; readonly cadss6?: number };
  readonly sensation: { readonly what: string; readonly intensity?: 1 | 2 | 3 };
  readonly note: { readonly text: string };
  readonly recoveryStart: Record<string, never>;
  readonly dischargeCheck: {
    readonly check: DischargeCheck;
    readonly ok: 'yes' | 'no' | 'unknown';
    readonly note?: string;
  };
  /** A recovery score, whole: the five answers in the order of the scale's items. */
  readonly leavingScore: { readonly scale: LeavingScale; readonly answers: readonly (0 | 1 | 2)[] };
  readonly monitoringForm: FormAnswers;
  /** What became of the drug, mL. The witness of a waste is named; a difference comes with what is known of it. */
  readonly drugCount: {
    readonly drawnMl: Decimal;
    readonly wastedMl: Decimal;
    readonly returnedMl?: Decimal;
    readonly witness?: string;
    readonly difference?: string;
  };
  /** A licensed person decided. `unmet` lists the criteria that were not met, each then needing the reason. */
  readonly discharge: {
    readonly unmet: readonly string[];
    /** Every criterion that was looked at, so that one added later is not held against it. Absent in older logs. */
    readonly criteria?: readonly string[];
    readonly reason?: string;
    readonly leftWith?: string;
  };
  /** Takes back an earlier entry (named by `corrects`) without a new value: entered in error. */
  readonly retraction: Record<string, never>;
}

export type EntryType = keyof EntryBodies;

/** What every entry carries, whatever its type. Made on the device; the server adds {@link Recorded}. */
export interface EntryHead {
  readonly id: Uuid;
  readonly sessionId: Uuid;
  /** When it happened at the chair. */
  readonly clinicalTime: Instant;
  /** What the device's clock said when it was typed. */
  readonly deviceTime: Instant;
  readonly deviceId: Uuid;
  /** Counts up on one device; breaks ties of clinical time. */
  readonly deviceSequence: number;
  readonly authorId: Uuid;
  /** The entry this one corrects; shown beside it, never in place of it. */
  readonly corrects?: Uuid;
  /** Why, for a correction. */
  readonly reason?: string;
}

/** One event of a session's log. */
export type Entry = {
  readonly [T in EntryType]: EntryHead & { readonly type: T; readonly body: EntryBodies[T] };
}[EntryType];

/** What the server adds when an entry is durable. Hashes are lower-case hex SHA-256. */
export interface Recorded {
  readonly sequence: number;
  readonly serverTime: Instant;
  readonly previousHash: string;
  readonly hash: string;
  /** True for an entry added after the log was signed. */
  readonly amendment: boolean;
}

export type RecordedEntry = Entry & Recorded;

/** Reader's order: clinical time, then device, then device sequence, then id; the same on every device. */
export function compareEntries(a: Entry, b: Entry): number {
  return (
    order(a.clinicalTime, b.clinicalTime) ||
    order(a.deviceId, b.deviceId) ||
    a.deviceSequence - b.deviceSequence ||
    order(a.id, b.id)
  );
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
