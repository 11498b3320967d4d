import { Value } from '../app/ui.tsx';
import { policyWords as t } from '../words/policy-en.ts';
import { SourceLine } from './source-line.tsx';
import type { ThresholdRow } from './policy-in-force.ts';
import { limitText } from './value-faults.ts';

/** What a threshold is held to, as cells of its row: the default, the limit, the source. */
export function GroundCells({
  row,
}: {
  readonly row: Pick<ThresholdRow, 'usual' | 'unit' | 'cautious' | 'floor' | 'mark' | 'citation'>;
}) {
  return (
    <>
      <td data-label={t.usual}>
        <Value value={row.usual} unit={row.unit} />
      </td>
      <td data-label={t.limit}>{limitText(row)}</td>
      <td data-label={t.source}>
        <SourceLine {...row} />
      </td>
    </>
  );
}
