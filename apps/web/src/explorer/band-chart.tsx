import { scaleLinear } from 'd3-scale';
import { useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useWidth } from '../charts/use-width.ts';
import { explorerWords as words } from '../words/explorer-en.ts';
import {
  areaPath,
  chartTop,
  labelPlace,
  linePath,
  rowsOf,
  valueAt,
  type BandLine,
} from './band-chart-model.ts';
import { figure } from './plan-draft.ts';
import '../charts/charts.css';
import './explorer.css';

const left = 56;
const right = 28;
const top = 12;
const bottom = 34;
const height = 208;

/**
 * One channel of up to four plans: the lines differ in their dashes, so that they survive grey print, and the plan in front
 * has its bands. Arrow keys read along the time, t shows the same numbers as a table.
 */
export function BandChart({
  title,
  lines,
  front,
  domainH,
  inDays = false,
  scale = 1,
}: {
  readonly title: string;
  readonly lines: readonly BandLine[];
  /** Letter of the plan whose bands are drawn. */
  readonly front: string;
  readonly domainH: number;
  readonly inDays?: boolean;
  /** What a value is multiplied with to be shown, 100 for a share in percent. */
  readonly scale?: number;
}) {
  const [asTable, setAsTable] = useState(false);
  const [at, setAt] = useState<number>();
  const holder = useRef<HTMLElement>(null);
  const toggle = useRef<HTMLButtonElement>(null);
  const width = useWidth(holder, 520);
  const id = useId();
  const per = inDays ? 24 : 1;
  const unit = inDays ? words.days : words.hours;
  const drawn = useMemo(() => {
    const x = scaleLinear()
      .domain([0, domainH])
      .range([left, width - right]);
    const [low, high] = chartTop(lines, domainH);
    const y = scaleLinear()
      .domain([low * scale, high * scale])
      .nice(4)
      .range([height - bottom, top]);
    const place = (value: number) => y(value * scale);
    return {
      x,
      y,
      paths: lines.map((line) => {
        const { letter, typical, band } = line;
        const isFront = letter === front;
        return {
          letter,
          isFront,
          line: linePath(band ?? { times: typical.times, p50: typical.values }, domainH, x, place),
          outer: band === undefined ? '' : areaPath(band, 'p5', 'p95', domainH, x, place),
          inner: band === undefined || !isFront ? '' : areaPath(band, 'p25', 'p75', domainH, x, place),
          label: labelPlace(typical, domainH, x, place),
        };
      }),
    };
  }, [lines, domainH, width, front, scale]);
  const { x, y, paths } = drawn;
  const steps = 60;
  const read = at === undefined ? undefined : (at / steps) * domainH;
  const timeText = (hours: number) => `${figure(hours / per)} ${inDays ? 'd' : 'h'}`;
  const readingText =
    read === undefined
      ? ''
      : `${words.at(timeText(read))}: ${lines
          .map((line) => `${line.letter} ${readingOf(line, read, scale)}`)
          .join('; ')}`;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const move = (by: number) =>
      setAt((old) => Math.min(steps, Math.max(0, (old ?? -by + (by < 0 ? steps : 0)) + by)));
    if (event.key === 't') {
      setAsTable((shown) => !shown);
      toggle.current?.focus();
    } else if (event.key === 'ArrowRight') move(1);
    else if (event.key === 'ArrowLeft') move(-1);
    else if (event.key === 'Home') setAt(0);
    else if (event.key === 'End') setAt(steps);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <section className="chart band-chart" aria-labelledby={id} ref={holder}>
      <div className="chart-head">
        <h3 id={id}>{title}</h3>
        <button
          ref={toggle}
          type="button"
          className="chart-toggle"
          aria-label={`${asTable ? words.chart : words.table}: ${title}`}
          onClick={() => setAsTable((shown) => !shown)}
          onKeyDown={onKeyDown}
        >
          {asTable ? words.chart : words.table}
        </button>
      </div>
      {lines.length === 0 ? (
        <p className="quiet">{words.notIn}</p>
      ) : asTable ? (
        <BandTable lines={lines} domainH={domainH} inDays={inDays} scale={scale} />
      ) : (
        <>
          <div
            className="chart-picture"
            // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an input cannot hold a picture
            role="slider"
            tabIndex={0}
            aria-label={`${title}. ${words.label}. ${words.chartHelp}`}
            aria-valuemin={0}
            aria-valuemax={steps}
            aria-valuenow={at ?? 0}
            aria-valuetext={readingText}
            onKeyDown={onKeyDown}
            onPointerMove={(event) => {
              const box = event.currentTarget.getBoundingClientRect();
              const share = (event.clientX - box.left - left) / (width - left - right);
              setAt(Math.round(Math.min(1, Math.max(0, share)) * steps));
            }}
            onPointerLeave={() => setAt(undefined)}
          >
            <svg width={width} height={height} data-figure={title} aria-hidden="true">
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
                      {tick}
                    </text>
                  </g>
                ))}
                {ticksOf(domainH / per).map((tick) => (
                  <text key={tick} x={x(tick * per)} y={height - bottom + 16} textAnchor="middle">
                    {tick}
                  </text>
                ))}
                <text x={width - right} y={height - 4} textAnchor="end" className="chart-note">
                  {unit}
                </text>
                <text x={width - right} y={top + 4} textAnchor="end" className="chart-note">
                  {words.label}
                </text>
              </g>
              {paths.map((path, index) => (
                <g key={path.letter} className={`plan plan-${index}${path.isFront ? ' front' : ''}`}>
                  {path.outer === '' ? null : (
                    <path className={path.isFront ? 'outer' : 'edge'} d={path.outer} />
                  )}
                  {path.inner === '' ? null : <path className="inner" d={path.inner} />}
                </g>
              ))}
              {paths.map((path, index) => (
                <g key={path.letter} className={`plan plan-${index}`}>
                  <path className="line" d={path.line} />
                  {path.label === undefined ? null : (
                    <text className="letter" x={path.label[0]} y={path.label[1]} textAnchor="middle">
                      {path.letter}
                    </text>
                  )}
                </g>
              ))}
              {read === undefined ? null : (
                <line className="cursor" x1={x(read)} x2={x(read)} y1={top} y2={height - bottom} />
              )}
            </svg>
          </div>
          <p className="chart-read noprint" aria-live="polite">
            {readingText}
          </p>
        </>
      )}
    </section>
  );
}

function ticksOf(domain: number): readonly number[] {
  return scaleLinear().domain([0, domain]).ticks(7);
}

function readingOf({ typical, band }: BandLine, hours: number, scale: number): string {
  const middle = valueAt(band?.times ?? typical.times, band?.p50 ?? typical.values, hours) * scale;
  if (band === undefined) return figure(middle);
  const [low, high] = [band.p5, band.p95].map((values) => figure(valueAt(band.times, values, hours) * scale));
  return `${figure(middle)} (${words.range(low ?? '', high ?? '')})`;
}

/** The same numbers as a table. */
function BandTable({
  lines,
  domainH,
  inDays,
  scale,
}: {
  readonly lines: readonly BandLine[];
  readonly domainH: number;
  readonly inDays: boolean;
  readonly scale: number;
}) {
  return (
    <div className="chart-scroll">
      <table className="plain chart-table">
        <thead>
          <tr>
            <th scope="col">{inDays ? words.days : words.hours}</th>
            {lines.map(({ letter }) => (
              <th key={letter} scope="col">
                {words.plan.title(letter)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rowsOf(domainH).map((hours) => (
            <tr key={hours}>
              <th scope="row">{figure(hours / (inDays ? 24 : 1))}</th>
              {lines.map((line) => (
                <td key={line.letter}>{readingOf(line, hours, scale)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
