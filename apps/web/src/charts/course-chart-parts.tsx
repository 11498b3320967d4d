import type { CourseView } from '@evenkeel/contract';
import { phq9 } from '@evenkeel/instruments';
import { scoreRuns, sinceMs } from './course-chart-model.ts';

/** The picture's own coordinates. */
export interface CourseFrame {
  readonly x: (ms: number) => number;
  readonly y: (score: number) => number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly plotBottom: number;
  readonly base: number;
}

const at = (text: string) => Date.parse(text);
/** Height of a dose's tick by mg/kg, for the eye only. */
const tickHeight = (mgPerKg: number) => Math.min(44, Math.max(8, mgPerKg * 40));
const inside = (frame: CourseFrame, x: number) => x >= frame.left - 1 && x <= frame.right + 1;

/** The axis says what and which way is better; severity as five steps of one hue; response and remission as words. */
export function ScoreAxis({
  frame,
  marks,
}: {
  readonly frame: CourseFrame;
  readonly marks: CourseView['marks'];
}) {
  const { y, left, right, top } = frame;
  return (
    <g>
      <text className="chart-label" x={8} y={top - 12}>
        PHQ-9, lower is better
      </text>
      {phq9.bands.map((band, index) => (
        <rect
          key={band.label}
          className={`course-band step-${index + 1}`}
          x={left - 7}
          y={y(Math.min(phq9.range.to, band.to + 0.5))}
          width={5}
          height={y(Math.max(0, band.from - 0.5)) - y(Math.min(phq9.range.to, band.to + 0.5)) - 1}
        >
          <title>{`${band.from} to ${band.to}: ${band.label}`}</title>
        </rect>
      ))}
      <g className="chart-grid">
        {[0, 5, 10, 15, 20, 27].map((tick) => (
          <g key={tick}>
            <line x1={left} x2={right} y1={y(tick)} y2={y(tick)} />
            <text x={left - 14} y={y(tick) + 4} textAnchor="end">
              {tick}
            </text>
          </g>
        ))}
      </g>
      {marks.response === undefined ? null : (
        <MarkLine y={y(marks.response)} frame={frame} text={`response: ${marks.response} or less`} />
      )}
      <MarkLine y={y(marks.remission)} frame={frame} text={`remission: ${marks.remission} or less`} />
    </g>
  );
}

function MarkLine({
  y,
  frame,
  text,
}: {
  readonly y: number;
  readonly frame: CourseFrame;
  readonly text: string;
}) {
  return (
    <g className="course-mark">
      <line x1={frame.left} x2={frame.right} y1={y} y2={y} />
      <text x={frame.right} y={y - 4} textAnchor="end">
        {text}
      </text>
    </g>
  );
}

/** Points and the lines between them; nothing is smoothed, and a made-up total is hollow. */
export function Scores({
  course,
  frame,
  chosen,
}: {
  readonly course: CourseView;
  readonly frame: CourseFrame;
  readonly chosen: string | undefined;
}) {
  const { scores } = course;
  const last = scores.at(-1);
  return (
    <g>
      <clipPath id="course-plot">
        <rect
          x={frame.left}
          y={frame.top - 8}
          width={Math.max(0, frame.right - frame.left)}
          height={frame.plotBottom - frame.top + 16}
        />
      </clipPath>
      <g clipPath="url(#course-plot)">
        {scoreRuns(scores).map((run) => (
          <path
            key={run[0]?.responseId}
            className="course-line"
            d={run
              .map(
                (score, index) =>
                  `${index === 0 ? 'M' : 'L'}${frame.x(at(score.at))},${frame.y(score.total)}`,
              )
              .join('')}
          />
        ))}
      </g>
      {scores.map((score) => {
        const x = frame.x(at(score.at));
        if (!inside(frame, x)) return null;
        const labelled =
          score === last || score.outcome === 'baseline' || chosen === `score ${score.responseId}`;
        const low = frame.y(score.total) > frame.top + 20;
        return (
          <g key={score.responseId}>
            <circle
              className={`course-point${score.prorated ? ' prorated' : ''}${chosen === `score ${score.responseId}` ? ' chosen' : ''}`}
              cx={x}
              cy={frame.y(score.total)}
              r={4.5}
            />
            {labelled ? (
              <text
                className="course-value"
                x={x + (x > frame.right - 90 ? -8 : 8)}
                y={frame.y(score.total) + (low ? -8 : 16)}
                textAnchor={x > frame.right - 90 ? 'end' : 'start'}
              >
                {score.total}
                {score.change === undefined || score.outcome === 'baseline'
                  ? score.outcome === 'baseline'
                    ? ' baseline'
                    : ''
                  : ` (${score.change > 0 ? '+' : score.change < 0 ? '−' : ''}${Math.abs(score.change)})`}
              </text>
            ) : null}
          </g>
        );
      })}
    </g>
  );
}

/** Adverse events as small flags under the plot. */
export function Flags({
  course,
  frame,
  y,
}: {
  readonly course: CourseView;
  readonly frame: CourseFrame;
  readonly y: number;
}) {
  return (
    <g className="chart-event adverse">
      {course.adverseEvents.map((event, index) => {
        const x = frame.x(at(event.at));
        return inside(frame, x) ? (
          <path
            key={`${event.sessionId} ${String(index)}`}
            d={`M${x},${y + 8}V${y - 7}L${x + 9},${y - 4}L${x},${y}`}
          />
        ) : null;
      })}
    </g>
  );
}

/** Medicines as thin lanes; a start that is not known is dashed. */
export function MedicineLanes({
  lanes,
  frame,
  top,
  laneHeight,
  domain,
}: {
  readonly lanes: CourseView['medicines'];
  readonly frame: CourseFrame;
  readonly top: number;
  readonly laneHeight: number;
  readonly domain: readonly [number, number];
}) {
  return (
    <g className="course-lanes">
      {lanes.map((lane, index) => {
        const since = sinceMs(lane.since);
        const y = top + index * laneHeight + 16;
        const from =
          since === undefined || since < domain[0] ? frame.left : Math.min(frame.right, frame.x(since));
        return (
          <g key={`${lane.name} ${String(index)}`} className={lane.status}>
            <line
              x1={from}
              x2={lane.status === 'active' ? frame.right : Math.max(from, frame.left + 40)}
              y1={y}
              y2={y}
              className={since === undefined || lane.status !== 'active' ? 'open' : ''}
            />
            <text className="chart-note" x={frame.left + 4} y={y - 6}>
              {lane.name}
              {lane.status === 'active' ? '' : ` (${lane.status})`}
            </text>
          </g>
        );
      })}
    </g>
  );
}

/** Doses as ticks on the base line: height by mg/kg, shape by route; planned ones dashed, a stopped one barred. */
export function DoseTicks({ course, frame }: { readonly course: CourseView; readonly frame: CourseFrame }) {
  return (
    <g className="course-doses">
      <line className="base" x1={frame.left} x2={frame.right} y1={frame.base} y2={frame.base} />
      <text className="chart-label" x={8} y={frame.base - 4}>
        Doses
      </text>
      {course.planned.map((one) => {
        const x = frame.x(Date.parse(`${one.day}T12:00:00Z`));
        return inside(frame, x) ? (
          <rect
            key={`${one.day} ${one.number}`}
            className="planned"
            x={x - 3}
            y={frame.base - 16}
            width={6}
            height={16}
          />
        ) : null;
      })}
      {course.doses.map((dose) => {
        const x = frame.x(at(dose.at));
        if (!inside(frame, x)) return null;
        const size = tickHeight(Number(dose.doseMgPerKg ?? '0.5'));
        const y = frame.base - size;
        return (
          <g key={dose.sessionId}>
            {dose.route === 'iv' ? (
              <rect className="given" x={x - 3} y={y} width={6} height={size} />
            ) : (
              <path className="given" d={`M${x - 5},${frame.base}L${x},${y}L${x + 5},${frame.base}Z`} />
            )}
            {dose.stoppedEarly ? (
              <line className="stopped" x1={x - 7} x2={x + 7} y1={y - 2} y2={y - 2} />
            ) : null}
            <text x={x} y={y - 5} textAnchor="middle">
              {dose.number}
            </text>
          </g>
        );
      })}
    </g>
  );
}
