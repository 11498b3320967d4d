import type { Source } from '../evidence-mark.ts';
import type { DiagnosisKind } from '../patient-facts.ts';

/** What a questionnaire stands to: the visit or the time after a dose it is given for. */
export const timepoints = Object.freeze([
  'baseline',
  'preDose',
  'plus4h',
  'plus24h',
  'day3',
  'day7',
  'endOfCourse',
  'maintenance',
  'unscheduled',
] as const);
export type Timepoint = (typeof timepoints)[number];

/**
 * What an occasion is counted from: doses and visits of one course; calendar ones go on after its last dose until the
 * next course begins.
 */
export type MeasureAnchor =
  | { readonly kind: 'dose'; readonly which: 'first' | 'each' | 'last' }
  | { readonly kind: 'visit'; readonly which: 'first' | 'each' }
  | {
      readonly kind: 'calendar';
      readonly everyDays: number;
      /** Counted from each dose until the next, from the second turn on; absent: after the course, from its last dose. */
      readonly from?: 'eachDose' | undefined;
    };

/** How one scale is given: on the patient's own phone, on the clinic's tablet, or by a rater. */
export type MeasureWay = 'link' | 'kiosk' | 'rater';

export interface ScheduledMeasure {
  readonly instrument: string;
  readonly way: MeasureWay;
  /** Only for these diagnoses, and while the diagnosis is not known. */
  readonly diagnoses?: readonly DiagnosisKind[] | undefined;
}

/** One time at which scales are given. */
export interface MeasureOccasion {
  /** Unique in its schedule, such as `day3`. */
  readonly id: string;
  readonly title: string;
  readonly timepoint: Timepoint;
  readonly anchor: MeasureAnchor;
  /** Minutes from the anchor to the moment it is due; negative before a visit (which counts from 8:00 of its day). */
  readonly afterMinutes: number;
  /** Minutes from that moment until an answer no longer belongs to it. */
  readonly openMinutes: number;
  /** Minutes after the invitation at which an open one is reminded of. */
  readonly remindAfterMinutes: readonly number[];
  readonly measures: readonly ScheduledMeasure[];
  readonly source: Source;
}

/** When scales are given in a clinic. */
export interface MeasureSchedule {
  readonly version: number;
  /** No message between these clock times, in the patient's own zone. `HH:mm`. */
  readonly quiet: { readonly from: string; readonly to: string };
  readonly occasions: readonly MeasureOccasion[];
}

/** What differs for one patient. */
export interface PatientMeasureChange {
  /** Occasions that are left out. */
  readonly without: readonly string[];
  /** Scales added to an occasion, or taken from it. */
  readonly add: readonly { readonly occasion: string; readonly measure: ScheduledMeasure }[];
  readonly remove: readonly { readonly occasion: string; readonly instrument: string }[];
  /** No messages at all: the patient is asked in the clinic. */
  readonly noMessages: boolean;
}

export const noMeasureChange: PatientMeasureChange = Object.freeze({
  without: Object.freeze([]),
  add: Object.freeze([]),
  remove: Object.freeze([]),
  noMessages: false,
});

const hours = 60;
const days = 24 * hours;
const registry: Source = Object.freeze({
  mark: 'localDefault',
  citation:
    'General knowledge: baseline, before each dose, +4 h, +24 h, day 3 and day 7 after dose 1, end of course, monthly, three-monthly',
});
const hourly: Source = Object.freeze({
  mark: 'trial',
  citation:
    'MADRS over 24 hours: all items but sleep and appetite are meaningful, so those two are carried forward and marked',
});

const switchWatch: Source = Object.freeze({
  mark: 'localDefault',
  citation:
    'General knowledge: in bipolar disorder mania is asked before the dose, at 24 hours, on day 3 and day 7, then weekly',
});
/** The watch for a switch of mood, where it is watched for. */
const maniaInBipolar: ScheduledMeasure = Object.freeze({
  instrument: 'evenkeel-mania-check',
  way: 'link',
  diagnoses: Object.freeze(['bipolarI', 'bipolarII'] as const),
});
const link = (instrument: string): ScheduledMeasure => Object.freeze({ instrument, way: 'link' });
const kiosk = (instrument: string): ScheduledMeasure => Object.freeze({ instrument, way: 'kiosk' });
const rater = (instrument: string): ScheduledMeasure => Object.freeze({ instrument, way: 'rater' });

function occasion(one: MeasureOccasion): MeasureOccasion {
  return Object.freeze({
    ...one,
    anchor: Object.freeze(one.anchor),
    measures: Object.freeze(one.measures),
    remindAfterMinutes: Object.freeze(one.remindAfterMinutes),
  });
}

/** What a clinic starts with. Works on a fresh install: every scale given by link has its text in the house. */
export const defaultMeasureSchedule: MeasureSchedule = Object.freeze({
  version: 0,
  quiet: Object.freeze({ from: '20:00', to: '09:00' }),
  occasions: Object.freeze([
    occasion({
      id: 'baseline',
      title: 'Before the first session',
      timepoint: 'baseline',
      anchor: { kind: 'visit', which: 'first' },
      afterMinutes: -3 * days,
      openMinutes: 3 * days + 12 * hours,
      remindAfterMinutes: [1 * days, 2 * days],
      measures: [
        link('phq9'),
        link('gad7'),
        link('evenkeel-sleep'),
        link('evenkeel-mania-check'),
        rater('madrs'),
        rater('ham-d17'),
        rater('c-ssrs-screener'),
      ],
      source: registry,
    }),
    occasion({
      id: 'preDose',
      title: 'Before each session',
      timepoint: 'preDose',
      anchor: { kind: 'visit', which: 'each' },
      afterMinutes: -1 * days,
      openMinutes: 1 * days + 10 * hours,
      remindAfterMinutes: [],
      measures: [kiosk('phq9'), kiosk('evenkeel-mania-check')],
      source: registry,
    }),
    occasion({
      id: 'plus4h',
      title: 'Four hours after the first dose, by phone',
      timepoint: 'plus4h',
      anchor: { kind: 'dose', which: 'first' },
      afterMinutes: 4 * hours,
      openMinutes: 4 * hours,
      remindAfterMinutes: [],
      measures: [rater('madrs')],
      source: hourly,
    }),
    occasion({
      id: 'plus24h',
      title: 'The day after each dose',
      timepoint: 'plus24h',
      anchor: { kind: 'dose', which: 'each' },
      afterMinutes: 22 * hours,
      openMinutes: 14 * hours,
      remindAfterMinutes: [4 * hours],
      measures: [link('phq2'), link('evenkeel-sleep'), maniaInBipolar],
      source: registry,
    }),
    occasion({
      id: 'day3',
      title: 'Day 3 after each dose',
      timepoint: 'day3',
      anchor: { kind: 'dose', which: 'each' },
      afterMinutes: 3 * days,
      openMinutes: 1 * days,
      remindAfterMinutes: [6 * hours],
      measures: [link('phq9'), link('evenkeel-mania-check')],
      source: registry,
    }),
    occasion({
      id: 'day7',
      title: 'Day 7 after each dose',
      timepoint: 'day7',
      anchor: { kind: 'dose', which: 'each' },
      afterMinutes: 7 * days,
      openMinutes: 2 * days,
      remindAfterMinutes: [1 * days],
      measures: [link('phq9'), link('gad7'), maniaInBipolar],
      source: registry,
    }),
    occasion({
      id: 'weeklyMania',
      title: 'Every week after a dose, until the next: mania in bipolar disorder',
      timepoint: 'unscheduled',
      anchor: { kind: 'calendar', everyDays: 7, from: 'eachDose' },
      afterMinutes: 0,
      openMinutes: 4 * days,
      remindAfterMinutes: [1 * days],
      measures: [maniaInBipolar],
      source: switchWatch,
    }),
    occasion({
      id: 'endOfCourse',
      title: 'End of the course',
      timepoint: 'endOfCourse',
      anchor: { kind: 'dose', which: 'last' },
      afterMinutes: 10 * days,
      openMinutes: 4 * days,
      remindAfterMinutes: [1 * days, 3 * days],
      measures: [
        link('phq9'),
        link('gad7'),
        link('evenkeel-sleep'),
        link('evenkeel-side-effects'),
        rater('ham-d17'),
      ],
      source: registry,
    }),
    occasion({
      id: 'monthly',
      title: 'Every month after the course',
      timepoint: 'maintenance',
      anchor: { kind: 'calendar', everyDays: 28 },
      afterMinutes: 0,
      openMinutes: 7 * days,
      remindAfterMinutes: [2 * days, 5 * days],
      measures: [link('phq9'), link('gad7')],
      source: registry,
    }),
    occasion({
      id: 'quarterly',
      title: 'Every three months: the whole set',
      timepoint: 'maintenance',
      anchor: { kind: 'calendar', everyDays: 84 },
      afterMinutes: 1 * days,
      openMinutes: 10 * days,
      remindAfterMinutes: [3 * days],
      measures: [
        link('evenkeel-sleep'),
        link('evenkeel-bladder'),
        link('evenkeel-side-effects'),
        link('audit-c'),
        rater('ham-d17'),
      ],
      source: registry,
    }),
  ]),
});

/**
 * The schedule with what differs for one patient, by diagnosis and by choice. A diagnosis that is not known counts as any.
 * An occasion left without a scale is not there.
 */
export function scheduleFor(
  schedule: MeasureSchedule,
  change: PatientMeasureChange,
  diagnosis: DiagnosisKind | undefined,
): MeasureSchedule {
  return {
    ...schedule,
    occasions: schedule.occasions
      .filter(({ id }) => !change.without.includes(id))
      .map((one) => {
        const kept = one.measures.filter(
          ({ instrument, diagnoses }) =>
            (diagnosis === undefined || diagnoses === undefined || diagnoses.includes(diagnosis)) &&
            !change.remove.some((gone) => gone.occasion === one.id && gone.instrument === instrument),
        );
        const added = change.add
          .filter(
            (more) =>
              more.occasion === one.id &&
              !kept.some(({ instrument }) => instrument === more.measure.instrument),
          )
          .map(({ measure }) => measure);
        return { ...one, measures: [...kept, ...added] };
      })
      .filter(({ measures }) => measures.length > 0),
  };
}
