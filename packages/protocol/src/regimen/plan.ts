import type { CalendarDate, Decimal, Instant, Kilograms, Uuid } from '@evenkeel/quantities';

/** A named product a clinic stocks; the concentration is part of the name so that it is never left out. */
export interface Product {
  readonly id: string;
  readonly drug: 'ketamine';
  readonly name: string;
  readonly concentrationMgPerMl: Decimal;
}

/** A dose with everything that gives it meaning (promise 6). Amounts are ketamine base. */
export interface PlannedDose {
  readonly drug: 'ketamine';
  readonly route: 'iv';
  readonly doseMgPerKg: Decimal;
  readonly weightKg: Kilograms;
  readonly weightMeasuredAt: Instant;
  readonly amountMg: Decimal;
  readonly productId: string;
  readonly concentrationMgPerMl: Decimal;
  readonly volumeMl: Decimal;
  readonly durationMinutes: number;
  /** mL per hour for the pump, to one decimal. */
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
