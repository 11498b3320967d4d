// Long because it holds every table, column for column, so that it can be laid beside migrations/.
import type { Decimal, Instant } from '@evenkeel/quantities';
import type { ColumnType } from 'kysely';

/**
 * The tables as Kysely sees them, column for column as in `migrations/`. Times come and go as canonical instants, dates
 * as `YYYY-MM-DD`, numerics as decimal text, bigints as numbers (every one of ours stays below 2^53).
 */
type Stamp = ColumnType<Instant, string, string>;
type Count = ColumnType<number, number, number>;
type Amount = ColumnType<Decimal, string, string>;
type OptionalAmount = ColumnType<Decimal | null, string | null | undefined, string | null>;
/** JSON is written as text and read as a value. */
type JsonColumn = ColumnType<unknown, string, string>;
type Hash = ColumnType<Uint8Array, Uint8Array, Uint8Array>;
/** A column with a default: may be left out of an insert. */
type Defaulted<T> = ColumnType<T, T | undefined, T>;
type Optional<T> = ColumnType<T | null, T | null | undefined, T | null>;
type OptionalStamp = ColumnType<Instant | null, string | null | undefined, string | null>;
type OptionalJson = ColumnType<unknown, string | null | undefined, string | null>;

interface ClinicTable {
  clinic_id: string;
  name: string;
  time_zone: string;
  jurisdiction: string;
  origin: 'real' | 'synthetic';
  created_at: Stamp;
}

interface StaffTable {
  clinic_id: string;
  staff_id: string;
  version: Defaulted<number>;
  login: string;
  name: string;
  email: Optional<string>;
  phone: Optional<string>;
  roles: string[];
  active: Defaulted<boolean>;
  licensed: Defaulted<boolean>;
  password_hash: string;
  pin_hash: Optional<string>;
  totp_secret: Optional<Uint8Array>;
  totp_confirmed: Defaulted<boolean>;
  totp_last_step: Defaulted<number>;
  created_at: Stamp;
}

interface SignInNameTable {
  login: string;
  clinic_id: string;
  staff_id: string;
}

interface PasskeyTable {
  clinic_id: string;
  staff_id: string;
  credential_id: string;
  name: string;
  public_key: Hash;
  counter: Count;
  transports: string[];
  created_at: Stamp;
}

interface DeviceTable {
  clinic_id: string;
  device_id: string;
  name: string;
  token_hash: Hash;
  enrolled_by: string;
  enrolled_at: Stamp;
  ended_at: OptionalStamp;
}

interface SignInSessionTable {
  clinic_id: string;
  session_key: string;
  token_hash: Hash;
  staff_id: Optional<string>;
  link_id: Optional<string>;
  device_id: Optional<string>;
  strength: 'password' | 'pin' | 'full' | 'link';
  created_at: Stamp;
  expires_at: Stamp;
  ended_at: OptionalStamp;
  ended_why: Optional<string>;
}

interface SignInTryTable {
  subject: string;
  place: string;
  failures: number;
  last_at: Stamp;
}

interface PatientTable {
  clinic_id: string;
  patient_id: string;
  version: number;
  number: string;
  family: string;
  given: string;
  birth_date: string;
  sex: string;
  time_zone: Optional<string>;
  photo: Optional<string>;
  contacts: JsonColumn;
  name_key: string;
  recorded_by: string;
  recorded_at: Stamp;
}

/** The head that every table of facts shares. */
interface FactHead {
  clinic_id: string;
  patient_id: string;
  fact_id: string;
  version: number;
  state: 'current' | 'enteredInError';
  state_reason: Optional<string>;
  source_kind: string;
  source_reference: Optional<string>;
  recorded_by: string;
  recorded_at: Stamp;
}

interface DiagnosisTable extends FactHead {
  kind: string;
  episode: string;
  severity: string;
  episode_start: Optional<string>;
  psychotic_features: string;
}

interface TreatmentTrialTable extends FactHead {
  treatment: string;
  current_episode: string;
  weeks: Optional<string>;
  adequate_dose: string;
  adherence: string;
  outcome: string;
  max_dose_mg: Optional<string>;
  response_percent: Optional<string>;
  why_stopped: Optional<string>;
}

interface MedicineTable extends FactHead {
  name: string;
  code: OptionalJson;
  dose: Optional<string>;
  status: string;
  since: Optional<string>;
  daily_mg: OptionalAmount;
  last_taken_at: OptionalStamp;
  stable_weeks: Optional<number>;
}

interface AllergyTable extends FactHead {
  substance: string;
  reaction: Optional<string>;
  severity: string;
}

interface ConditionTable extends FactHead {
  label: string;
  code: OptionalJson;
  status: string;
  onset: Optional<string>;
}

interface BodyWeightTable extends FactHead {
  kilograms: Amount;
  measured_at: Stamp;
  estimated: boolean;
}

interface BodyHeightTable extends FactHead {
  centimetres: Amount;
  measured_at: Stamp;
}

interface BloodPressureTable extends FactHead {
  systolic: number;
  diastolic: number;
  measured_at: Stamp;
}

interface LaboratoryValueTable extends FactHead {
  label: string;
  code: OptionalJson;
  value: string;
  unit: string;
  measured_on: string;
}

interface ScreeningAnswerTable extends FactHead {
  question: string;
  answer: string;
  note: Optional<string>;
}

interface ListConfirmationTable extends FactHead {
  list: string;
}

interface ConsentTable extends FactHead {
  form: string;
  form_version: string;
  signed_on: string;
  drug: Optional<string>;
  withdrawn_on: Optional<string>;
}

interface EligibilityDecisionTable {
  clinic_id: string;
  decision_id: string;
  patient_id: string;
  decision: 'eligible' | 'notEligible' | 'wait';
  reason: string;
  findings: JsonColumn;
  setting: JsonColumn | null;
  decided_by: string;
  decided_at: Stamp;
}

interface ReferralTable {
  clinic_id: string;
  referral_id: string;
  fingerprint: Hash;
  file_name: Optional<string>;
  bundle: string;
  received_by: string;
  received_at: Stamp;
}

interface ReferralPatientTable {
  clinic_id: string;
  referral_id: string;
  patient_id: string;
  joined_by: string;
  joined_at: Stamp;
}

interface ReferralDecisionTable {
  clinic_id: string;
  referral_id: string;
  item_key: string;
  decision: 'taken' | 'declined' | 'alreadyInRecord';
  fact_id: Optional<string>;
  decided_by: string;
  decided_at: Stamp;
}

interface ReferralTakenTable {
  clinic_id: string;
  patient_id: string;
  item_key: string;
  fact_id: string;
}

interface PlanTable {
  clinic_id: string;
  plan_id: string;
  patient_id: string;
  drug: string;
  route: string;
  dose_mg_per_kg: OptionalAmount;
  weight_kg: OptionalAmount;
  weight_measured_at: OptionalStamp;
  amount_mg: Amount;
  product_id: Optional<string>;
  concentration_mg_per_ml: OptionalAmount;
  volume_ml: OptionalAmount;
  duration_minutes: Optional<number>;
  rate_ml_per_hour: OptionalAmount;
  sessions: number;
  days: string[];
  reason: Optional<string>;
  sentence: string;
  policy_version: number;
  signed_by: string;
  signed_meaning: string;
  signed_at: Stamp;
  signed_hash: Hash;
  second_signed_by: Optional<string>;
  second_signed_at: OptionalStamp;
  template: Optional<string>;
  measured_weight_kg: OptionalAmount;
  devices: Optional<number>;
  weight_confirmed: Optional<string>;
}

interface SessionTable {
  clinic_id: string;
  session_id: string;
  patient_id: string;
  plan_id: string;
  number: number;
  day: string;
  policy_version: number;
  state: 'booked' | 'open' | 'signed' | 'cancelled';
  chair: Optional<string>;
  opened_at: OptionalStamp;
  head_sequence: Defaulted<number>;
  head_hash: Hash;
}

interface SessionEntryTable {
  clinic_id: string;
  session_id: string;
  sequence: Count;
  entry_id: string;
  type: string;
  clinical_time: Stamp;
  device_time: Stamp;
  device_id: string;
  device_sequence: Count;
  author_id: string;
  corrects: Optional<string>;
  reason: Optional<string>;
  body: JsonColumn;
  amendment: boolean;
  server_time: Stamp;
  previous_hash: Hash;
  hash: Hash;
}

interface SessionSignatureTable {
  clinic_id: string;
  session_id: string;
  signature_id: string;
  signer_id: string;
  meaning: string;
  head_sequence: Count;
  head_hash: Hash;
  signed_at: Stamp;
}

interface ResponseTable {
  clinic_id: string;
  response_id: string;
  patient_id: string;
  instrument: string;
  instrument_version: string;
  timepoint: string;
  session_id: Optional<string>;
  mode: 'link' | 'kiosk' | 'staff' | 'paper';
  taken_at: OptionalStamp;
  rater: Optional<string>;
  opened_by: string;
  opened_at: Stamp;
}

interface ResponseAnswerTable {
  clinic_id: string;
  response_id: string;
  sequence: number;
  item: number;
  answer: Optional<number>;
  answered_by: string;
  answered_at: Stamp;
  carried_from: Optional<string>;
}

interface ResponseSubmittedTable {
  clinic_id: string;
  response_id: string;
  patient_id: string;
  answers: JsonColumn;
  total: Optional<number>;
  band: Optional<string>;
  prorated: boolean;
  missing: number[];
  flags: string[];
  rule_version: string;
  subscales: JsonColumn;
  carried: Defaulted<number[]>;
  total_only: Defaulted<boolean>;
  submitted_by: string;
  submitted_at: Stamp;
}

interface PatientLinkTable {
  clinic_id: string;
  link_id: string;
  patient_id: string;
  response_id: string;
  token_hash: Hash;
  made_by: string;
  made_at: Stamp;
  expires_at: Stamp;
  wrong_tries: Defaulted<number>;
  ended_at: OptionalStamp;
  kind: Defaulted<'personal' | 'kiosk'>;
}

interface LinkResponseTable {
  clinic_id: string;
  link_id: string;
  place: number;
  response_id: string;
}

interface MeasureScheduleTable {
  clinic_id: string;
  version: number;
  body: JsonColumn;
  reason: string;
  made_by: string;
  second_by: string | null;
  made_at: Stamp;
}

interface PatientMeasureChangeTable extends Omit<MeasureScheduleTable, 'second_by'> {
  patient_id: string;
}

interface InvitationTable {
  clinic_id: string;
  invitation_id: string;
  patient_id: string;
  occasion_key: string;
  occasion: string;
  session_id: Optional<string>;
  link_id: string;
  due_at: Stamp;
  expires_at: Stamp;
  made_at: Stamp;
}

interface MessageTable {
  clinic_id: string;
  message_id: string;
  patient_id: Optional<string>;
  staff_id: Optional<string>;
  purpose: 'invitation' | 'reminder' | 'riskAlert';
  channel: 'email' | 'text' | 'none';
  recipient: string;
  subject: string;
  body: string;
  link_id: Optional<string>;
  invitation_id: Optional<string>;
  not_before: Stamp;
  expires_at: Stamp;
  made_by: string;
  made_at: Stamp;
}

interface MessageAttemptTable {
  clinic_id: string;
  message_id: string;
  attempt: number;
  outcome: 'sent' | 'failed' | 'dead' | 'notConfigured' | 'cancelled' | 'queuedAgain';
  detail: string;
  at: Stamp;
}

interface RiskAlertTable {
  clinic_id: string;
  alert_id: string;
  patient_id: string;
  response_id: string;
  kind: 'suicidality' | 'mania';
  flag: string;
  level: 'high' | 'moderate' | 'low' | 'answer' | 'unanswered';
  instrument: string;
  says: string;
  ladder: JsonColumn;
  opened_at: Stamp;
}

interface RiskAlertEventTable {
  clinic_id: string;
  alert_id: string;
  sequence: number;
  type: 'owned' | 'acknowledged' | 'escalated' | 'note' | 'contact' | 'closed';
  body: JsonColumn;
  by_id: string;
  at: Stamp;
}

interface TherapyContactTable extends FactHead {
  therapy: string;
  held_on: string;
  minutes: Optional<number>;
  note: Optional<string>;
  homework_set: Optional<number>;
  homework_done: Optional<number>;
  social_rhythm: Optional<number>;
}

interface TestResultTable extends FactHead {
  test: string;
  value: OptionalAmount;
  clear: string;
  note: Optional<string>;
  taken_at: Stamp;
}

interface EnrolmentTable extends FactHead {
  programme: string;
  who: string;
  enrolled_on: string;
}

interface EscortTable extends FactHead {
  name: string;
  phone: string;
  day: string;
}

interface EligibilityOverrideTable {
  clinic_id: string;
  override_id: string;
  patient_id: string;
  rule: string;
  rule_version: number;
  rule_class: 'hardStop' | 'hold' | 'caution';
  setting: JsonColumn;
  finding: JsonColumn;
  policy_version: number;
  reason: string;
  role: string;
  overridden_by: string;
  overridden_at: Stamp;
  second_by: Optional<string>;
}

interface GoalTable {
  clinic_id: string;
  patient_id: string;
  goal_id: string;
  version: number;
  wording: string;
  state: 'current' | 'reached' | 'laidDown';
  recorded_by: string;
  recorded_at: Stamp;
}

interface GoalMarkTable {
  clinic_id: string;
  patient_id: string;
  goal_id: string;
  mark_id: string;
  mark: number;
  given_by: string;
  given_at: Stamp;
}

interface SitePackTable {
  clinic_id: string;
  instrument: string;
  version: number;
  state: 'current' | 'withdrawn';
  pack: JsonColumn;
  accepted_by: string;
  accepted_at: Stamp;
}

interface OutcomeStaleTable {
  clinic_id: string;
  patient_id: string;
  since: Stamp;
}

interface OutcomeRowTable {
  clinic_id: string;
  patient_id: string;
  instrument: string;
  diagnosis: string;
  route: string;
  regimen: string;
  baseline: Optional<number>;
  weeks: JsonColumn;
  first_dose_at: Stamp;
  relapse_days: Optional<number>;
  relapsed: boolean;
  computed_at: Stamp;
}

interface JobRunTable {
  job: string;
  started_at: Stamp;
  ended_at: OptionalStamp;
  outcome: 'running' | 'ok' | 'failed';
  detail: string;
}

interface MisuseCheckTable {
  clinic_id: string;
  patient_id: string;
  check_id: string;
  version: number;
  state: 'current' | 'enteredInError';
  state_reason: Optional<string>;
  craving: Optional<number>;
  early_requests: Optional<boolean>;
  lost_doses: Optional<boolean>;
  other_prescribers: Optional<boolean>;
  note: Optional<string>;
  asked_at: Stamp;
  recorded_by: string;
  recorded_at: Stamp;
}

interface LongTermSnoozeTable {
  clinic_id: string;
  patient_id: string;
  snooze_id: string;
  domain: string;
  from_day: string;
  until_day: string;
  reason: string;
  made_by: string;
  made_at: Stamp;
}

interface ObserverCountTable {
  clinic_id: string;
  count_id: string;
  observers: number;
  counted_by: string;
  counted_at: Stamp;
}

interface AfterDoseContactTable {
  clinic_id: string;
  patient_id: string;
  session_id: string;
  contact_id: string;
  hours: number;
  reached: boolean;
  way: string;
  answers: JsonColumn;
  note: Optional<string>;
  at: Stamp;
  recorded_by: string;
  recorded_at: Stamp;
}

interface CourseReviewTable {
  clinic_id: string;
  patient_id: string;
  review_id: string;
  decision: 'continue' | 'hold' | 'stop';
  reason: string;
  asked: JsonColumn;
  voices: JsonColumn;
  suggestions: JsonColumn;
  policy_version: number;
  decided_by: string;
  decided_at: Stamp;
}

interface AuditChainTable {
  clinic_id: string;
  chain_id: string;
  started_at: Stamp;
  head_sequence: Count;
  head_hash: Hash;
}

interface AuditTable {
  clinic_id: string;
  chain_id: string;
  sequence: Count;
  at: Stamp;
  actor_id: string;
  actor_role: string;
  action: string;
  kind: string;
  patient_id: Optional<string>;
  subject: Optional<string>;
  allowed: boolean;
  detail: JsonColumn;
  previous_hash: Hash;
  hash: Hash;
}

interface PolicyVersionTable {
  clinic_id: string;
  version: number;
  based_on: number;
  body: JsonColumn;
  reason: string;
  proposed_by: string;
  proposed_at: Stamp;
}

interface PolicyWithdrawalTable {
  clinic_id: string;
  version: number;
  reason: string;
  withdrawn_by: string;
  withdrawn_at: Stamp;
}

interface PolicyActivationTable {
  clinic_id: string;
  version: number;
  proposed_by: string;
  activated_by: string;
  activated_at: Stamp;
  scenarios: JsonColumn;
}

interface PolicyReevaluationTable {
  clinic_id: string;
  version: number;
  before_version: number;
  stage: 'waiting' | 'running' | 'done' | 'cancelled' | 'failed';
  judged_at: Stamp;
  total: number;
  done: number;
  changed: number;
  last_patient: Optional<string>;
  asked_by: string;
  started_at: OptionalStamp;
  ended_at: OptionalStamp;
  ended_by: Optional<string>;
}

interface PolicyReevaluationPatientTable {
  clinic_id: string;
  version: number;
  patient_id: string;
  summary_before: string;
  summary_after: string;
  rules: JsonColumn;
}

export interface Database {
  clinic: ClinicTable;
  staff: StaffTable;
  sign_in_name: SignInNameTable;
  passkey: PasskeyTable;
  device: DeviceTable;
  sign_in_session: SignInSessionTable;
  sign_in_try: SignInTryTable;
  patient: PatientTable;
  current_patient: PatientTable;
  diagnosis: DiagnosisTable;
  current_diagnosis: DiagnosisTable;
  treatment_trial: TreatmentTrialTable;
  current_treatment_trial: TreatmentTrialTable;
  medicine: MedicineTable;
  current_medicine: MedicineTable;
  allergy: AllergyTable;
  current_allergy: AllergyTable;
  condition: ConditionTable;
  current_condition: ConditionTable;
  body_weight: BodyWeightTable;
  current_body_weight: BodyWeightTable;
  body_height: BodyHeightTable;
  current_body_height: BodyHeightTable;
  blood_pressure: BloodPressureTable;
  current_blood_pressure: BloodPressureTable;
  laboratory_value: LaboratoryValueTable;
  current_laboratory_value: LaboratoryValueTable;
  screening_answer: ScreeningAnswerTable;
  current_screening_answer: ScreeningAnswerTable;
  list_confirmation: ListConfirmationTable;
  current_list_confirmation: ListConfirmationTable;
  consent: ConsentTable;
  current_consent: ConsentTable;
  eligibility_decision: EligibilityDecisionTable;
  referral: ReferralTable;
  referral_patient: ReferralPatientTable;
  referral_decision: ReferralDecisionTable;
  referral_taken: ReferralTakenTable;
  plan: PlanTable;
  session: SessionTable;
  session_entry: SessionEntryTable;
  session_signature: SessionSignatureTable;
  response: ResponseTable;
  response_answer: ResponseAnswerTable;
  response_submitted: ResponseSubmittedTable;
  patient_link: PatientLinkTable;
  link_response: LinkResponseTable;
  measure_schedule: MeasureScheduleTable;
  patient_measure_change: PatientMeasureChangeTable;
  invitation: InvitationTable;
  message: MessageTable;
  message_attempt: MessageAttemptTable;
  risk_alert: RiskAlertTable;
  risk_alert_event: RiskAlertEventTable;
  therapy_contact: TherapyContactTable;
  current_therapy_contact: TherapyContactTable;
  test_result: TestResultTable;
  current_test_result: TestResultTable;
  enrolment: EnrolmentTable;
  current_enrolment: EnrolmentTable;
  escort: EscortTable;
  current_escort: EscortTable;
  eligibility_override: EligibilityOverrideTable;
  goal: GoalTable;
  goal_mark: GoalMarkTable;
  site_pack: SitePackTable;
  outcome_stale: OutcomeStaleTable;
  outcome_row: OutcomeRowTable;
  policy_version: PolicyVersionTable;
  policy_withdrawal: PolicyWithdrawalTable;
  policy_activation: PolicyActivationTable;
  policy_reevaluation: PolicyReevaluationTable;
  policy_reevaluation_patient: PolicyReevaluationPatientTable;
  job_run: JobRunTable;
  misuse_check: MisuseCheckTable;
  long_term_snooze: LongTermSnoozeTable;
  after_dose_contact: AfterDoseContactTable;
  observer_count: ObserverCountTable;
  course_review: CourseReviewTable;
  audit_chain: AuditChainTable;
  audit: AuditTable;
}
