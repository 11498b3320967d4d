/** How much a sentence asks for: a person now, something due, a note, or something that is not known. */
export type AttentionLevel = 'now' | 'due' | 'note' | 'unknown';

/** One line or area of a mark, in a square of 16 by 16; `filled` areas have no outline. */
export interface MarkPart {
  readonly d: string;
  readonly filled: boolean;
}

const circle = (radius: number) =>
  `M${8 - radius} 8a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0z`;

/** The shape of each level. Without any colour they are told apart: octagon, clock, dot, crossed ring. */
export const attentionShapes: { readonly [L in AttentionLevel]: readonly MarkPart[] } = Object.freeze({
  now: [{ d: 'M5 1h6l4 4v6l-4 4H5l-4-4V5z', filled: true }],
  due: [
    { d: circle(6.5), filled: false },
    { d: 'M8 4v4l3 2', filled: false },
  ],
  note: [{ d: circle(4), filled: true }],
  unknown: [
    { d: circle(6), filled: false },
    { d: 'M3 13 13 3', filled: false },
  ],
});
