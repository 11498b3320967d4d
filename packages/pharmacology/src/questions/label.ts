/** Stands with every answer of a model. */
export const modelLabel = 'model, not a measurement';
