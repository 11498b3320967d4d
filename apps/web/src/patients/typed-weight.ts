import type { FactView } from '@evenkeel/contract';
import { defaultPolicy, weightDoubts, type MeasuredWeight } from '@evenkeel/protocol';
import { parseDecimal, parseWeight, type Decimal, type Instant } from '@evenkeel/quantities';

/**
 * What makes a typed weight doubtful beside the record, as sentences; none while it cannot be read. The thresholds are
 * the default policy's: the banner and the plan doubt by the clinic's own. `except` is the fact that is being changed.
 */
export function typedWeightDoubts(
  text: string,
  measuredAt: Instant,
  facts: readonly FactView[],
  zone: string,
  except?: string,
): readonly string[] {
  const parsed = parseWeight(text);
  if ('problem' in parsed) return [];
  const newestOf = (kind: 'weight' | 'height') =>
    facts
      .filter((fact) => fact.kind === kind && fact.state === 'current' && fact.factId !== except)
      .filter((fact) => String(fact.body['measuredAt']) <= measuredAt)
      .toSorted((a, b) => (String(a.body['measuredAt']) < String(b.body['measuredAt']) ? -1 : 1))
      .at(-1)?.body;
  const earlier = newestOf('weight') as MeasuredWeight | undefined;
  const height = newestOf('height')?.['centimetres'];
  const heightCm: Decimal | undefined = typeof height === 'string' ? parseDecimal(height) : undefined;
  const typed = { kilograms: parsed.weight, measuredAt, estimated: false };
  return weightDoubts(typed, earlier, heightCm, defaultPolicy, zone);
}
