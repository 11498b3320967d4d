import { refuse } from './refusal.ts';

/** What is known of the person simulated. Only the weight is asked for; what is absent takes the model's own default. */
export interface Person {
  /** kg. */
  readonly weightKg: number;
  /** Years. */
  readonly ageY?: number;
  readonly sex?: 'female' | 'male';
  /** cm; checked, and used by no model of ours so far. */
  readonly heightCm?: number;
  /** Off unless the person asked for it: the effect was found in one population. */
  readonly ancestry?: 'asian' | 'japanese';
  /** Child-Pugh class. Severe was never studied and is refused. */
  readonly liver?: 'mild' | 'moderate' | 'severe';
  readonly hypertension?: boolean;
  /** Ids of interacting medicines, see `perpetrators`. */
  readonly medicines?: readonly string[];
  /**
   * Unless said, by route: clearances by weight to 0.75 and volumes by weight, but nothing for the nasal device, where no
   * effect of weight was found. `allometric` scales every route, `none` takes 70 kg for all but the nasal device.
   */
  readonly weightScaling?: 'allometric' | 'none';
}

/** Bounds outside which no model of ours says anything. */
export const personLimits = Object.freeze({
  weightKg: Object.freeze([30, 250] as const),
  ageY: Object.freeze([18, 95] as const),
  heightCm: Object.freeze([120, 230] as const),
});

const within = (value: number, [low, high]: readonly [number, number]) =>
  Number.isFinite(value) && value >= low && value <= high;

/** Throws SimulationRefusal for a person that cannot be, or of whom no model can speak. */
export function checkPerson({ weightKg, ageY, heightCm, liver }: Person): void {
  if (!Number.isFinite(weightKg) || weightKg <= 0)
    refuse('PHA-002', 'weight', 'The weight is a number of kilograms above zero.');
  if (!within(weightKg, personLimits.weightKg))
    refuse(
      'PHA-002',
      'weight',
      `A weight of ${weightKg} kg is outside 30 to 250 kg, where the models say nothing.`,
    );
  if (ageY !== undefined && !within(ageY, personLimits.ageY))
    refuse('PHA-002', 'age', `An age of ${ageY} years is outside 18 to 95, where the models say nothing.`);
  if (heightCm !== undefined && !within(heightCm, personLimits.heightCm))
    refuse('PHA-002', 'height', `A height of ${heightCm} cm is outside 120 to 230 cm.`);
  if (liver === 'severe')
    refuse(
      'PHA-004',
      'liver',
      'Ketamine was not studied in severe liver disease (Child-Pugh C), so nothing is simulated.',
    );
}
