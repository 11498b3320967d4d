/** @jsxImportSource preact */
import { patientWords as words } from '../words/patient-en.ts';
import { quietPlace, stretches, ticksOf, type OwnPoint } from './own-chart-model.ts';

const box = { width: 320, left: 30, right: 10, top: 30, bottom: 30 } as const;
const dayAndMonth = new Intl.DateTimeFormat(navigator.language, { day: 'numeric', month: 'short' });
const withYear = new Intl.DateTimeFormat(navigator.language, {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
});
/** A day as it is written in a list. */
export const dayText = (at: string | number): string => withYear.format(new Date(at));

/** One line of own numbers. The way that is better is printed at the axis; where nothing was answered, the line stops. */
export function OwnChart({
  points,
  range,
  better,
  height = 190,
  baseline,
  doses = [],
}: {
  readonly points: readonly OwnPoint[];
  readonly range: { readonly from: number; readonly to: number };
  readonly better: string;
  readonly height?: number;
  readonly baseline?: number | undefined;
  readonly doses?: readonly string[];
}) {
  const lines = stretches(points);
  const times = [...points.map(({ at }) => Date.parse(at)), ...doses.map((at) => Date.parse(at))];
  const from = Math.min(...times);
  const to = Math.max(...times);
  const bottom = height - box.bottom;
  const inner = box.width - box.left - box.right;
  // A single day stands in the middle.
  const x = (at: number) => box.left + (to === from ? 0.5 : (at - from) / (to - from)) * inner;
  const y = (total: number) =>
    box.top + (1 - (total - range.from) / Math.max(1, range.to - range.from)) * (bottom - box.top);
  const many = points.length > 40;
  const label =
    baseline === undefined
      ? undefined
      : quietPlace(
          lines.map((line) => line.map(({ at, total }) => ({ x: x(at), y: y(total) }))),
          { from: box.left, to: box.width - box.right, line: y(baseline), top: box.top, bottom },
        );
  return (
    <svg viewBox={`0 0 ${box.width} ${height}`} aria-hidden="true">
      <text x={0} y={12}>
        {better}
      </text>
      {ticksOf(range).map((tick) => (
        <g key={tick}>
          <line class="grid" x1={box.left} x2={box.width - box.right} y1={y(tick)} y2={y(tick)} />
          <text x={box.left - 6} y={y(tick) + 4} text-anchor="end">
            {tick}
          </text>
        </g>
      ))}
      {baseline === undefined ? null : (
        <>
          <line class="start" x1={box.left} x2={box.width - box.right} y1={y(baseline)} y2={y(baseline)} />
          <text class="over" x={label?.x} y={label?.y} text-anchor={label?.anchor}>
            {words.mine.start}
          </text>
        </>
      )}
      {doses.map((at) => (
        <line
          key={at}
          class="visit"
          x1={x(Date.parse(at))}
          x2={x(Date.parse(at))}
          y1={bottom}
          y2={bottom - 8}
        />
      ))}
      {lines.map((line) => (
        <path
          key={line[0]?.at}
          class="line"
          d={line
            .map(
              ({ at, total }, index) =>
                `${index === 0 ? 'M' : 'L'}${x(at).toFixed(1)},${y(total).toFixed(1)}`,
            )
            .join('')}
        />
      ))}
      {lines.flat().map(({ at, total }) => (
        <circle key={at} cx={x(at)} cy={y(total)} r={many ? 2 : 4} />
      ))}
      <text
        x={to === from ? x(from) : box.left}
        y={height - 10}
        text-anchor={to === from ? 'middle' : 'start'}
      >
        {dayAndMonth.format(from)}
      </text>
      {to === from ? null : (
        <text x={box.width - box.right} y={height - 10} text-anchor="end">
          {dayAndMonth.format(to)}
        </text>
      )}
    </svg>
  );
}
