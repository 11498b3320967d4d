import type { ClinicOutcomesView, HiddenGroup, MeanView, ShareView } from '@evenkeel/contract';
import { csvOf } from '../charts/course-rows.ts';
import { outcomesWords as words } from '../words/outcomes-en.ts';

export type OutcomeWeek = ClinicOutcomesView['weeks'][number];
export type Relapse = Exclude<ClinicOutcomesView['relapse'], HiddenGroup>;

/** True where a number is not shown; the reason stands in its place. */
export function isHidden(shown: unknown): shown is HiddenGroup {
  return typeof shown === 'object' && shown !== null && 'hidden' in shown;
}

/** One number of a week with its interval, or why there is none. */
export interface WeekPoint {
  readonly week: number;
  readonly value?: number;
  readonly low?: number;
  readonly high?: number;
  readonly n?: number;
  readonly why?: string;
}

function pointOf(week: number, { value, low, high, n }: Omit<WeekPoint, 'week' | 'why'>): WeekPoint {
  return value === undefined
    ? { week, ...(n === undefined ? {} : { n }), why: words.nobody }
    : {
        week,
        value,
        ...(low === undefined ? {} : { low }),
        ...(high === undefined ? {} : { high }),
        ...(n === undefined ? {} : { n }),
      };
}

/** A share by week, in per cent. */
export function sharePoints(
  weeks: readonly OutcomeWeek[],
  of: (week: OutcomeWeek) => ShareView | undefined,
): readonly WeekPoint[] {
  const percent = (share: number | undefined) => (share === undefined ? undefined : 100 * share);
  return weeks.map((one) => {
    const shown = of(one);
    if (shown === undefined) return { week: one.week, why: words.noCut };
    if (isHidden(shown)) return { week: one.week, why: shown.why };
    return pointOf(one.week, {
      ...(shown.value === undefined ? {} : { value: percent(shown.value)! }),
      ...(shown.low === undefined ? {} : { low: percent(shown.low)! }),
      ...(shown.high === undefined ? {} : { high: percent(shown.high)! }),
      n: shown.n,
    });
  });
}

/** A mean by week, in points. */
export function meanPoints(
  weeks: readonly OutcomeWeek[],
  of: (week: OutcomeWeek) => MeanView,
): readonly WeekPoint[] {
  return weeks.map((one) => {
    const shown = of(one);
    if (isHidden(shown)) return { week: one.week, why: shown.why };
    const { mean: value, low, high, n } = shown;
    return pointOf(one.week, {
      ...(value === undefined ? {} : { value }),
      ...(low === undefined ? {} : { low }),
      ...(high === undefined ? {} : { high }),
      n,
    });
  });
}

/** Up to one decimal, and a real minus: -9.26 is −9.3. */
export function oneDecimal(value: number): string {
  const rounded = Math.round(10 * Math.abs(value)) / 10;
  return `${value < 0 && rounded > 0 ? '−' : ''}${rounded}`;
}

/** "48 % (95 % CI 39 to 57, n 120)"; the reason where there is no number. */
export function pointText(point: WeekPoint, unit: string): string {
  if (point.value === undefined) return point.why ?? words.nobody;
  const text = unit === '%' ? (value: number) => String(Math.round(value)) : oneDecimal;
  const interval =
    point.low === undefined || point.high === undefined
      ? ''
      : `${words.interval(text(point.low), text(point.high))}, `;
  return `${text(point.value)} ${unit} (${interval}n ${point.n ?? 0})`;
}

/** What can be said first: response at week 4, or at the shown week nearest to it, or why nothing can. */
export function outcomeSentence(view: ClinicOutcomesView): string {
  if (isHidden(view.people)) return words.sentence.hidden(view.shortTitle, view.people.why);
  if (view.people === 0) return words.sentence.none;
  const told = sharePoints(view.weeks, ({ response }) => response)
    .filter(({ value }) => value !== undefined)
    .toSorted((a, b) => Math.abs(a.week - 4) - Math.abs(b.week - 4) || a.week - b.week)[0];
  return told === undefined
    ? words.sentence.tooFew(view.shortTitle, view.people)
    : words.sentence.response(view.shortTitle, told.week, pointText(told, '%'));
}

/** True when there is nobody to tell of and no reason to hide anybody. */
export function isEmpty(view: ClinicOutcomesView): boolean {
  return view.people === 0 && view.weeks.every(({ scored }) => scored === 0);
}

type Cell = string;
const cellsOf = (point: WeekPoint): readonly Cell[] => [
  ...[point.value, point.low, point.high].map((value) =>
    value === undefined ? '' : String(Math.round(1000 * value) / 1000),
  ),
  point.n === undefined ? '' : String(point.n),
  point.why ?? '',
];

/** Everything on the page as comma-separated text: one line a number, with its interval, its n or why it is hidden. */
export function outcomesCsv(view: ClinicOutcomesView): string {
  const chosen = [
    view.shortTitle,
    view.chosen.diagnosis ?? '',
    view.chosen.route ?? '',
    view.chosen.regimen ?? '',
    view.asOf,
  ];
  const byWeek = (what: string, unit: string, points: readonly WeekPoint[]) =>
    points.map((point) => [...chosen, what, unit, 'week', String(point.week), ...cellsOf(point)]);
  const shares = [
    ['response', (one: OutcomeWeek) => one.response],
    ['response_of_all', (one: OutcomeWeek) => one.responseOfAll],
    ['remission', (one: OutcomeWeek) => one.remission],
    ['remission_of_all', (one: OutcomeWeek) => one.remissionOfAll],
    ['completion', (one: OutcomeWeek) => one.completion],
  ] as const;
  const { relapse, safety } = view;
  return csvOf([
    [
      'scale',
      'diagnosis',
      'route',
      'regimen',
      'as_of',
      'what',
      'unit',
      'per',
      'at',
      'value',
      'ci95_low',
      'ci95_high',
      'n',
      'hidden_because',
    ],
    ...shares.flatMap(([what, of]) => byWeek(what, '%', sharePoints(view.weeks, of))),
    ...byWeek(
      'change_since_baseline',
      'points',
      meanPoints(view.weeks, ({ change }) => change),
    ),
    ...(isHidden(relapse)
      ? [[...chosen, 'without_relapse', '%', 'day', '', '', '', '', '', relapse.why]]
      : [
          ...relapse.curve.map((one) => [
            ...chosen,
            'without_relapse',
            '%',
            'day',
            String(one.days),
            ...cellsOf({
              week: 0,
              value: 100 * one.survival,
              ...(one.low === undefined ? {} : { low: 100 * one.low }),
              ...(one.high === undefined ? {} : { high: 100 * one.high }),
              n: relapse.n,
            }),
          ]),
          ...relapse.atRisk.map(({ weeks, n }) => [
            ...chosen,
            'at_risk',
            'people',
            'week',
            String(weeks),
            ...(isHidden(n) ? ['', '', '', '', n.why] : [String(n), '', '', '', '']),
          ]),
        ]),
    ...(isHidden(safety)
      ? [[view.shortTitle, '', '', '', view.asOf, 'adverse_events', '', '', '', '', '', '', '', safety.why]]
      : safety.rates.map((one) => [
          // Safety is of every session, whatever is chosen above.
          '',
          '',
          '',
          '',
          view.asOf,
          `${one.kind} (${one.severity})`,
          'per 100 sessions',
          'sessions with it',
          String(one.sessions),
          ...cellsOf({ week: 0, value: one.per100, low: one.low, high: one.high, n: safety.sessions }),
        ])),
  ]);
}

/** The steps of a curve as a path, from 1 at day 0 to the last day that is told. */
export function stepPath(
  curve: Relapse['curve'],
  of: (step: Relapse['curve'][number]) => number | undefined,
  x: (days: number) => number,
  y: (share: number) => number,
): string {
  let path = `M${x(0)} ${y(1)}`;
  for (const step of curve) {
    const value = of(step);
    if (value === undefined) break;
    path += `H${x(step.days)}V${y(value)}`;
  }
  return path;
}

/**
 * The band between the limits of a curve: along the upper one and back along the lower one. It begins with the first step,
 * since before that everybody is counted and nothing is unsure.
 */
export function bandPath(
  curve: Relapse['curve'],
  x: (days: number) => number,
  y: (share: number) => number,
): string {
  const told = curve.flatMap(({ days, low, high }) =>
    low === undefined || high === undefined ? [] : [{ days, low, high }],
  );
  const [first] = told;
  if (first === undefined) return '';
  let path = `M${x(first.days)} ${y(first.high)}`;
  for (const step of told.slice(1)) path += `H${x(step.days)}V${y(step.high)}`;
  for (const step of told.toReversed()) path += `V${y(step.low)}H${x(step.days)}`;
  return `${path}Z`;
}

/** The share at a day of a step curve. */
export function curveAt(curve: Relapse['curve'], days: number): Relapse['curve'][number] {
  return curve.findLast((step) => step.days <= days) ?? { days: 0, survival: 1 };
}
