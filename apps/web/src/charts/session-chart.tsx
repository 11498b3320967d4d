import { useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { scaleLinear, scaleTime } from 'd3-scale';
import type { SessionState } from '@evenkeel/protocol';
import { clockTime, elapsedText, epochMs, type Instant, type Uuid } from '@evenkeel/quantities';
import { vitalsText } from '../session/entry-words.ts';
import { sessionWords as words } from '../words/session-en.ts';
import {
  DoseBar,
  EventMark,
  PressureReading,
  RowText,
  TimeGrid,
  type Frame,
} from './session-chart-parts.tsx';
import {
  chartMarks,
  chartReadings,
  chartWindow,
  pressureRange,
  type ChartReading,
} from './session-chart-model.ts';
import { SessionTable } from './session-table.tsx';
import { useWidth } from './use-width.ts';
import './charts.css';

const left = 92;
const right = 16;
const top = 26;
const plotHeight = 230;
const rowHeight = 26;

/** The anaesthesia record of one session, with a table of the same data one key away. */
export function SessionChart({
  state,
  now,
  timeZone,
  selected,
  onSelect,
}: {
  readonly state: SessionState;
  readonly now: Instant;
  readonly timeZone: string;
  readonly selected?: Uuid | undefined;
  readonly onSelect?: (entryId: Uuid) => void;
}) {
  const [asTable, setAsTable] = useState(false);
  const [at, setAt] = useState<Uuid>();
  const holder = useRef<HTMLElement>(null);
  const toggle = useRef<HTMLButtonElement>(null);
  const width = useWidth(holder, 760);
  const title = useId();
  // The picture moves every five seconds, not every second: a still chart is easier to read.
  const tick = state.discharge.decided === undefined ? Math.floor(epochMs(now) / 5_000) : 0;
  const model = useMemo(() => {
    const readings = chartReadings(state);
    return {
      readings,
      marks: chartMarks(state),
      window: chartWindow(state, now),
      range: pressureRange(readings),
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the tick stands for the time
  }, [state, tick]);
  const { readings, marks, window, range } = model;
  const x = scaleTime()
    .domain([new Date(window.from), new Date(window.to)])
    .range([left, Math.max(left + 50, width - right)]);
  const y = scaleLinear()
    .domain([range[0], range[1]])
    .range([top + plotHeight, top]);
  const rows = {
    spo2: top + plotHeight + 8,
    breaths: top + plotHeight + 8 + rowHeight + 14,
    moaas: top + plotHeight + 8 + 2 * rowHeight + 14,
    dose: top + plotHeight + 8 + 3 * rowHeight + 18,
    events: top + plotHeight + 8 + 4 * rowHeight + 24,
  };
  const height = rows.events + rowHeight + 26;
  const frame: Frame = {
    x: (instant) => x(new Date(instant)),
    left,
    right: width - right,
    top,
    bottom: height - 24,
    timeZone,
    window,
  };
  const chosen = readings.find((reading) => reading.entryId === (at ?? selected));

  const step = (by: number) => {
    const index = readings.findIndex((reading) => reading.entryId === (at ?? selected));
    const next = readings[index < 0 ? (by > 0 ? 0 : readings.length - 1) : index + by];
    if (next === undefined) return;
    setAt(next.entryId);
    onSelect?.(next.entryId);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 't') {
      setAsTable((shown) => !shown);
      // The picture may be gone now; the button that leads back is not.
      toggle.current?.focus();
    } else if (event.key === 'ArrowRight') step(1);
    else if (event.key === 'ArrowLeft') step(-1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <section className="chart" aria-labelledby={title} ref={holder}>
      <div className="chart-head">
        <h2 id={title}>{words.chart.title}</h2>
        <button
          ref={toggle}
          type="button"
          className="chart-toggle"
          onClick={() => setAsTable((shown) => !shown)}
          onKeyDown={onKeyDown}
        >
          {asTable ? words.chart.picture : words.chart.table}
        </button>
      </div>
      {asTable ? (
        <div className="chart-scroll">
          <SessionTable
            state={state}
            readings={readings}
            marks={marks}
            timeZone={timeZone}
            onSelect={onSelect}
          />
        </div>
      ) : (
        <>
          <div
            className="chart-picture"
            // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an input cannot hold a picture
            role="slider"
            tabIndex={0}
            aria-label={words.chart.summary(readings.length)}
            aria-valuemin={0}
            aria-valuemax={Math.max(0, readings.length - 1)}
            aria-valuenow={Math.max(
              0,
              readings.findIndex((reading) => reading === chosen),
            )}
            aria-valuetext={chosen === undefined ? words.chart.pick : readingLine(chosen, state, timeZone)}
            onKeyDown={onKeyDown}
          >
            <svg width={width} height={height} aria-hidden="true" className="session-chart">
              <Baseline state={state} y={y} frame={frame} />
              <TimeGrid
                frame={frame}
                startedAt={state.dose?.startedAt}
                y={y}
                keepFree={state.discharge.decided === undefined ? frame.x(now) : undefined}
              />
              <Trace readings={readings} frame={frame} y={y} />
              {readings.map((reading) => (
                <PressureReading
                  key={reading.entryId}
                  reading={reading}
                  frame={frame}
                  y={y}
                  chosen={reading.entryId === chosen?.entryId}
                  onSelect={() => {
                    setAt(reading.entryId);
                    onSelect?.(reading.entryId);
                  }}
                />
              ))}
              <RowText
                label={words.chart.spo2}
                y={rows.spo2}
                frame={frame}
                readings={readings}
                sign="spo2"
                state={state}
                trace
              />
              <RowText
                label={words.chart.breaths}
                y={rows.breaths}
                frame={frame}
                readings={readings}
                sign="respiratoryRate"
                state={state}
              />
              <RowText
                label={words.chart.moaas}
                y={rows.moaas}
                frame={frame}
                readings={readings}
                sign="moaas"
                state={state}
              />
              <DoseBar state={state} y={rows.dose} frame={frame} now={now} />
              <text className="chart-label" x={8} y={rows.events + 16}>
                {words.chart.events}
              </text>
              {marks.map((mark) => (
                <EventMark key={mark.entryId} mark={mark} x={frame.x(mark.at)} y={rows.events + 12} />
              ))}
              <NowLine state={state} now={now} frame={frame} />
            </svg>
            {readings.length === 0 ? <p className="quiet">{words.chart.empty}</p> : null}
          </div>
          <p className="chart-read" aria-live="polite">
            {chosen === undefined ? words.chart.symbols : readingLine(chosen, state, timeZone)}
          </p>
        </>
      )}
    </section>
  );
}

function readingLine(reading: ChartReading, state: SessionState, timeZone: string): string {
  const since = state.dose === undefined ? '' : ` (${elapsedText(state.dose.startedAt, reading.at)})`;
  const standing = reading.standing === 'current' ? '' : `, ${standingWord[reading.standing]}`;
  const late = reading.late ? `, ${words.timeline.late}` : '';
  return `${clockTime(timeZone, reading.at)}${since}: ${vitalsText(reading.vitals)}${standing}${late}`;
}

const standingWord = {
  current: '',
  corrected: words.timeline.corrected,
  retracted: words.timeline.retracted,
  implausible: 'hard to believe',
} as const;

type Linear = (value: number) => number;

/** The stretch of plus and minus 20 % around the pressure before the dose. */
function Baseline({
  state,
  y,
  frame,
}: {
  readonly state: SessionState;
  readonly y: Linear;
  readonly frame: Frame;
}) {
  const { systolic, diastolic } = state.baseline?.vitals ?? {};
  if (systolic === undefined || diastolic === undefined) return null;
  return (
    <g>
      {[
        { value: systolic, text: words.chart.before(words.chart.systolic, systolic) },
        { value: diastolic, text: words.chart.before(words.chart.diastolic, diastolic) },
      ].map(({ value, text }) => (
        <g key={text}>
          <rect
            className="chart-band"
            x={frame.left}
            y={y(value * 1.2)}
            width={frame.right - frame.left}
            height={y(value * 0.8) - y(value * 1.2)}
          />
          <text className="chart-note" x={frame.left + 4} y={y(value * 1.2) + 12}>
            {text}
          </text>
        </g>
      ))}
    </g>
  );
}

/** The heart rate's thin line, broken where a reading has none. */
function Trace({
  readings,
  frame,
  y,
}: {
  readonly readings: readonly ChartReading[];
  readonly frame: Frame;
  readonly y: Linear;
}) {
  const current = readings.filter((reading) => reading.standing === 'current');
  const parts = current.map(({ at, vitals }, index) => {
    if (vitals.heartRate === undefined) return '';
    const before = current[index - 1]?.vitals.heartRate;
    return `${before === undefined ? 'M' : 'L'}${frame.x(at).toFixed(1)},${y(vitals.heartRate).toFixed(1)}`;
  });
  return <path className="chart-trace" d={parts.join('')} />;
}

/** Now, and what is due after it. */
function NowLine({
  state,
  now,
  frame,
}: {
  readonly state: SessionState;
  readonly now: Instant;
  readonly frame: Frame;
}) {
  if (state.discharge.decided !== undefined) return null;
  const at = frame.x(now);
  return (
    <g>
      {state.due.map((due) => {
        const dueAt = frame.x(due.dueAt);
        if (dueAt < frame.left || dueAt > frame.right) return null;
        return (
          <g key={due.what} className={due.dueAt <= now ? 'chart-due chart-due-late' : 'chart-due'}>
            <line x1={dueAt} x2={dueAt} y1={frame.top} y2={frame.bottom} />
            <text x={dueAt + 4} y={frame.top + 26}>
              {words.chart.due} {clockTime(frame.timeZone, due.dueAt)}
            </text>
          </g>
        );
      })}
      <line className="chart-now" x1={at} x2={at} y1={frame.top - 4} y2={frame.bottom} />
      <text className="chart-now-label" x={at} y={frame.bottom + 20} textAnchor="middle">
        {words.chart.now} {clockTime(frame.timeZone, now)}
      </text>
    </g>
  );
}
