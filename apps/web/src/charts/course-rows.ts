import type { CourseSeries, CourseView } from '@evenkeel/contract';
import { courseWords as words } from '../words/course-en.ts';
import { wordsOf } from '../app/format.ts';
import { routeText } from '../words/drug-en.ts';
import { contactParts } from './contact-parts.ts';
import { doseSize } from './course-doses.ts';
import { bandOf, isJudged } from './course-stops.ts';
import { noonOf, sinceMs } from './course-time.ts';

/** One event of a course, as its table and its file tell it. */
export interface CourseRow {
  readonly key: string;
  /** For the order only; a medicine whose start is not known comes first. */
  readonly at: number;
  /** An instant, a day or a partial day as it was recorded; empty when it is not known. */
  readonly when: string;
  readonly what: string;
  readonly name: string;
  readonly value: string;
  readonly unit: string;
  readonly change: string;
  readonly percent: string;
  readonly outcome: string;
  readonly detail: string;
}

const empty = { value: '', unit: '', change: '', percent: '', outcome: '', detail: '' };

function scoreRows(series: CourseSeries): CourseRow[] {
  return series.scores.map((score) => ({
    key: `score ${score.responseId}`,
    at: Date.parse(score.at),
    when: score.at,
    what: words.rows.score,
    name: series.shortTitle,
    value: score.total === undefined ? '' : String(score.total),
    unit: words.rows.points,
    change: score.change === undefined || score.outcome === 'baseline' ? '' : String(score.change),
    percent:
      score.changePercent === undefined || score.outcome === 'baseline' ? '' : String(score.changePercent),
    outcome:
      score.total === undefined || !(isJudged(series) || score.outcome === 'baseline')
        ? ''
        : words.outcomes[score.outcome],
    detail: [
      ...(score.total === undefined ? [words.noTotal] : [bandOf(series, score.total) ?? '']),
      words.timepoints[score.timepoint as keyof typeof words.timepoints] ?? wordsOf(score.timepoint),
      score.prorated ? words.prorated : '',
      score.totalOnly ? words.totalOnly : '',
      ...score.flags.map((flag) => words.flag(wordsOf(flag))),
    ]
      .filter((one) => one !== '')
      .join('; '),
  }));
}

/** Every event of a course in time order; scores of the scales that are asked for. A gap is a row without a value. */
export function courseRows(course: CourseView, scales: readonly CourseSeries[]): readonly CourseRow[] {
  const { rows } = words;
  return [
    ...course.medicines.map((one, index): CourseRow => ({
      ...empty,
      key: `medicine ${index}`,
      at: sinceMs(one.since) ?? Number.NEGATIVE_INFINITY,
      when: one.since ?? '',
      what: rows.medicine,
      name: one.name,
      detail: one.since === undefined ? `${one.status}; ${rows.startUnknown}` : one.status,
    })),
    ...course.doses.map((dose): CourseRow => ({
      ...empty,
      key: `dose ${dose.sessionId}`,
      at: Date.parse(dose.at),
      when: dose.at,
      what: rows.dose,
      name: `${dose.drug}, ${words.session(dose.number)}`,
      value: dose.amountMg,
      unit: 'mg',
      detail: [
        ...(dose.doseMgPerKg === undefined ? [] : [`${dose.doseMgPerKg} mg/kg`]),
        ...(doseSize(dose) === undefined ? [words.sizeUnknown] : []),
        routeText(dose.route),
        ...(dose.stoppedEarly ? [words.stoppedEarly] : []),
      ].join('; '),
    })),
    ...course.planned.map((one): CourseRow => ({
      ...empty,
      key: `planned ${one.number} ${one.day}`,
      at: noonOf(one.day, course.timeZone),
      when: one.day,
      what: rows.planned,
      name: words.session(one.number),
      detail: rows.notGiven,
    })),
    ...scales.flatMap(scoreRows),
    ...course.missed.flatMap((one, index) =>
      scales
        .filter(({ instrument }) => one.instruments.includes(instrument))
        .map((series): CourseRow => ({
          ...empty,
          key: `missed ${index} ${series.instrument}`,
          at: Date.parse(one.at),
          when: one.at,
          what: rows.noAnswer,
          name: series.shortTitle,
          detail: one.title,
        })),
    ),
    ...course.therapy.map((one, index): CourseRow => ({
      ...empty,
      key: `therapy ${index}`,
      at: noonOf(one.day, course.timeZone),
      when: one.day,
      what: rows.therapy,
      name: wordsOf(one.therapy),
      value: one.minutes === undefined ? '' : String(one.minutes),
      unit: one.minutes === undefined ? '' : 'min',
      detail: [...contactParts({ ...one, minutes: undefined }), one.homeworkDoubt ?? '', one.note ?? '']
        .filter((part) => part !== '')
        .join('; '),
    })),
    ...course.adverseEvents.map((event, index): CourseRow => ({
      ...empty,
      key: `adverse ${index}`,
      at: Date.parse(event.at),
      when: event.at,
      what: rows.adverse,
      name: wordsOf(event.kind),
      detail: event.severity,
    })),
    ...course.goals.flatMap((goal) =>
      goal.marks.map((one, index): CourseRow => ({
        ...empty,
        key: `goal ${goal.goalId} ${index}`,
        at: Date.parse(one.at),
        when: one.at,
        what: rows.goal,
        name: goal.wording,
        value: String(one.mark),
      })),
    ),
  ].toSorted((a, b) => (a.at === b.at ? (a.key < b.key ? -1 : 1) : a.at < b.at ? -1 : 1));
}

/** One cell of comma-separated text. Text that a spreadsheet would take for a formula is led by an apostrophe. */
export function csvCell(text: string): string {
  const isNumber = /^-?\d+(\.\d+)?$/.test(text);
  const plain = !isNumber && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/** Lines of cells as comma-separated text. */
export function csvOf(lines: readonly (readonly string[])[]): string {
  return `${lines.map((line) => line.map(csvCell).join(',')).join('\r\n')}\r\n`;
}

const columns = ['when', 'what', 'name', 'value', 'unit', 'change', 'percent', 'outcome', 'detail'] as const;

/** Everything of a course, on every scale, one line an event. It names no patient. */
export function courseCsv(course: CourseView): string {
  return csvOf([
    ['when', 'what', 'name', 'value', 'unit', 'change_since_baseline', 'change_percent', 'outcome', 'detail'],
    ...courseRows(course, course.series).map((row) => columns.map((column) => row[column])),
  ]);
}
