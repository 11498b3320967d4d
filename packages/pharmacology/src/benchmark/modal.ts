/*
 * The linear states in closed form. Ketamine is three modes that decay by themselves; the effect site and the two modes
 * of norketamine each follow their sum at a rate of their own. What a follower gets from a mode in a time is a divided
 * difference of exponentials, which stays exact where the two rates are equal: no case is treated apart.
 * While an infusion runs, every state is kept as its distance from the level it would settle at.
 */

/** Places in the array of one person's modes. */
export const lambda = 0; // 3 rates of ketamine, 1/h
export const mu = 3; // rates of the followers: effect site, then norketamine's two, 1/h
export const follows = 6; // what each follower gains per hour from ketamine's concentration, 1/h
export const settles = 9; // where each of the 6 states settles at 1 mg/h, mg/L
export const modeCount = 15;

/** Newton's steps from 0 to the smallest rate: they climb to it and double their digits once near. */
const newtonSteps = 12;

/** Fills the modes of the person whose row starts at `offset`. Order of a row: benchmark-model.ts. */
export function fillModes(row: Float64Array, offset: number, modes: Float64Array): void {
  const clearance = row[offset + 1]!;
  const central = row[offset + 2]!;
  const fast = row[offset + 5]!;
  const slow = row[offset + 6]!;
  const k21 = fast / row[offset + 3]!;
  const k31 = slow / row[offset + 4]!;
  const [k10, k12, k13] = [clearance / central, fast / central, slow / central];
  // The rates solve x^3 - a2 x^2 + a1 x - a0 = 0; all are real and positive, for the compartments hang on one.
  const a2 = k10 + k12 + k13 + k21 + k31;
  const a1 = k10 * k31 + k21 * k31 + k21 * k13 + k10 * k21 + k31 * k12;
  const a0 = k10 * k21 * k31;
  let l3 = 0;
  for (let step = 0; step < newtonSteps; step += 1)
    l3 -= (((l3 - a2) * l3 + a1) * l3 - a0) / ((3 * l3 - 2 * a2) * l3 + a1);
  const sum = a2 - l3;
  const product = a0 / l3;
  const l1 = 0.5 * (sum + Math.sqrt(Math.max(0, sum * sum - 4 * product)));
  const l2 = product / l1;
  const share1 = ((k21 - l1) * (k31 - l1)) / ((l2 - l1) * (l3 - l1));
  const share2 = ((k21 - l2) * (k31 - l2)) / ((l1 - l2) * (l3 - l2));
  const share3 = ((k21 - l3) * (k31 - l3)) / ((l1 - l3) * (l2 - l3));
  const metabolite = row[offset + 9]!;
  const out = row[offset + 8]! / metabolite;
  const n12 = row[offset + 11]! / metabolite;
  const n21 = row[offset + 11]! / row[offset + 10]!;
  const both = out + n12 + n21;
  const m1 = 0.5 * (both + Math.sqrt(both * both - 4 * out * n21));
  const m2 = (out * n21) / m1;
  const formed = (row[offset + 7]! * clearance) / metabolite;
  const site = row[offset + 12]!;
  modes[lambda] = l1;
  modes[lambda + 1] = l2;
  modes[lambda + 2] = l3;
  modes[mu] = site;
  modes[mu + 1] = m1;
  modes[mu + 2] = m2;
  modes[follows] = site;
  modes[follows + 1] = (formed * (n21 - m1)) / (m2 - m1);
  modes[follows + 2] = (formed * (n21 - m2)) / (m1 - m2);
  modes[settles] = share1 / (central * l1);
  modes[settles + 1] = share2 / (central * l2);
  modes[settles + 2] = share3 / (central * l3);
  const level = modes[settles]! + modes[settles + 1]! + modes[settles + 2]!;
  modes[settles + 3] = level;
  modes[settles + 4] = (modes[follows + 1]! * level) / m1;
  modes[settles + 5] = (modes[follows + 2]! * level) / m2;
}

/** (e^-lambda t - e^-mu t) / (mu - lambda), in h; `slow` and `fast` are the two exponentials. */
export function dividedDifference(l: number, m: number, t: number, ofL: number, ofM: number): number {
  const x = (m - l) * t;
  if (x > 0.01 || x < -0.01) return (ofL - ofM) / (m - l);
  // The same near a tie, by the series of (e^x - 1) / x.
  return t * ofM * (1 + x * (1 / 2 + x * (1 / 6 + x * (1 / 24 + x * (1 / 120)))));
}

/** Entries of a factor: decay of the three modes; then for each follower its own decay and its gain from each mode. */
export const factorLength = (followers: number) => 3 + 4 * followers;

/** Fills the factor that carries the modes and the first `followers` followers over `hours`. */
export function fillFactor(
  modes: Float64Array,
  followers: number,
  hours: number,
  factor: Float64Array,
  offset: number,
): void {
  for (let mode = 0; mode < 3; mode += 1) factor[offset + mode] = Math.exp(-modes[lambda + mode]! * hours);
  for (let follower = 0; follower < followers; follower += 1) {
    const rate = modes[mu + follower]!;
    const decay = Math.exp(-rate * hours);
    const place = offset + 3 + 4 * follower;
    factor[place] = decay;
    for (let mode = 0; mode < 3; mode += 1)
      factor[place + 1 + mode] =
        modes[follows + follower]! *
        dividedDifference(modes[lambda + mode]!, rate, hours, factor[offset + mode]!, decay);
  }
}

/** Makes the factor of twice the hours out of one at `from`; nothing is lost in it, every term is a sum or a product. */
export function doubleFactor(followers: number, factor: Float64Array, from: number, to: number): void {
  for (let follower = 0; follower < followers; follower += 1) {
    const place = 3 + 4 * follower;
    const decay = factor[from + place]!;
    for (let mode = 0; mode < 3; mode += 1)
      factor[to + place + 1 + mode] = factor[from + place + 1 + mode]! * (factor[from + mode]! + decay);
    factor[to + place] = decay * decay;
  }
  for (let mode = 0; mode < 3; mode += 1) factor[to + mode] = factor[from + mode]! ** 2;
}
