import type { Drug, Route } from '@evenkeel/pharmacology';
import type { CalendarDate, Decimal, Instant, Kilograms, Uuid } from '@evenkeel/quantities';

/** A named product a clinic stocks; the concentration is part of the name so that it is never left out. */
export interface Product {
  readonly id: string;
  readonly drug: Drug;
  readonly name: string;
  readonly concentrationMgPerMl: Decimal;
}

/**
 * A dose with everything that gives it meaning (promise 6). Amounts are base. What a route does not have is absent,
 * never 0: an injection has no minutes, a nasal device no weight and no volume. An infusion has all but the devices.
 */
export interface PlannedDose {
  readonly drug: Drug;
  readonly route: Route;
  /** Key of the template; absent in plans from before there were templates. */
  readonly template?: string;
  readonly amountMg: Decimal;
  readonly doseMgPerKg?: Decimal;
  /** The weight the amount was computed from, kg. */
  readonly weightKg?: Kilograms;
  /** The measured weight where another one doses (ideal weight), kg. */
  readonly measuredWeightKg?: Kilograms;
  readonly weightMeasuredAt?: Instant;
  readonly productId?: string;
  readonly concentrationMgPerMl?: Decimal;
  readonly volumeMl?: Decimal;
  readonly durationMinutes?: number;
  /** mL per hour for the pump, to one decimal. */
  readonly rateMlPerHour?: Decimal;
  /** Nasal devices of 28 mg, five minutes apart. */
  readonly devices?: number;
}

/** An infusion: everything is there. */
export interface InfusionDose extends PlannedDose {
  readonly doseMgPerKg: Decimal;
  readonly weightKg: Kilograms;
  readonly weightMeasuredAt: Instant;
  readonly productId: string;
  readonly concentrationMgPerMl: Decimal;
  readonly volumeMl: Decimal;
  readonly durationMinutes: number;
  readonly rateMlPerHour: Decimal;
}

/** A prescriber's signed order for a course. */
export interface Plan {
  readonly planId: Uuid;
  readonly patientId: Uuid;
  readonly dose: PlannedDose;
  readonly sessions: number;
  readonly firstDay: CalendarDate;
  /** The planned day of each session. */
  readonly days: readonly CalendarDate[];
  readonly reason?: string;
  readonly secondSignerId?: Uuid;
}
