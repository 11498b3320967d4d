import type { Channel } from '@evenkeel/pharmacology';
import { Value } from '../app/ui.tsx';
import { explorerWords as words } from '../words/explorer-en.ts';
import type { FigureRow } from './figures.ts';
import { figure } from './plan-draft.ts';

/** What was opened to its grounds. */
export interface Opened {
  readonly plan: number;
  readonly channel: Channel;
  readonly name: string;
}

/** Figures of up to four plans beside each other; each opens to its grounds. */
export function FiguresTable({
  plans,
  onWhy,
}: {
  readonly plans: readonly {
    readonly index: number;
    readonly letter: string;
    readonly rows: readonly FigureRow[];
  }[];
  readonly onWhy: (opened: Opened) => void;
}) {
  const [first] = plans;
  if (first === undefined) return null;
  const names = [...new Set(plans.flatMap(({ rows }) => rows.map(({ name }) => name)))];
  return (
    <div className="scroll">
      <table className="plain explorer-figures">
        <thead>
          <tr>
            <th scope="col">{words.figures.name}</th>
            {plans.map(({ letter }) => (
              <th key={letter} scope="col">
                {words.plan.title(letter)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {names.map((name) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {plans.map(({ index, letter, rows }) => {
                const row = rows.find((one) => one.name === name);
                return (
                  <td key={letter}>
                    {row === undefined ? (
                      words.notIn
                    ) : (
                      <>
                        <Value value={figure(row.value)} unit={row.unit} />{' '}
                        <button
                          type="button"
                          className="linklike small noprint"
                          aria-label={`${words.figures.whyOf(name)}, ${words.plan.title(letter)}`}
                          onClick={() => onWhy({ plan: index, channel: row.channel, name })}
                        >
                          {words.figures.why}
                        </button>
                        {row.range === undefined ? null : (
                          <span className="small quiet range">
                            {words.range(figure(row.range[0]), figure(row.range[1]))}
                          </span>
                        )}
                      </>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
