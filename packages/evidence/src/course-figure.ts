import type { Cited } from '@evenkeel/instruments';
import type { Instant } from '@evenkeel/quantities';

/** The figures of one course on one scale. */
export type FigureId =
  | 'changeSinceBaseline'
  | 'changeSinceLastDose'
  | 'response'
  | 'partialResponse'
  | 'remission'
  | 'early4h'
  | 'early24h'
  | 'earlyDay3'
  | 'earlyDay7'
  | 'sustainedResponse'
  | 'relapse'
  | 'reliableChange'
  | 'timeToLossOfBenefit';

/** A score a figure rests on, and what it was used as, such as "baseline". */
export interface UsedScore {
  readonly at: Instant;
  readonly total: number;
  readonly as: string;
}

/** What a figure says. Unknown is a state of its own and never a "no". */
export interface FigureTold {
  readonly state: 'yes' | 'no' | 'unknown' | 'number';
  /** One short plain sentence with the numbers. */
  readonly says: string;
  readonly value?: number;
  readonly unit?: string;
  /** True when `value` is a lower limit: the last score came before the end. */
  readonly atLeast?: true;
  readonly whyUnknown?: string;
  readonly used: readonly UsedScore[];
}

/** A figure with its definition and where that comes from. */
export interface CourseFigure extends FigureTold {
  readonly id: FigureId;
  readonly title: string;
  readonly definition: string;
  readonly source: Cited;
}

/** A figure that cannot be told, and why. */
export function untold(whyUnknown: string, used: readonly UsedScore[] = []): FigureTold {
  return { state: 'unknown', says: `Not known. ${whyUnknown}`, whyUnknown, used };
}
