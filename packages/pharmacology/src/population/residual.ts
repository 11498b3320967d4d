import { totalOf, type Analyte, type Model } from '../model.ts';

/** The residual error of an analyte, proportional SD; that of its total when it has none of its own, 0 when neither has. */
export function residualOf({ variability: { residual } }: Model, analyte: Analyte): number {
  const total = totalOf[analyte];
  return (residual[analyte] ?? (total === undefined ? undefined : residual[total]))?.value ?? 0;
}
