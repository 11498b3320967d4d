// Courses written short, for tests: "-1:20 7:- 14:9" is a total of 20 the day before the first dose, answers without a
// total on day 7 and a total of 9 on day 14. The first dose is at day 0.
import { instrumentById, phq9, type Instrument } from '@evenkeel/instruments';
import { instantOf, type Instant } from '@evenkeel/quantities';
import type { CourseFigure, FigureId } from '../course-figure.ts';
import { courseFigures } from '../course-figures.ts';
import type { ScorePoint } from '../course-outcome.ts';
import type { CourseEvent } from '../followed-course.ts';

const start = Date.UTC(2026, 0, 1, 9);

/** The moment so many days after the first dose. */
export const day = (days: number): Instant => instantOf(start + days * 86_400_000);

/** A scale by its id. Throws when there is none. */
export function scale(id: string): Instrument {
  const found = instrumentById(id);
  if (found === undefined) throw new Error(`There is no scale ${id}`);
  return found;
}

/** The scores of a written course. */
export function points(written: string): readonly ScorePoint[] {
  return written
    .split(' ')
    .filter((one) => one !== '')
    .map((one) => {
      const [days, total] = one.split(':');
      return { at: day(Number(days)), total: total === '-' ? undefined : Number(total) };
    });
}

/** What else a course is told with. */
export interface Asked {
  readonly instrument?: Instrument;
  readonly doses?: readonly number[];
  readonly events?: readonly CourseEvent[];
  readonly now?: number;
}

/** Reads one figure after the other of a written course. */
export function figuresOf(written: string, asked: Asked = {}): (id: FigureId) => CourseFigure {
  const { instrument = phq9, doses = [0], events = [], now = 100 } = asked;
  const made = courseFigures({
    instrument,
    points: points(written),
    doses: doses.map((days) => ({ at: day(days) })),
    events,
    now: day(now),
  });
  return (id) => {
    const figure = made.find((one) => one.id === id);
    if (figure === undefined) throw new Error(`There is no figure ${id}`);
    return figure;
  };
}
