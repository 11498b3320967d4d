import { decimal } from '@evenkeel/quantities';
import type { Product } from './plan.ts';

/** The concentrations ketamine is sold in. The name carries the concentration so that it is never left out (H5). */
export const products: readonly Product[] = Object.freeze(
  (['10', '50', '100'] as const).map((strength) =>
    Object.freeze({
      id: `ketamine-${strength}`,
      drug: 'ketamine' as const,
      name: `Ketamine ${strength} mg/mL solution for injection`,
      concentrationMgPerMl: decimal(strength),
    }),
  ),
);

/** The product with this id. */
export function productById(id: string): Product | undefined {
  return products.find((product) => product.id === id);
}
