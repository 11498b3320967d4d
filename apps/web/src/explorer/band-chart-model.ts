/** Percentiles over time, as a chart takes them. */
export interface Band {
  readonly times: Float64Array;
  readonly p5: Float64Array;
  readonly p25: Float64Array;
  readonly p50: Float64Array;
  readonly p75: Float64Array;
  readonly p95: Float64Array;
}

/** One plan in a chart: hours after the first dose and values; the band once it is made. */
export interface BandLine {
  readonly letter: string;
  readonly typical: { readonly times: Float64Array; readonly values: Float64Array };
  readonly band?: Band;
}

type Place = (value: number) => number;

const round = (value: number) => Math.round(value * 10) / 10;

/** Index after the last time within a domain that rises. */
function endOf(times: Float64Array, domainH: number): number {
  let end = times.length;
  while (end > 0 && times[end - 1]! > domainH + 1e-9) end -= 1;
  return end;
}

/** The lowest and highest value of all lines and bands within a domain; zero is always among them. */
export function chartTop(lines: readonly BandLine[], domainH: number): readonly [number, number] {
  let [low, high] = [0, 0];
  const look = (times: Float64Array, values: Float64Array) => {
    const end = endOf(times, domainH);
    for (let index = 0; index < end; index += 1) {
      const value = values[index]!;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  };
  for (const { typical, band } of lines) {
    look(typical.times, typical.values);
    if (band === undefined) continue;
    look(band.times, band.p5);
    look(band.times, band.p95);
  }
  return low === high ? [0, 1] : [low, high];
}

/** The line through the middle values. */
export function linePath(
  { times, p50 }: { readonly times: Float64Array; readonly p50: Float64Array },
  domainH: number,
  x: Place,
  y: Place,
): string {
  const end = endOf(times, domainH);
  let path = '';
  for (let index = 0; index < end; index += 1)
    path += `${index === 0 ? 'M' : 'L'}${round(x(times[index]!))} ${round(y(p50[index]!))}`;
  return path;
}

/** The closed stretch between two percentiles. */
export function areaPath(
  band: Band,
  lower: 'p5' | 'p25',
  upper: 'p75' | 'p95',
  domainH: number,
  x: Place,
  y: Place,
): string {
  const end = endOf(band.times, domainH);
  if (end === 0) return '';
  let path = linePath({ times: band.times, p50: band[upper] }, domainH, x, y);
  for (let index = end - 1; index >= 0; index -= 1)
    path += `L${round(x(band.times[index]!))} ${round(y(band[lower][index]!))}`;
  return `${path}Z`;
}

/** Where the letter of a plan stands: above the largest value of its line. */
export function labelPlace(
  { times, values }: BandLine['typical'],
  domainH: number,
  x: Place,
  y: Place,
): readonly [number, number] | undefined {
  const end = endOf(times, domainH);
  let best = -1;
  for (let index = 0; index < end; index += 1)
    if (best < 0 || Math.abs(values[index]!) > Math.abs(values[best]!)) best = index;
  if (best < 0) return undefined;
  return [round(x(times[best]!)) + 10, Math.max(11, round(y(values[best]!)) - (values[best]! < 0 ? -14 : 5))];
}

/** A value between two times, on the straight line between them. Not a number for an empty line. */
export function valueAt(times: Float64Array, values: Float64Array, hours: number): number {
  let after = 0;
  while (after < times.length && times[after]! < hours) after += 1;
  if (after === 0) return values[0] ?? Number.NaN;
  if (after === times.length) return values[after - 1]!;
  const [a, b] = [times[after - 1]!, times[after]!];
  const share = (hours - a) / (b - a);
  return values[after - 1]! * (1 - share) + values[after]! * share;
}

/** Times of the rows of a table: denser early, where most happens. */
export function rowsOf(domainH: number): readonly number[] {
  return Array.from({ length: 21 }, (_, index) => domainH * (index / 20) ** 1.5).map(
    (hours) => Math.round(hours * 100) / 100,
  );
}
