import type { ReactNode } from 'react';

export type AttentionLevel = 'now' | 'due' | 'note' | 'unknown';

const shapes: { readonly [L in AttentionLevel]: ReactNode } = {
  now: <path d="M5 1h6l4 4v6l-4 4H5l-4-4V5z" fill="currentColor" />,
  due: (
    <>
      <circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" strokeWidth="2" />
      <path d="M8 4v4l3 2" fill="none" stroke="currentColor" strokeWidth="2" />
    </>
  ),
  note: <circle cx="8" cy="8" r="4" fill="currentColor" />,
  unknown: (
    <>
      <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeWidth="2" />
      <path d="M3 13 13 3" stroke="currentColor" strokeWidth="2" />
    </>
  ),
};

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
      {shapes[level]}
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
