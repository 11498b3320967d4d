import { useId, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { scaleLinear, scaleTime } from 'd3-scale';
import type { CourseView } from '@evenkeel/contract';
import { phq9 } from '@evenkeel/instruments';
import {
  DoseTicks,
  MedicineLanes,
  Scores,
  ScoreAxis,
  Flags,
  type CourseFrame,
} from './course-chart-parts.tsx';
import { courseDomain, courseStops, scoreText, wordsOf } from './course-chart-model.ts';
import { useWidth } from './use-width.ts';
import './charts.css';
import './course.css';

const left = 64;
const right = 24;
const top = 30;
const plotHeight = 240;
const laneHeight = 22;
const mostLanes = 6;

/**
 * The course of one patient: doses, medicines, scores and adverse events on one time axis. Arrow keys step through the
 * visits, t shows the same data as a table, dragging over the picture zooms.
 */
export function CourseChart({ course }: { readonly course: CourseView }) {
  const [asTable, setAsTable] = useState(false);
  const [stop, setStop] = useState<string>();
  const [zoom, setZoom] = useState<readonly [number, number]>();
  const [brush, setBrush] = useState<readonly [number, number]>();
  const holder = useRef<HTMLElement>(null);
  const picture = useRef<SVGSVGElement>(null);
  const toggle = useRef<HTMLButtonElement>(null);
  const width = useWidth(holder, 860);
  const title = useId();
  const stops = useMemo(() => courseStops(course), [course]);
  const whole = useMemo(() => courseDomain(course), [course]);
  const domain = zoom ?? whole;
  const chosen = stops.find((one) => one.key === stop);
  const lanes = course.medicines.slice(0, mostLanes);
  const laneTop = top + plotHeight + 34;
  const base = laneTop + lanes.length * laneHeight + 74;
  const height = base + 30;
  const x = scaleTime()
    .domain([new Date(domain[0]), new Date(domain[1])])
    .range([left, Math.max(left + 60, width - right)]);
  const y = scaleLinear()
    .domain([phq9.range.from, phq9.range.to])
    .range([top + plotHeight, top]);
  const frame: CourseFrame = {
    x: (ms) => x(new Date(ms)),
    y,
    left,
    right: width - right,
    top,
    plotBottom: top + plotHeight,
    base,
  };
  const dates = new Intl.DateTimeFormat('en-GB', {
    timeZone: course.timeZone,
    day: 'numeric',
    month: 'short',
  });
  const ticks = x.ticks(Math.max(2, Math.floor((width - left - right) / 90)));

  const step = (by: number) => {
    const index = stops.findIndex((one) => one.key === stop);
    const next = stops[index < 0 ? (by > 0 ? 0 : stops.length - 1) : index + by];
    if (next !== undefined) setStop(next.key);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 't') {
      setAsTable((shown) => !shown);
      // The picture may be gone now; the button that leads back is not.
      toggle.current?.focus();
    } else if (event.key === 'ArrowRight') step(1);
    else if (event.key === 'ArrowLeft') step(-1);
    else if (event.key === 'Home') setStop(stops[0]?.key);
    else if (event.key === 'End') setStop(stops.at(-1)?.key);
    else if (event.key === 'Escape' && zoom !== undefined) setZoom(undefined);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const place = (event: PointerEvent) => {
    const box = picture.current?.getBoundingClientRect();
    return Math.min(width - right, Math.max(left, event.clientX - (box?.left ?? 0)));
  };
  const nearest = (px: number) =>
    stops.reduce<(typeof stops)[number] | undefined>(
      (best, one) =>
        best === undefined || Math.abs(frame.x(one.at) - px) < Math.abs(frame.x(best.at) - px) ? one : best,
      undefined,
    );
  const endBrush = () => {
    if (brush !== undefined) {
      const [from = 0, to = 0] = [...brush].toSorted((a, b) => a - b);
      if (to - from > 24) setZoom([x.invert(from).getTime(), x.invert(to).getTime()]);
    }
    setBrush(undefined);
  };

  return (
    <section className="chart course" aria-labelledby={title} ref={holder}>
      <div className="chart-head">
        <h2 id={title}>The course</h2>
        <span className="row">
          {zoom === undefined ? null : (
            <button type="button" className="chart-toggle" onClick={() => setZoom(undefined)}>
              Whole course
            </button>
          )}
          <button
            ref={toggle}
            type="button"
            className="chart-toggle"
            onClick={() => setAsTable((shown) => !shown)}
            onKeyDown={onKeyDown}
          >
            {asTable ? 'Chart' : 'Table'}
          </button>
        </span>
      </div>
      {stops.length === 0 && course.planned.length === 0 ? (
        <p className="quiet">Doses and scores will stand here on one time axis, from the first PHQ-9 on.</p>
      ) : asTable ? (
        <div className="chart-scroll">
          <CourseTable course={course} />
        </div>
      ) : (
        <>
          <div
            className="chart-picture"
            // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an input cannot hold a picture
            role="slider"
            tabIndex={0}
            aria-valuemin={0}
            aria-valuemax={Math.max(0, stops.length - 1)}
            aria-valuenow={Math.max(
              0,
              stops.findIndex((one) => one === chosen),
            )}
            aria-valuetext={
              chosen === undefined
                ? course.sentence
                : `${longDate(chosen.at, course.timeZone)}: ${chosen.text}`
            }
            aria-label={`${course.sentence} ${stops.length} visits and scores. Arrow keys step through them, t shows a table.`}
            onKeyDown={onKeyDown}
            onPointerDown={(event) => {
              if (event.pointerType === 'mouse' && event.button === 0) setBrush([place(event), place(event)]);
            }}
            onPointerMove={(event) => {
              const px = place(event);
              if (brush !== undefined) setBrush([brush[0], px]);
              else if (event.pointerType === 'mouse') setStop(nearest(px)?.key);
            }}
            onPointerUp={endBrush}
            onPointerLeave={() => setBrush(undefined)}
            onClick={(event) => {
              const box = picture.current?.getBoundingClientRect();
              setStop(nearest(event.clientX - (box?.left ?? 0))?.key);
            }}
          >
            <svg ref={picture} width={width} height={height} aria-hidden="true">
              <g className="chart-grid">
                {ticks.map((tick) => (
                  <g key={tick.getTime()}>
                    <line x1={x(tick)} x2={x(tick)} y1={top} y2={base} />
                    <text x={x(tick)} y={base + 18} textAnchor="middle">
                      {dates.format(tick)}
                    </text>
                  </g>
                ))}
              </g>
              {chosen === undefined ? null : (
                <line
                  className="course-stop"
                  x1={frame.x(chosen.at)}
                  x2={frame.x(chosen.at)}
                  y1={top}
                  y2={base}
                />
              )}
              <ScoreAxis frame={frame} marks={course.marks} />
              <Scores course={course} frame={frame} chosen={stop} />
              <Flags course={course} frame={frame} y={top + plotHeight + 16} />
              <MedicineLanes
                lanes={lanes}
                frame={frame}
                top={laneTop}
                laneHeight={laneHeight}
                domain={domain}
              />
              <DoseTicks course={course} frame={frame} />
              {brush === undefined ? null : (
                <rect
                  className="course-brush"
                  x={Math.min(...brush)}
                  width={Math.abs(brush[1] - brush[0])}
                  y={top}
                  height={base - top}
                />
              )}
            </svg>
          </div>
          <p className="chart-read" aria-live="polite">
            {chosen === undefined
              ? 'Bars: doses, height by mg/kg. Dashed bars: planned. Flags: adverse events. Arrow keys step through the visits.'
              : `${longDate(chosen.at, course.timeZone)}: ${chosen.text}`}
          </p>
          {course.medicines.length > lanes.length ? (
            <p className="quiet small">
              {course.medicines.length - lanes.length} more medicines are in the table.
            </p>
          ) : null}
        </>
      )}
    </section>
  );
}

function longDate(ms: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone,
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(ms));
}

/** The course's data as a table. */
function CourseTable({ course }: { readonly course: CourseView }) {
  const rows = [
    ...course.doses.map((dose) => ({
      key: dose.sessionId,
      at: dose.at,
      what: `Session ${dose.number}`,
      value: `${dose.amountMg} mg ${dose.route.toUpperCase()}${dose.doseMgPerKg === undefined ? '' : `, ${dose.doseMgPerKg} mg/kg`}`,
      more: dose.stoppedEarly ? 'stopped early' : '',
    })),
    ...course.scores.map((score) => ({
      key: score.responseId,
      at: score.at,
      what: 'PHQ-9',
      value: scoreText(score),
      more:
        score.item9 === null
          ? 'question 9 not answered'
          : score.item9 > 0
            ? `question 9: ${score.item9}`
            : '',
    })),
    ...course.adverseEvents.map((event, index) => ({
      key: `${event.sessionId} ${index}`,
      at: event.at,
      what: 'Adverse event',
      value: wordsOf(event.kind),
      more: event.severity,
    })),
  ].toSorted((a, b) => (a.at < b.at ? -1 : 1));
  return (
    <>
      <table className="plain chart-table">
        <thead>
          <tr>
            {['Date', 'What', 'Value', 'More'].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <td>{longDate(Date.parse(row.at), course.timeZone)}</td>
              <td>{row.what}</td>
              <td>{row.value}</td>
              <td>{row.more}</td>
            </tr>
          ))}
          {course.planned.map((one) => (
            <tr key={`planned ${one.number} ${one.day}`}>
              <td>{one.day}</td>
              <td>Session {one.number}</td>
              <td>planned</td>
              <td>not given yet</td>
            </tr>
          ))}
        </tbody>
      </table>
      {course.medicines.length === 0 ? null : (
        <p>
          Medicines:{' '}
          {course.medicines
            .map(
              (one) => `${one.name} (${one.status}${one.since === undefined ? '' : `, since ${one.since}`})`,
            )
            .join('; ')}
        </p>
      )}
    </>
  );
}
