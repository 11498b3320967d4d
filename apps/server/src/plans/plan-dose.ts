import {
  calculateRegimen,
  courseOf,
  pauseDays,
  plannedDoseOf,
  productById,
  weightDoubts,
  weightsCompared,
  type CalculatedRegimen,
  type CourseDay,
  type MeasuredWeight,
  type PlannedDose,
  type RegimenTemplate,
  type Sex,
} from '@evenkeel/protocol';
import { ageOn, dateIn, daysBetween, plusDays, type CalendarDate, type Decimal } from '@evenkeel/quantities';
import { factsOf, plansOf, type StoredPatient, type StoredPlan } from '@evenkeel/record';
import { heightOf, weightsOf } from '../patients/gather-facts.ts';
import { givenDoses } from '../patients/given-doses.ts';
import { today, type Ground } from '../patients/ground.ts';
import { clinicTemplates } from './clinic-templates.ts';
import { lastAmountOf, sessionsBehind } from './past-sessions.ts';

/** What a prescriber chooses; the weight is never among it, it comes from the record. */
export interface PlanTyped {
  readonly template: string;
  /** mg/kg or mg, as the template has it. */
  readonly amount: Decimal;
  readonly productId?: string | undefined;
  readonly durationMinutes?: number | undefined;
  readonly firstDay: CalendarDate;
  /** The first so many of the template's days. */
  readonly sessions?: number | undefined;
  /** The days themselves, when they were moved or left out. */
  readonly days?: readonly CalendarDate[] | undefined;
  readonly weightConfirmed?: boolean | undefined;
}

/** The weight a dose would rest on, with its age and what is doubtful about it. */
export interface PlanWeight {
  readonly kilograms: string;
  readonly measuredAt: string;
  readonly ageDays: number;
  readonly estimated: boolean;
  readonly doubts: readonly string[];
}

interface Shared {
  readonly template?: RegimenTemplate;
  readonly course: readonly CourseDay[];
  readonly weight?: PlanWeight;
}

/** A dose with its days, or the reason why it cannot be planned; what is known of days and weight either way. */
export type PlanDose = Shared &
  (
    | {
        readonly problem: { readonly code: string; readonly sentence: string };
        /** What stands against the dose besides the days, as sentences. */
        readonly more?: readonly string[];
      }
    | {
        readonly calculated: CalculatedRegimen;
        readonly dose: PlannedDose;
        /** The doubts that were confirmed. */
        readonly confirmed?: string;
      }
  );

/** How far ahead a session can be planned, days. */
const furthestDays = 366;

/** Computes the dose from the newest weight in the record, and the days of the course. */
export async function planDose(ground: Ground, patient: StoredPatient, typed: PlanTyped): Promise<PlanDose> {
  const refuse = (code: string, sentence: string, shared: Shared = { course: [] }): PlanDose => ({
    ...shared,
    problem: { code, sentence },
  });
  const template = clinicTemplates(ground).find(({ key }) => key === typed.template);
  if (template === undefined)
    return refuse('templateUnknown', 'This template is not one of the clinic’s policy.');
  const product = typed.productId === undefined ? undefined : productById(typed.productId);
  if (typed.productId !== undefined && product === undefined)
    return refuse('productUnknown', 'This product is not in the list.');
  if (product !== undefined && (product.drug !== template.drug || template.route === 'nasal-device'))
    return refuse('productOther', 'This product does not go with the template.');
  const day = today(ground);
  const firstDay = typed.days?.toSorted()[0] ?? typed.firstDay;
  if (firstDay < day) return refuse('firstDayPast', 'The first session lies in the past.');
  if (firstDay > plusDays(day, furthestDays))
    return refuse('firstDayFar', 'The first session is more than a year ahead.');
  const { tx, scope, policy, now } = ground;
  const lastDose = (await givenDoses(ground, patient.patientId)).at(-1);
  const lastDoseDay = lastDose === undefined ? undefined : dateIn(ground.clinic.timeZone, lastDose.at);
  const all = courseOf(template, firstDay, typed.days, policy, lastDoseDay);
  const course = typed.sessions === undefined ? all : all.slice(0, typed.sessions);
  const facts = await factsOf(tx, scope, patient.patientId, ['weight', 'height']);
  const signed = signedWeight(await plansOf(tx, scope, patient.patientId));
  const { weight, earlier } = weightsCompared(weightsOf(facts), signed);
  const heightCm = heightOf(facts);
  const shared: Shared = {
    template,
    course,
    ...(weight === undefined || template.basis === 'fixed'
      ? {}
      : {
          weight: weightView(
            ground,
            weight,
            weightDoubts(weight, earlier, heightCm, policy, ground.clinic.timeZone),
          ),
        }),
  };
  const most = template.mostSessions;
  if ((typed.sessions ?? course.length) > most || course.length > most)
    return refuse('tooManySessions', `This template has at most ${most} sessions.`, shared);
  if (typed.sessions !== undefined && typed.sessions > course.length)
    return refuse('tooManySessions', `This template has ${course.length} sessions.`, shared);
  const close = course.find((one) => one.problem !== undefined);
  const tooClose =
    close === undefined
      ? undefined
      : { code: 'daysTooClose', sentence: `Session ${close.number}: ${close.problem}` };
  const last = course.at(-1)?.day ?? firstDay;
  if (tooClose === undefined && last > plusDays(day, furthestDays))
    return refuse('lastDayFar', 'The last session is more than a year ahead.', shared);
  if (tooClose === undefined && template.minutes === undefined && typed.durationMinutes !== undefined)
    return refuse('durationOther', 'A dose that is given at once has no minutes.', shared);
  const behind = await sessionsBehind(ground, patient.patientId, template);
  const lastAmount = lastAmountOf(behind);
  const lastBehind = behind.at(-1);
  const calculated = calculateRegimen({
    template,
    amount: typed.amount,
    weight,
    earlierWeights: earlier,
    ...(heightCm === undefined ? {} : { heightCm }),
    sex: patient.sex as Sex,
    ageYears: ageOn(patient.birthDate as CalendarDate, day),
    ...(product === undefined ? {} : { product }),
    ...(typed.durationMinutes === undefined ? {} : { durationMinutes: typed.durationMinutes }),
    ...(typed.weightConfirmed === undefined ? {} : { weightConfirmed: typed.weightConfirmed }),
    ...(lastAmount === undefined ? {} : { lastAmount }),
    newCourse: lastBehind === undefined || plusDays(lastBehind.day as CalendarDate, pauseDays) < firstDay,
    jurisdiction: ground.clinic.jurisdiction,
    timeZone: ground.clinic.timeZone,
    policy,
    now,
  });
  // Days that are too close hide nothing that is wrong with the dose.
  if (tooClose !== undefined)
    return {
      ...shared,
      problem: tooClose,
      ...('problem' in calculated ? { more: [calculated.problem.sentence] } : {}),
    };
  if ('problem' in calculated) return { ...shared, problem: calculated.problem };
  const doubts = shared.weight?.doubts ?? [];
  return {
    ...shared,
    calculated,
    dose: plannedDoseOf(calculated.dose, weight),
    ...(doubts.length === 0 ? {} : { confirmed: doubts.join(' ') }),
  };
}

function weightView(
  ground: Ground,
  { kilograms, measuredAt, estimated }: MeasuredWeight,
  doubts: readonly string[],
): PlanWeight {
  const zone = ground.clinic.timeZone;
  const age = daysBetween(dateIn(zone, measuredAt), dateIn(zone, ground.now));
  return { kilograms, measuredAt, ageDays: age, estimated, doubts };
}

/** The measured weight that the newest plan with one was signed on, confirmed there when it was doubtful. */
function signedWeight(plans: readonly StoredPlan[]): MeasuredWeight | undefined {
  for (const { dose } of plans) {
    const kilograms = dose.measuredWeightKg ?? dose.weightKg;
    if (kilograms !== undefined && dose.weightMeasuredAt !== undefined)
      return { kilograms, measuredAt: dose.weightMeasuredAt, estimated: false };
  }
  return undefined;
}
