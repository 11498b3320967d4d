import type { RandomEffect } from '../model.ts';
import type { Parameter } from '../parameter.ts';

type On = RandomEffect['on'];
const each = (names: readonly string[]): On => names.map((parameter) => ({ parameter, power: 1 }));

/** SD on the log scale of a coefficient of variation. */
export const sdOfCv = (variation: number) => Math.sqrt(Math.log(1 + variation ** 2));

/** An effect that multiplies parameters; the one it is named after unless others are named. */
export const logEffect = (
  name: string,
  sd: Parameter,
  on: readonly string[] = [name],
  level: RandomEffect['level'] = 'subject',
): RandomEffect => ({ name, level, scale: 'log', sd, on: each(on) });

/** An effect that moves fractions on the logit scale. */
export const logitEffect = (
  name: string,
  sd: Parameter,
  on: readonly string[] = [name],
  level: RandomEffect['level'] = 'subject',
): RandomEffect => ({ name, level, scale: 'logit', sd, on: each(on) });
