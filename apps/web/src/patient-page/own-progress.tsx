/** @jsxImportSource preact */
import { patientWords as words } from '../words/patient-en.ts';
import { ownChange } from './answer-sheet.ts';

export interface Progress {
  readonly points: readonly { readonly at: string; readonly total: number }[];
  readonly doses: readonly string[];
  readonly next?: string | undefined;
}

const size = { width: 320, height: 180, left: 34, right: 12, top: 12, bottom: 34 } as const;

/** The own progress: a plain sentence first, then a small chart that says which way is better. */
export function OwnProgress({ progress, most }: { readonly progress: Progress; readonly most: number }) {
  const { points, doses, next } = progress;
  const change = ownChange(points, doses);
  const percent = change.percent ?? 0;
  const sentence =
    change.kind === 'fewer'
      ? words.mine.fewer(percent)
      : change.kind === 'more'
        ? words.mine.more(percent)
        : change.kind === 'same'
          ? words.mine.same
          : words.mine.first;
  const date = new Intl.DateTimeFormat(navigator.language, { day: 'numeric', month: 'short' });
  const long = new Intl.DateTimeFormat(navigator.language, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  });
  return (
    <section class="mine">
      <h1>{words.mine.title}</h1>
      <p class="lead">{sentence}</p>
      {points.length < 2 ? null : (
        <figure>
          <figcaption>{words.mine.axis}</figcaption>
          <Chart points={points} doses={doses} most={most} />
          {doses.length === 0 ? null : <p class="small">{words.mine.visits}</p>}
          <details>
            <summary>{words.mine.table}</summary>
            <ul>
              {points.map((point) => (
                <li key={point.at}>
                  {date.format(new Date(point.at))}: {point.total} {words.mine.points}
                </li>
              ))}
            </ul>
          </details>
        </figure>
      )}
      {next === undefined ? null : <p>{words.mine.next(long.format(new Date(`${next}T00:00:00Z`)))}</p>}
    </section>
  );
}

const gapMs = 45 * 86_400_000;

function Chart({
  points,
  doses,
  most,
}: {
  readonly points: Progress['points'];
  readonly doses: readonly string[];
  readonly most: number;
}) {
  const ms = points.map((point) => Date.parse(point.at));
  const all = [...ms, ...doses.map((dose) => Date.parse(dose))];
  const from = Math.min(...all);
  const span = Math.max(1, Math.max(...all) - from);
  const x = (at: number) => size.left + ((at - from) / span) * (size.width - size.left - size.right);
  const y = (total: number) => size.top + (1 - total / most) * (size.height - size.top - size.bottom);
  const bottom = size.height - size.bottom;
  const line = points.map((point, index) => {
    const gap = index === 0 || (ms[index] ?? 0) - (ms[index - 1] ?? 0) > gapMs;
    return `${gap ? 'M' : 'L'}${x(ms[index] ?? 0).toFixed(1)},${y(point.total).toFixed(1)}`;
  });
  const date = new Intl.DateTimeFormat(navigator.language, { day: 'numeric', month: 'short' });
  return (
    <svg viewBox={`0 0 ${size.width} ${size.height}`} aria-hidden="true">
      {[0, Math.round(most / 3), Math.round((2 * most) / 3), most].map((tick) => (
        <g key={tick}>
          <line class="grid" x1={size.left} x2={size.width - size.right} y1={y(tick)} y2={y(tick)} />
          <text x={size.left - 6} y={y(tick) + 4} text-anchor="end">
            {tick}
          </text>
        </g>
      ))}
      {doses.map((dose) => (
        <line
          key={dose}
          class="visit"
          x1={x(Date.parse(dose))}
          x2={x(Date.parse(dose))}
          y1={bottom}
          y2={bottom - 9}
        />
      ))}
      <path class="line" d={line.join('')} />
      {points.map((point, index) => (
        <circle key={point.at} cx={x(ms[index] ?? 0)} cy={y(point.total)} r={4} />
      ))}
      <text x={size.left} y={size.height - 12}>
        {date.format(new Date(from))}
      </text>
      <text x={size.width - size.right} y={size.height - 12} text-anchor="end">
        {date.format(new Date(from + span))}
      </text>
    </svg>
  );
}
