import { scaleLinear } from 'd3-scale';
import { useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { symbolPath, type Shape } from '../charts/course-symbols.ts';
import { useWidth } from '../charts/use-width.ts';
import { outcomesWords as words } from '../words/outcomes-en.ts';
import { oneDecimal, pointText, type WeekPoint } from './outcome-model.ts';
import '../charts/charts.css';
import './outcomes.css';

/** One line of numbers by week. */
export interface WeekSeries {
  readonly name: string;
  readonly points: readonly WeekPoint[];
}

const left = 48;
const right = 14;
const top = 30;
const plot = 168;
const shapes: readonly Shape[] = ['circle', 'square'];

/**
 * Numbers by week with their intervals, and n under each week. Two lines differ in shape, fill and dashes, so that they
 * survive grey print. A hidden week has an open mark under the axis and its reason where it is read.
 */
export function WeekChart({
  title,
  axis,
  unit,
  series,
}: {
  readonly title: string;
  readonly axis: string;
  readonly unit: string;
  readonly series: readonly WeekSeries[];
}) {
  const [asTable, setAsTable] = useState(false);
  const [place, setPlace] = useState<number>();
  const holder = useRef<HTMLElement>(null);
  const toggle = useRef<HTMLButtonElement>(null);
  const width = useWidth(holder, 520);
  const id = useId();
  const weeks = useMemo(() => series[0]?.points.map(({ week }) => week) ?? [], [series]);
  const bottom = top + plot;
  const height = bottom + 40 + series.length * 16;
  const { x, y } = useMemo(() => {
    const values = series.flatMap(({ points }) =>
      points.flatMap(({ value, low, high }) => [value, low, high].filter((one) => one !== undefined)),
    );
    const domain = unit === '%' ? [0, 100] : [Math.min(0, ...values), Math.max(0, ...values)];
    return {
      x: scaleLinear()
        .domain([0.5, Math.max(1, ...weeks) + 0.5])
        .range([left, width - right]),
      y: scaleLinear()
        .domain(domain[0] === domain[1] ? [0, 1] : domain)
        .nice(4)
        .range([bottom, top]),
    };
  }, [series, unit, width, weeks, bottom]);
  const week = place === undefined ? undefined : weeks[place];
  const reading =
    week === undefined
      ? ''
      : `${words.week(week)}: ${series
          .map(({ name, points }) => `${pointText(points[place!]!, unit)} ${name}`)
          .join('; ')}`;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const last = weeks.length - 1;
    if (event.key === 't') {
      setAsTable((now) => !now);
      toggle.current?.focus();
    } else if (event.key === 'ArrowRight') setPlace((old) => Math.min(last, (old ?? -1) + 1));
    else if (event.key === 'ArrowLeft') setPlace((old) => Math.max(0, (old ?? last + 1) - 1));
    else if (event.key === 'Home') setPlace(0);
    else if (event.key === 'End') setPlace(last);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  // Where weeks stand close every second one is written, so that n never runs into n.
  const isTold = (one: number) => (width - left - right) / weeks.length >= 27 || one % 2 === 0;
  const apart = series.length > 1 ? 5 : 0;
  return (
    <section className="chart week-chart" aria-labelledby={id} ref={holder}>
      <div className="chart-head">
        <h2 id={id}>{title}</h2>
        <button
          ref={toggle}
          type="button"
          className="chart-toggle"
          aria-label={`${asTable ? words.chart : words.table}: ${title}`}
          onClick={() => setAsTable((now) => !now)}
          onKeyDown={onKeyDown}
        >
          {asTable ? words.chart : words.table}
        </button>
      </div>
      {asTable ? (
        <WeekTable series={series} unit={unit} />
      ) : (
        <>
          <div
            className="chart-picture"
            // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an input cannot hold a picture
            role="slider"
            tabIndex={0}
            aria-label={`${title}. ${words.help}`}
            aria-valuemin={0}
            aria-valuemax={Math.max(0, weeks.length - 1)}
            aria-valuenow={place ?? 0}
            aria-valuetext={reading}
            onKeyDown={onKeyDown}
            onPointerMove={(event) => {
              const box = event.currentTarget.getBoundingClientRect();
              const near = Math.round(x.invert(event.clientX - box.left)) - 1;
              setPlace(Math.min(weeks.length - 1, Math.max(0, near)));
            }}
            onPointerLeave={() => setPlace(undefined)}
          >
            <svg
              width={width}
              height={height}
              viewBox={`0 0 ${width} ${height}`}
              data-figure={title}
              aria-hidden="true"
            >
              <text className="chart-label" x={4} y={12}>
                {axis}
              </text>
              <g className="chart-grid">
                {y.ticks(4).map((tick) => (
                  <g key={tick}>
                    <line
                      x1={left}
                      x2={width - right}
                      y1={y(tick)}
                      y2={y(tick)}
                      className={tick === 0 ? 'heavy' : ''}
                    />
                    <text x={left - 8} y={y(tick) + 4} textAnchor="end">
                      {oneDecimal(tick)}
                    </text>
                  </g>
                ))}
                <text className="chart-note" x={left - 8} y={bottom + 20} textAnchor="end">
                  {words.weekShort}
                </text>
                {weeks.filter(isTold).map((one) => (
                  <text key={one} x={x(one)} y={bottom + 20} textAnchor="middle">
                    {one}
                  </text>
                ))}
              </g>
              {week === undefined ? null : (
                <line className="week-cursor" x1={x(week)} x2={x(week)} y1={top} y2={bottom} />
              )}
              {series.map(({ name, points }, index) => (
                <g key={name} className={`week-series week-series-${index}`}>
                  <path className="line" d={lineOf(points, (one) => x(one) + (index - 0.5) * 2 * apart, y)} />
                  <path
                    className="interval"
                    d={points
                      .map(({ week: one, low, high }) =>
                        low === undefined || high === undefined
                          ? ''
                          : `M${x(one) + (index - 0.5) * 2 * apart} ${y(low)}V${y(high)}`,
                      )
                      .join('')}
                  />
                  <path
                    className="point"
                    d={points
                      .map(({ week: one, value }) =>
                        value === undefined
                          ? ''
                          : symbolPath(
                              shapes[index] ?? 'circle',
                              x(one) + (index - 0.5) * 2 * apart,
                              y(value),
                              4,
                            ),
                      )
                      .join('')}
                  />
                </g>
              ))}
              {series.map(({ name, points }, index) => (
                <g key={name} className="week-n">
                  <text className="chart-note" x={left - 8} y={bottom + 38 + index * 16} textAnchor="end">
                    {series.length > 1 ? (index === 0 ? '● n' : '□ n') : words.n}
                  </text>
                  {points
                    .filter(({ week: one }) => isTold(one))
                    .map((point) => (
                      <text
                        key={point.week}
                        className="chart-note"
                        x={x(point.week)}
                        y={bottom + 38 + index * 16}
                        textAnchor="middle"
                      >
                        {point.value === undefined ? '–' : point.n}
                      </text>
                    ))}
                </g>
              ))}
            </svg>
          </div>
          <p className="chart-read" aria-live="polite">
            {reading === '' ? (
              <>
                {series.length > 1 ? `● ${series[0]?.name}, □ ${series[1]?.name}. ` : ''}
                {noteOf(series)}
              </>
            ) : (
              reading
            )}
          </p>
        </>
      )}
    </section>
  );
}

/** The line between weeks that stand beside each other; a hidden week is a gap. */
function lineOf(
  points: readonly WeekPoint[],
  x: (week: number) => number,
  y: (value: number) => number,
): string {
  let path = '';
  let isOpen = false;
  for (const { week, value } of points) {
    if (value !== undefined) path += `${isOpen ? 'L' : 'M'}${x(week)} ${y(value)}`;
    isOpen = value !== undefined;
  }
  return path;
}

/** Why weeks without a number have none. */
function noteOf(series: readonly WeekSeries[]): string {
  const reasons = new Set(series.flatMap(({ points }) => points.flatMap(({ why }) => why ?? [])));
  return reasons.size === 0 ? '' : `${words.dash}: ${[...reasons].join(' ')}`;
}

/** The same numbers as a table; a hidden one shows its reason. */
function WeekTable({ series, unit }: { readonly series: readonly WeekSeries[]; readonly unit: string }) {
  return (
    <div className="chart-scroll">
      <table className="plain chart-table">
        <thead>
          <tr>
            <th scope="col">{words.weekColumn}</th>
            {series.map(({ name }) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {(series[0]?.points ?? []).map(({ week }, index) => (
            <tr key={week}>
              <th scope="row">{words.week(week)}</th>
              {series.map(({ name, points }) => (
                <td key={name}>{pointText(points[index]!, unit)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
