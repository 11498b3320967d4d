import type { CourseSeries, CourseView } from '@evenkeel/contract';

/** A course that holds what a test names and nothing else. */
export function courseWith(parts: Partial<CourseView>): CourseView {
  return {
    patient: {
      patientId: 'p',
      family: 'F',
      given: 'G',
      birthDate: '1980-01-01',
      sex: 'unknown',
      age: 46,
      number: '1',
    },
    timeZone: 'UTC',
    now: '2026-06-01T12:00:00.000Z',
    doses: [],
    planned: [],
    series: [],
    medicines: [],
    therapy: [],
    adverseEvents: [],
    missed: [],
    goals: [],
    sentence: '',
    ...parts,
  };
}

/** A scale with scores on given days; `undefined` stands for answers that gave no total. */
export function seriesWith(
  scores: readonly (readonly [at: string, total: number | undefined])[],
  parts: Partial<CourseSeries> = {},
): CourseSeries {
  const instrument = parts.instrument ?? 'phq9';
  return {
    instrument,
    shortTitle: instrument.toUpperCase(),
    title: instrument,
    domain: 'mood',
    direction: 'higherIsWorse',
    range: { from: 0, to: 27 },
    bands: [],
    marks: {},
    figures: [],
    scores: scores.map(([at, total]) => ({
      responseId: `${instrument} ${at}`,
      at,
      ...(total === undefined ? {} : { total }),
      prorated: false,
      totalOnly: false,
      timepoint: 'unscheduled',
      outcome: 'unknown',
      flags: [],
    })),
    ...parts,
  };
}
