import { vitalStatus, type SessionState, type VitalSign } from '@evenkeel/protocol';
import { clockTime, type Instant } from '@evenkeel/quantities';
import { useSessionPolicy } from '../session/session-policy.ts';
import { sessionWords as words } from '../words/session-en.ts';
import { gridLines, type ChartMark, type ChartReading, type ChartWindow } from './session-chart-model.ts';

type Linear = (value: number) => number;

/** The picture's own coordinates. */
export interface Frame {
  readonly x: (at: Instant) => number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly timeZone: string;
  readonly window: ChartWindow;
}

const steps = [40, 60, 80, 100, 120, 140, 160, 180, 200, 220, 240, 260, 280, 300];

/** Five-minute columns, heavier each fifteen; elapsed time above, clock time below. */
export function TimeGrid({
  frame,
  startedAt,
  y,
  keepFree,
}: {
  readonly frame: Frame;
  readonly startedAt: Instant | undefined;
  readonly y: Linear & { domain(): number[] };
  /** Where no clock label may stand, because the now-line has its own. */
  readonly keepFree: number | undefined;
}) {
  const [low = 40, high = 200] = y.domain();
  const lines = gridLines(frame.window, startedAt);
  const heavy = lines.filter((line) => line.heavy);
  // Labels never touch: at this width every second or fourth heavy line carries one.
  const room = (frame.right - frame.left) / Math.max(1, heavy.length);
  const every = room >= 48 ? 1 : room >= 24 ? 2 : 4;
  const plotBottom = y(low);
  return (
    <g className="chart-grid">
      {steps
        .filter((step) => step >= low && step <= high)
        .map((step) => (
          <g key={step}>
            <line
              x1={frame.left}
              x2={frame.right}
              y1={y(step)}
              y2={y(step)}
              className={step % 40 === 0 ? 'heavy' : ''}
            />
            {step % 40 === 0 ? (
              <text x={frame.left - 8} y={y(step) + 4} textAnchor="end">
                {step}
              </text>
            ) : null}
          </g>
        ))}
      <text x={8} y={frame.top + 12} className="chart-label">
        {words.chart.pressure.split(' and ').map((part, index) => (
          <tspan key={part} x={8} dy={index === 0 ? 0 : 14}>
            {index === 0 ? part : `and ${part.replace(' per minute', '/min')}`}
          </tspan>
        ))}
      </text>
      {lines.map((line) => (
        <line
          key={line.at}
          x1={frame.x(line.at)}
          x2={frame.x(line.at)}
          y1={frame.top}
          y2={line.heavy ? frame.bottom : plotBottom}
          className={line.heavy ? 'heavy' : ''}
        />
      ))}
      {heavy
        .filter(
          (line, index) =>
            (line.sinceStart === undefined ? index : Math.round(line.sinceStart / 15)) % every === 0,
        )
        .map((line) => (
          <g key={line.at}>
            {line.sinceStart === undefined ? null : (
              <text x={frame.x(line.at)} y={frame.top - 8} textAnchor="middle">
                {sinceText(line.sinceStart)}
              </text>
            )}
            {keepFree !== undefined && Math.abs(frame.x(line.at) - keepFree) < 62 ? null : (
              <text x={frame.x(line.at)} y={frame.bottom + 20} textAnchor="middle" className="clock">
                {clockTime(frame.timeZone, line.at)}
              </text>
            )}
          </g>
        ))}
    </g>
  );
}

function sinceText(minutes: number): string {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : ''}${Math.floor(size / 60)}:${String(size % 60).padStart(2, '0')}`;
}

/** Systolic v, diastolic ^, a thin bar between, heart rate as a dot; hollow when corrected or hard to believe. */
export function PressureReading({
  reading,
  frame,
  y,
  chosen,
  onSelect,
}: {
  readonly reading: ChartReading;
  readonly frame: Frame;
  readonly y: Linear & { domain(): number[] };
  readonly chosen: boolean;
  readonly onSelect: () => void;
}) {
  const x = frame.x(reading.at);
  if (x < frame.left || x > frame.right) return null;
  const [low = 40, high = 200] = y.domain();
  const place = (value: number) => y(Math.min(high, Math.max(low, value)));
  const { systolic, diastolic, heartRate } = reading.vitals;
  const hollow = reading.standing !== 'current';
  return (
    // The keyboard reaches readings through the arrow keys of the picture.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
    <g className={`chart-reading ${reading.standing}${chosen ? ' chosen' : ''}`} onClick={onSelect}>
      <rect x={x - 10} y={frame.top} width={20} height={frame.bottom - frame.top} className="chart-hit" />
      {systolic === undefined || diastolic === undefined ? null : (
        <line x1={x} x2={x} y1={place(systolic)} y2={place(diastolic)} className="bar" />
      )}
      {systolic === undefined ? null : (
        <path className={hollow ? 'hollow' : 'full'} d={caret(x, place(systolic), -1)} />
      )}
      {diastolic === undefined ? null : (
        <path className={hollow ? 'hollow' : 'full'} d={caret(x, place(diastolic), 1)} />
      )}
      {heartRate === undefined ? null : (
        <circle className={hollow ? 'hollow-dot' : 'dot'} cx={x} cy={place(heartRate)} r={4} />
      )}
      {reading.late ? <SmallClock x={x + 8} y={frame.top + 6} /> : null}
    </g>
  );
}

/** A caret with its point at the value; `side` -1 opens upwards (v), 1 downwards (^). */
function caret(x: number, y: number, side: -1 | 1): string {
  return `M${x - 6},${y + side * 10}L${x},${y}L${x + 6},${y + side * 10}`;
}

/** The mark of an entry that was written later than it happened. */
export function SmallClock({ x, y }: { readonly x: number; readonly y: number }) {
  return (
    <g className="chart-late">
      <circle cx={x} cy={y} r={5} />
      <path d={`M${x},${y - 3}V${y}H${x + 2.5}`} />
    </g>
  );
}

/** One row of numbers under the plot; values that ask for attention are boxed, and carry their word in the table. */
export function RowText({
  label,
  y,
  frame,
  readings,
  sign,
  state,
  trace = false,
}: {
  readonly label: string;
  readonly y: number;
  readonly frame: Frame;
  readonly readings: readonly ChartReading[];
  readonly sign: VitalSign;
  readonly state: SessionState;
  readonly trace?: boolean;
}) {
  const policy = useSessionPolicy();
  const shown = readings.filter(
    (reading) =>
      reading.vitals[sign] !== undefined && reading.at >= frame.window.from && reading.at <= frame.window.to,
  );
  const current = shown.filter((reading) => reading.standing === 'current');
  const scale = (value: number) => y + 38 - ((Math.min(100, Math.max(85, value)) - 85) / 15) * 14;
  const path = current.map(
    ({ at, vitals }, index) => `${index === 0 ? 'M' : 'L'}${frame.x(at)},${scale(vitals[sign] ?? 0)}`,
  );
  const confirmed = new Set(
    state.readings.filter((one) => one.confirmedImplausible).map((one) => one.entryId),
  );
  return (
    <g className="chart-row">
      <text className="chart-label" x={8} y={y + 16}>
        {label}
      </text>
      <line x1={frame.left} x2={frame.right} y1={y} y2={y} />
      {trace ? <path className="chart-trace" d={path.join('')} /> : null}
      {shown.map((reading) => {
        const value = reading.vitals[sign];
        const status = vitalStatus(sign, value, policy, confirmed.has(reading.entryId));
        const x = frame.x(reading.at);
        return (
          <g key={reading.entryId} className={`status-${status} ${reading.standing}`}>
            {status === 'inRange' ? null : <rect x={x - 13} y={y + 3} width={26} height={17} rx={3} />}
            <text x={x} y={y + 16} textAnchor="middle">
              {value}
            </text>
          </g>
        );
      })}
    </g>
  );
}

/** What ran, what is planned still, and the pauses between. */
export function DoseBar({
  state,
  y,
  frame,
  now,
}: {
  readonly state: SessionState;
  readonly y: number;
  readonly frame: Frame;
  readonly now: Instant;
}) {
  const { dose } = state;
  const clamp = (at: Instant) => Math.min(frame.right, Math.max(frame.left, frame.x(at)));
  const height = 14;
  return (
    <g className="chart-dose">
      <text className="chart-label" x={8} y={y + 12}>
        {words.chart.dose}
      </text>
      {dose === undefined ? null : (
        <>
          {dose.endedAt === undefined && dose.plannedEnd !== undefined && dose.plannedEnd > now ? (
            <rect
              className="planned"
              x={clamp(now)}
              y={y}
              width={clamp(dose.plannedEnd) - clamp(now)}
              height={height}
            />
          ) : null}
          {dose.segments.map((segment) => (
            <rect
              key={segment.from}
              className="ran"
              x={clamp(segment.from)}
              y={y}
              width={Math.max(1, clamp(segment.to) - clamp(segment.from))}
              height={height}
            />
          ))}
          {gaps(dose).map((gap) => (
            <g key={gap.from} className="pause">
              <line x1={clamp(gap.from)} x2={clamp(gap.to)} y1={y + height / 2} y2={y + height / 2} />
            </g>
          ))}
          <text className="chart-note" x={clamp(dose.startedAt)} y={y + height + 13}>
            {dose.endedAt === undefined
              ? `${dose.amountMg} mg over ${dose.durationMinutes} min`
              : `${dose.deliveredMg} mg given${dose.stoppedEarly ? `, ${words.end.stopped.toLowerCase()}` : ''}`}
          </text>
        </>
      )}
    </g>
  );
}

function gaps(
  dose: NonNullable<SessionState['dose']>,
): readonly { readonly from: Instant; readonly to: Instant }[] {
  return dose.segments.slice(1).map((segment, index) => ({
    from: dose.segments[index]?.to ?? segment.from,
    to: segment.from,
  }));
}

/** A flag for an adverse event, a square for a note, a ring for what the person reported, bars for recovery and leaving. */
export function EventMark({
  mark,
  x,
  y,
}: {
  readonly mark: ChartMark;
  readonly x: number;
  readonly y: number;
}) {
  return (
    <g className={`chart-event ${mark.kind}`}>
      {mark.kind === 'adverse' ? <path d={`M${x},${y + 8}V${y - 8}L${x + 11},${y - 4}L${x},${y}`} /> : null}
      {mark.kind === 'note' ? <rect x={x - 5} y={y - 6} width={10} height={12} rx={1} /> : null}
      {mark.kind === 'sensation' ? <circle cx={x} cy={y} r={5} /> : null}
      {mark.kind === 'recovery' ? <path d={`M${x},${y + 8}V${y - 8}M${x},${y}h9`} /> : null}
      {mark.kind === 'discharge' ? (
        <path d={`M${x - 4},${y + 8}V${y - 8}M${x + 4},${y + 8}V${y - 8}`} />
      ) : null}
      {mark.late ? <SmallClock x={x + 12} y={y - 10} /> : null}
    </g>
  );
}
