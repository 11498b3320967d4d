import type { Read } from '../model.ts';
import type { Layout } from './layout.ts';

/** Reads the parameters of one species: `name.S` before `name`. Throws for a name the model has not. */
export function readerOf(values: Readonly<Record<string, number>>, species: string): Read {
  return (name) => {
    const value = values[`${name}.${species}`] ?? values[name];
    if (value === undefined) throw new Error(`The model has no parameter ${name}`);
    return value;
  };
}

/** The rate matrix of x' = A x, row by row, 1/h; written into `into`. */
export function fillMatrix(layout: Layout, read: Read, into: Float64Array): void {
  const size = layout.states.length;
  into.fill(0);
  for (const { from, rate } of layout.losses)
    into[from * size + from] = (into[from * size + from] ?? 0) - rate(read);
  for (const { from, to, rate, share } of layout.arrows)
    into[to * size + from] = (into[to * size + from] ?? 0) + rate(read) * share(read);
}
