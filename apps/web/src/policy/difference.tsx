import type { PolicyChangeView, PolicyListChangeView } from '@evenkeel/contract';
import { Value } from '../app/ui.tsx';
import { TableHead } from '../app/table-head.tsx';
import { policyWords } from '../words/policy-en.ts';
import { thresholdTitle } from './threshold-areas.ts';
import { GroundCells } from './ground-cells.tsx';

const t = policyWords.proposal;

/** The name of a list of the policy. */
export function listTitle(list: string): string {
  return list === 'templates' ? policyWords.templates : policyWords.consentVersion;
}

/** A template or a form by its title. */
export function memberTitle(
  list: string,
  one: string,
  titles: Readonly<Record<string, string>> = {},
): string {
  return list === 'templates' ? (titles[one] ?? one) : one;
}

/** Which way is more cautious, as the direction of the change says. */
function cautiousSide({ before, after, direction }: PolicyChangeView): 'lower' | 'higher' {
  return (direction === 'moreCautious') === after < before ? 'lower' : 'higher';
}

/** What a version changes, each value beside its default and its limit. */
export function DifferenceTable({ changes }: { readonly changes: readonly PolicyChangeView[] }) {
  return (
    <div className="scroll">
      <table className="plain">
        <TableHead
          names={[
            policyWords.threshold,
            t.before,
            t.after,
            t.directionHead,
            policyWords.usual,
            policyWords.limit,
            policyWords.source,
          ]}
        />
        <tbody>
          {changes.map((one) => (
            <tr key={one.name}>
              <th scope="row">{thresholdTitle(one.name)}</th>
              <td data-label={t.before}>
                <Value value={one.before} unit={one.unit} />
              </td>
              <td data-label={t.after}>
                <strong>
                  <Value value={one.after} unit={one.unit} />
                </strong>
              </td>
              <td data-label={t.directionHead}>{t.direction[one.direction]}</td>
              <GroundCells row={{ ...one, cautious: cautiousSide(one) }} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What a version changes in the lists. */
export function ListDifference({ lists }: { readonly lists: readonly PolicyListChangeView[] }) {
  return (
    <ul>
      {lists.map(({ list, added, removed }) => (
        <li key={list}>
          {listTitle(list)}:{' '}
          {[
            ...added.map((one) => `${memberTitle(list, one)} ${t.added}`),
            ...removed.map((one) => `${memberTitle(list, one)} ${t.removed}`),
          ].join('; ')}
        </li>
      ))}
    </ul>
  );
}

/** The difference as one line for the history. */
export function differenceText(
  changes: readonly PolicyChangeView[],
  lists: readonly PolicyListChangeView[],
): string {
  return [
    ...changes.map((one) => `${thresholdTitle(one.name)} ${one.before} → ${one.after} ${one.unit}`),
    ...lists.map(({ list, added, removed }) =>
      [
        listTitle(list),
        ...added.map((one) => `+ ${memberTitle(list, one)}`),
        ...removed.map((one) => `- ${memberTitle(list, one)}`),
      ].join(' '),
    ),
  ].join('; ');
}
