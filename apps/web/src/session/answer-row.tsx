import type { ReactNode } from 'react';
import type { Source } from '@evenkeel/protocol';
import { evidenceMarks } from '../words/evidence-en.ts';
import { sessionWords as words } from '../words/session-en.ts';

export type Answer = 'yes' | 'no' | 'unknown';

const marks: { readonly [M in 'open' | 'shut' | 'unknown']: ReactNode } = {
  open: <path d="M3 9l4 4 7-9" fill="none" stroke="currentColor" strokeWidth="2.5" />,
  shut: <path d="M4 4l9 9M13 4l-9 9" fill="none" stroke="currentColor" strokeWidth="2.5" />,
  unknown: (
    <>
      <circle cx="8.5" cy="8.5" r="6" fill="none" stroke="currentColor" strokeWidth="2" />
      <path d="M3.5 13.5l10-10" stroke="currentColor" strokeWidth="2" />
    </>
  ),
};

/** Met, not met or unknown as a shape; the word stands beside it. */
export function AnswerMark({ mark }: { readonly mark: 'open' | 'shut' | 'unknown' }) {
  return (
    <svg width={20} height={20} viewBox="0 0 17 17" aria-hidden="true" className={`answer-mark ${mark}`}>
      {marks[mark]}
    </svg>
  );
}

/** One question in one row: its words, its rule and source, and three large answers where a person answers it. */
export function AnswerRow({
  mark,
  word,
  question,
  says,
  rule,
  source,
  value,
  onAnswer,
  disabled = false,
  yesDisabled = false,
  children,
}: {
  readonly mark: 'open' | 'shut' | 'unknown';
  readonly word: string;
  readonly question: string;
  readonly says: string;
  readonly rule: string;
  readonly source: Source | undefined;
  readonly value?: Answer | undefined;
  readonly onAnswer?: ((answer: Answer) => void) | undefined;
  readonly disabled?: boolean;
  readonly yesDisabled?: boolean;
  readonly children?: ReactNode;
}) {
  return (
    <li className={`answer-row ${mark}`}>
      <AnswerMark mark={mark} />
      <div className="answer-text">
        <p className="answer-question">
          {question} <span className={`answer-word ${mark}`}>{word}</span>
        </p>
        <details>
          <summary>{says}</summary>
          <p className="quiet small">
            {words.gates.source} {rule}.{' '}
            {source === undefined ? '' : `${source.citation} (${evidenceMarks[source.mark].toLowerCase()}).`}
          </p>
        </details>
        {children}
      </div>
      {onAnswer === undefined ? null : (
        <fieldset className="answers" disabled={disabled}>
          <legend className="visually-hidden">{question}</legend>
          {(['yes', 'no', 'unknown'] as const).map((answer) => (
            <button
              key={answer}
              type="button"
              aria-pressed={value === answer}
              disabled={answer === 'yes' && yesDisabled}
              onClick={() => onAnswer(answer)}
            >
              {words[answer]}
            </button>
          ))}
        </fieldset>
      )}
    </li>
  );
}
