import { effectParameters } from '../effect-parameters.ts';
import type { Pathway, Read, Species } from '../model.ts';
import type { Regimen, Route } from '../regimen.ts';
import type { Model } from '../model.ts';
import { refuse } from '../refusal.ts';

/** Where one input of the linear system goes: a share of the dose, evenly over a time or at once, into one state. */
export interface Inlet {
  readonly route: Route;
  readonly pathway: Pathway;
  /** States the input reaches, with the share that arrives there; one state for a pathway with depots. */
  readonly into: readonly { readonly state: number; readonly share: (read: Read) => number }[];
}

/** What arrives in a state, per unit of another state and hour. What leaves the other is a `Loss`, so a reading is an arrow alone. */
export interface Arrow {
  readonly from: number;
  readonly to: number;
  readonly rate: (read: Read) => number;
  readonly share: (read: Read) => number;
}

/** Decay out of a state. */
export interface Loss {
  readonly from: number;
  readonly rate: (read: Read) => number;
}

/** The states of one species for the routes a regimen uses, numbered so that matter only flows to later blocks. */
export interface Layout {
  readonly species: Species;
  readonly states: readonly string[];
  /** First state of each block of states that exchange with each other, and their number at the end. */
  readonly blocks: readonly number[];
  readonly arrows: readonly Arrow[];
  readonly losses: readonly Loss[];
  readonly inlets: readonly Inlet[];
}

/** Effect-site states follow plasma with these half-lives, in minutes. */
export const effectSites = Object.freeze({
  effect: effectParameters.effectHalfLife.value,
  pressure: effectParameters.pressureHalfLife.value,
});

const one = () => 1;

/** The layout of a species for the routes of a regimen. Throws SimulationRefusal for a route or drug the model has not. */
export function layoutOf(model: Model, species: Species, given: Regimen): Layout {
  const used = [...new Set(given.map(({ route }) => route))];
  const names: string[] = [];
  const arrows: { from: string; to: string; rate: Arrow['rate']; share: Arrow['share'] }[] = [];
  const losses: { from: string; rate: Loss['rate'] }[] = [];
  const inlets: { route: Route; pathway: Pathway; into: { state: string; share: Arrow['share'] }[] }[] = [];
  for (const route of used) {
    const way = model.routes[route];
    if (way === undefined)
      refuse(
        'PHA-003',
        'route',
        `${model.title} has no ${route} route. It has: ${Object.keys(model.routes).join(', ')}.`,
      );
    for (const pathway of way.pathways) {
      const depots = pathway.depots.map((_, index) => `${route} ${pathway.id} ${index + 1}`);
      names.push(...depots);
      for (const [index, depot] of depots.entries()) {
        const rate = pathway.depots[index] ?? one;
        const next = depots[index + 1];
        losses.push({ from: depot, rate });
        if (next === undefined)
          arrows.push(
            ...pathway.delivers.map(({ to, fraction }) => ({ from: depot, to, rate, share: fraction })),
          );
        else arrows.push({ from: depot, to: next, rate, share: one });
      }
      const [first] = depots;
      inlets.push({
        route,
        pathway,
        into:
          first === undefined
            ? pathway.delivers.map(({ to, fraction }) => ({ state: to, share: fraction }))
            : [{ state: first, share: one }],
      });
    }
  }
  names.push(...species.compartments);
  for (const { from, to, rate, yield: share } of species.transfers) {
    losses.push({ from, rate });
    if (to !== undefined) arrows.push({ from, to, rate, share: share ?? one });
  }
  const plasma = species.readouts[0];
  if (plasma !== undefined)
    for (const [site, minutes] of Object.entries(effectSites)) {
      const rate = () => Math.LN2 / (minutes / 60);
      names.push(site);
      losses.push({ from: site, rate });
      // The site is kept in ng/mL, so that its reading needs no volume.
      arrows.push({
        from: plasma.compartment,
        to: site,
        rate,
        share: (read) => ((plasma.factor ?? 1) * 1000) / read(plasma.volume),
      });
    }
  const order = blocksOf(names, arrows);
  const states = order.flat();
  const place = (name: string) => states.indexOf(name);
  return {
    species,
    states,
    blocks: [0, ...order.map((_, index) => order.slice(0, index + 1).flat().length)],
    arrows: arrows.map(({ from, to, ...rest }) => ({ from: place(from), to: place(to), ...rest })),
    losses: losses.map(({ from, rate }) => ({ from: place(from), rate })),
    inlets: inlets.map(({ into, ...rest }) => ({
      ...rest,
      into: into.map(({ state, share }) => ({ state: place(state), share })),
    })),
  };
}

/** Groups states that reach each other, in an order in which every arrow goes forward. */
function blocksOf(
  names: readonly string[],
  arrows: readonly { readonly from: string; readonly to: string }[],
): string[][] {
  const reach = new Map(names.map((name) => [name, new Set([name])]));
  for (let changed = true; changed;) {
    changed = false;
    for (const { from, to } of arrows) {
      const [source, target] = [reach.get(from), reach.get(to)];
      if (source === undefined || target === undefined) throw new Error(`No compartment ${from} or ${to}`);
      for (const name of target)
        if (!source.has(name)) {
          source.add(name);
          changed = true;
        }
    }
  }
  const reaches = (a: string, b: string) => reach.get(a)?.has(b) ?? false;
  const left = [...names];
  const blocks: string[][] = [];
  while (left.length > 0) {
    const first =
      left.find((name) => left.every((other) => !reaches(other, name) || reaches(name, other))) ?? '';
    const block = left.filter((name) => reaches(first, name) && reaches(name, first));
    blocks.push(block);
    for (const name of block) left.splice(left.indexOf(name), 1);
  }
  return blocks;
}
