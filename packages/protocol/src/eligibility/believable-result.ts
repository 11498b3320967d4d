import type { TestName, TestResult } from '../patient-facts.ts';

/**
 * Values outside these are taken for a wrong unit or a typing error until they are entered again: a QTc in seconds, an
 * ALT in units per litre. Wide enough for any living adult. Local defaults, to be checked.
 */
const plausible: { readonly [T in TestName]?: readonly [low: number, high: number, unit: string] } =
  Object.freeze({
    qtc: [200, 800, 'ms'],
    alt: [0.05, 300, 'x upper limit'],
    bilirubin: [0.05, 60, 'x upper limit'],
    egfr: [1, 250, 'mL/min/1.73 m2'],
    stopBang: [0, 8, 'points'],
    ast: [0.05, 300, 'x upper limit'],
    alp: [0.05, 60, 'x upper limit'],
    ggt: [0.05, 300, 'x upper limit'],
    heartRate: [20, 250, 'per minute'],
    spo2: [50, 100, '%'],
  });

/** What makes the number of a result hard to believe, as a sentence; undefined when nothing does or there is none. */
export function resultDoubt({ test, value }: TestResult): string | undefined {
  const range = plausible[test];
  if (value === undefined || range === undefined) return undefined;
  const [low, high, unit] = range;
  return value >= low && value <= high ? undefined : `${value} is outside ${low} to ${high} ${unit}.`;
}

/** The number of a result; undefined when there is none or when it is hard to believe. */
export function believableValue(result: TestResult | undefined): number | undefined {
  return result === undefined || resultDoubt(result) !== undefined ? undefined : result.value;
}
