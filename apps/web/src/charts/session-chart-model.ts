import { implausibleVitals, type Entry, type SessionState, type Vitals } from '@evenkeel/protocol';
import { epochMs, instantOf, type Instant, type Uuid } from '@evenkeel/quantities';

/** One vital set on the chart. What was corrected or is hard to believe stays, drawn hollow. */
export interface ChartReading {
  readonly entryId: Uuid;
  readonly at: Instant;
  readonly vitals: Vitals;
  readonly standing: 'current' | 'corrected' | 'retracted' | 'implausible';
  readonly late: boolean;
}

/** Something that happened at one moment and is no reading. */
export interface ChartMark {
  readonly entryId: Uuid;
  readonly at: Instant;
  readonly kind: 'adverse' | 'note' | 'sensation' | 'recovery' | 'discharge';
  readonly entry: Entry;
  readonly late: boolean;
}

export interface ChartWindow {
  readonly from: Instant;
  readonly to: Instant;
}

/** All vital sets of the log in reader's order. */
export function chartReadings(state: SessionState): readonly ChartReading[] {
  return state.timeline.flatMap(({ entry, current, retracted, late }): ChartReading[] => {
    if (entry.type !== 'vitals') return [];
    const doubtful =
      entry.body.confirmedImplausible !== true && implausibleVitals(entry.body.vitals).length > 0;
    const standing = current ? (doubtful ? 'implausible' : 'current') : retracted ? 'retracted' : 'corrected';
    return [{ entryId: entry.id, at: entry.clinicalTime, vitals: entry.body.vitals, standing, late }];
  });
}

const markKinds: { readonly [type: string]: ChartMark['kind'] | undefined } = Object.freeze({
  adverseEvent: 'adverse',
  note: 'note',
  sensation: 'sensation',
  // The patient's own word too, as a number.
  dissociationRated: 'sensation',
  recoveryStart: 'recovery',
  discharge: 'discharge',
});

/** What happened beside the readings and still counts. */
export function chartMarks(state: SessionState): readonly ChartMark[] {
  return state.timeline.flatMap(({ entry, current, late }): ChartMark[] => {
    const kind = markKinds[entry.type];
    return kind === undefined || !current
      ? []
      : [{ entryId: entry.id, at: entry.clinicalTime, kind, entry, late }];
  });
}

const minute = 60_000;

/**
 * The stretch of time shown. While a session runs, now stands at two thirds and the last third is what is to come; a
 * session that is over is shown whole. At least an hour, so that five minutes never look like thirty.
 */
export function chartWindow(state: SessionState, now: Instant): ChartWindow {
  const times = [
    ...chartReadings(state).map((reading) => epochMs(reading.at)),
    ...chartMarks(state).map((mark) => epochMs(mark.at)),
    ...(state.dose === undefined ? [] : [epochMs(state.dose.startedAt)]),
  ];
  const over = state.discharge.decided;
  if (over !== undefined) {
    const first = Math.min(...times, epochMs(over.at)) - 5 * minute;
    const last = Math.max(...times, epochMs(over.at)) + 5 * minute;
    return { from: instantOf(first), to: instantOf(Math.max(last, first + 60 * minute)) };
  }
  const at = epochMs(now);
  // A reading of another day must not squeeze this one to a line.
  const recent = times.filter((time) => time > at - 6 * 60 * minute && time <= at);
  const past = Math.max(40 * minute, at - Math.min(at, ...recent) + 5 * minute);
  return { from: instantOf(at - past), to: instantOf(at + past / 2) };
}

/** A line of the grid; `heavy` each 15 minutes, counted from the dose start when there is one. */
export interface GridLine {
  readonly at: Instant;
  readonly heavy: boolean;
  /** Minutes since the dose start, or undefined before there is one. */
  readonly sinceStart: number | undefined;
}

/** The columns of the grid: five minutes, or fifteen when the window is long. */
export function gridLines(window: ChartWindow, startedAt: Instant | undefined): readonly GridLine[] {
  const from = epochMs(window.from);
  const to = epochMs(window.to);
  const long = to - from > 180 * minute;
  const step = (long ? 15 : 5) * minute;
  const heavyEvery = (long ? 30 : 15) * minute;
  const origin = startedAt === undefined ? Math.floor(from / heavyEvery) * heavyEvery : epochMs(startedAt);
  const first = Math.ceil((from - origin) / step);
  const lines: GridLine[] = [];
  for (let n = first; origin + n * step <= to; n += 1) {
    const offset = n * step;
    lines.push({
      at: instantOf(origin + offset),
      heavy: offset % heavyEvery === 0,
      sinceStart: startedAt === undefined ? undefined : offset / minute,
    });
  }
  return lines;
}

/** Top and bottom of the pressure axis: 40 to 200, wider only when a value asks for it. */
export function pressureRange(readings: readonly ChartReading[]): readonly [number, number] {
  const values = readings
    .filter((reading) => reading.standing !== 'implausible')
    .flatMap(({ vitals }) => [vitals.systolic, vitals.diastolic, vitals.heartRate])
    .filter((value): value is number => value !== undefined);
  const low = Math.min(40, ...values.map((value) => Math.floor(value / 20) * 20));
  const high = Math.max(200, ...values.map((value) => Math.ceil(value / 20) * 20));
  return [Math.max(0, low), Math.min(300, high)];
}
