import { clements1981 } from './models/clements-1981.ts';
import { composite1 } from './models/composite-1.ts';
import { domino1982 } from './models/domino-1982.ts';
import { otto2021 } from './models/otto-2021.ts';
import { perezRuixo2021 } from './models/perez-ruixo-2021.ts';
import { simons2022 } from './models/simons-2022.ts';
import type { Model } from './model.ts';
import { refuse } from './refusal.ts';

/** Every model, the default first. */
export const models: readonly Model[] = Object.freeze([
  composite1,
  perezRuixo2021,
  otto2021,
  simons2022,
  clements1981,
  domino1982,
]);

/** The model of this id; the default without one. Throws SimulationRefusal `PHA-005` for an unknown id. */
export function modelById(id: string = composite1.id): Model {
  return (
    models.find((model) => model.id === id) ??
    refuse(
      'PHA-005',
      'model',
      `There is no model ${id}. Known: ${models.map((model) => model.id).join(', ')}.`,
    )
  );
}
