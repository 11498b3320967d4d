import type { ReactNode } from 'react';
import { attentionShapes, type AttentionLevel } from './attention-level.ts';

export type { AttentionLevel } from './attention-level.ts';

/** The shape of an attention level. Shape and word always come with colour; the word stands beside it. */
export function AttentionMark({
  level,
  size = 14,
}: {
  readonly level: AttentionLevel;
  readonly size?: number;
}) {
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      {attentionShapes[level].map(({ d, filled }) =>
        filled ? (
          <path key={d} d={d} fill="currentColor" />
        ) : (
          <path key={d} d={d} fill="none" stroke="currentColor" strokeWidth="2" />
        ),
      )}
    </svg>
  );
}

/** One sentence that asks for attention. */
export function Attention({
  level,
  children,
}: {
  readonly level: AttentionLevel;
  readonly children: ReactNode;
}) {
  return (
    <span className={`attention attention-${level}`}>
      <AttentionMark level={level} />
      <span>{children}</span>
    </span>
  );
}
