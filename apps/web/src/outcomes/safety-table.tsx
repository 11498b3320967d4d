import type { ClinicOutcomesView } from '@evenkeel/contract';
import { wordsOf } from '../app/format.ts';
import { TableHead } from '../app/table-head.tsx';
import { outcomesWords } from '../words/outcomes-en.ts';
import { isHidden, oneDecimal } from './outcome-model.ts';

const t = outcomesWords.safety;

/** Adverse events per 100 sessions with their intervals, or why they are hidden. */
export function SafetyTable({ safety }: { readonly safety: ClinicOutcomesView['safety'] }) {
  return (
    <section aria-labelledby="outcomes-safety">
      <h2 id="outcomes-safety">{t.title}</h2>
      {isHidden(safety) ? (
        <p className="quiet">{safety.why}</p>
      ) : (
        <>
          <p className="small quiet">
            {t.lead(safety.sessions.toLocaleString('en-GB'), safety.people.toLocaleString('en-GB'))}
          </p>
          {safety.rates.length === 0 ? (
            <p>{t.none}</p>
          ) : (
            <div className="scroll">
              <table className="plain">
                <TableHead names={t.columns} />
                <tbody>
                  {safety.rates.map((one) => (
                    <tr key={`${one.kind} ${one.severity}`}>
                      <td>{sentenceCase(wordsOf(one.kind))}</td>
                      <td data-label={t.columns[1]}>{wordsOf(one.severity)}</td>
                      <td data-label={t.columns[2]}>{one.sessions}</td>
                      <td data-label={t.columns[3]}>{oneDecimal(one.per100)}</td>
                      <td data-label={t.columns[4]}>
                        {oneDecimal(one.low)} to {oneDecimal(one.high)}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </>
      )}
    </section>
  );
}

const sentenceCase = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);
