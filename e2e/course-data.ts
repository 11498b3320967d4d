// What a server with two years of a patient, and a clinic of many patients, would answer.

/** A course of two years with 200 sessions and 2,000 scores on five scales, gaps and all. */
export function longCourse(patient: unknown) {
  const start = Date.UTC(2024, 5, 1, 9);
  const hours = (count: number) => new Date(start + count * 3_600_000).toISOString();
  const scales = [
    ['phq9', 'PHQ-9', 'mood', 27, 'higherIsWorse'],
    ['gad7', 'GAD-7', 'anxiety', 21, 'higherIsWorse'],
    ['isi', 'ISI', 'sleep', 28, 'higherIsWorse'],
    ['wsas', 'WSAS', 'function', 40, 'higherIsWorse'],
    ['who5', 'WHO-5', 'qualityOfLife', 100, 'higherIsBetter'],
  ] as const;
  return {
    patient,
    timeZone: 'Europe/London',
    now: hours(200 * 88),
    doses: Array.from({ length: 200 }, (_, index) => ({
      sessionId: `session ${index}`,
      at: hours(24 + index * 87),
      // Esketamine is not weighed by the body, and of one dose in eleven nobody knows the weight.
      drug: index % 4 === 2 ? 'esketamine' : 'ketamine',
      ...(index % 4 === 2 || index % 11 === 7 ? {} : { doseMgPerKg: index % 7 === 0 ? '0.75' : '0.5' }),
      amountMg: index % 4 === 2 ? '56' : '35',
      route: ['iv', 'im', 'nasal-device', 'oral-solution'][index % 4],
      stoppedEarly: index % 23 === 5,
      number: index + 1,
    })),
    planned: [{ day: hours(200 * 89).slice(0, 10), number: 201 }],
    series: scales.map(([instrument, shortTitle, domain, to, direction], scale) => ({
      instrument,
      shortTitle,
      title: shortTitle,
      domain,
      direction,
      range: { from: 0, to },
      bands: [0, 1, 2, 3, 4].map((step) => ({
        from: step === 0 ? 0 : Math.round((to * step) / 5),
        to: step === 4 ? to : Math.round((to * (step + 1)) / 5) - 1,
        label: ['minimal', 'mild', 'moderate', 'moderately severe', 'severe'][step],
      })),
      scores: Array.from({ length: 400 }, (_, index) => ({
        responseId: `${instrument} ${index}`,
        at: hours(index * 43.5 + scale),
        ...(index % 40 === 9
          ? {}
          : {
              total: Math.round(
                to * (0.35 + 0.4 * Math.exp(-index / 60) + 0.2 * Math.sin(index / 9 + scale) ** 3),
              ),
            }),
        prorated: index % 50 === 3,
        totalOnly: false,
        timepoint: 'day7',
        outcome: index === 0 ? 'baseline' : 'noResponse',
        ...(index === 0 ? {} : { change: -3, changePercent: -15 }),
        flags: [],
      })),
      baseline: { total: Math.round(to * 0.75), at: hours(scale) },
      marks: { response: Math.round(to * 0.37), remission: Math.round(to * 0.15) },
      figures: [],
      meaningful: { points: 5, reached: 'improved', change: -10, source: 'Invented' },
    })),
    medicines: [
      { name: 'Sertraline 100 mg', since: '2023', status: 'active' },
      { name: 'Lithium 800 mg', since: '2025-01', status: 'active' },
      { name: 'Mirtazapine', status: 'past' },
    ],
    therapy: Array.from({ length: 90 }, (_, index) => ({
      day: hours(index * 190).slice(0, 10),
      therapy: 'cbt',
      minutes: 50,
    })),
    adverseEvents: Array.from({ length: 60 }, (_, index) => ({
      at: hours(25 + index * 290),
      kind: 'nausea',
      severity: 'mild',
      sessionId: `session ${index}`,
    })),
    missed: Array.from({ length: 40 }, (_, index) => ({
      at: hours(index * 430 + 20),
      title: 'Day 3',
      instruments: ['phq9', 'gad7'],
    })),
    goals: [
      {
        goalId: 'g',
        version: 1,
        wording: 'Walk the dog',
        state: 'current',
        marks: [2, 4, 5, 7].map((mark, index) => ({ mark, at: hours(index * 4000 + 300) })),
      },
    ],
    sentence: 'PHQ-9 fell from 20 to 9 after 200 sessions: response.',
  };
}

export const why = 'Fewer than 11 people: hidden so that nobody can be recognised.';
const hidden = { hidden: true, why };

/** Outcomes of a middling clinic: weeks told, weeks hidden, relapses, and people still being counted. */
export function clinicOutcomes(waiting: number) {
  const share = (value: number, n: number) => ({
    value,
    low: Math.max(0, value - 1 / Math.sqrt(n)),
    high: Math.min(1, value + 1 / Math.sqrt(n)),
    n,
  });
  return {
    instrument: 'phq9',
    shortTitle: 'PHQ-9',
    direction: 'higherIsWorse',
    remissionCut: 'PHQ-9 below 5; Kroenke 2001',
    filters: {
      instruments: [
        { id: 'phq9', shortTitle: 'PHQ-9' },
        { id: 'gad7', shortTitle: 'GAD-7' },
      ],
      diagnoses: ['bipolarI', 'majorDepressiveDisorder'],
      routes: ['iv'],
      regimens: ['elekt-d'],
    },
    chosen: {},
    people: 131,
    weeks: Array.from({ length: 12 }, (_, index) => {
      const n = 124 - index * 10;
      const isHidden = index === 11;
      const value = 0.55 * (1 - Math.exp(-(index + 1) / 2));
      return {
        week: index + 1,
        scored: isHidden ? hidden : n,
        response: isHidden ? hidden : share(value, n),
        remission: isHidden ? hidden : share(value * 0.6, n),
        responseOfAll: isHidden ? hidden : share(value * 0.8, 131),
        remissionOfAll: isHidden ? hidden : share(value * 0.48, 131),
        completion: isHidden ? hidden : share(n / 131, 131),
        change: isHidden
          ? hidden
          : { mean: -14 * value, low: -14 * value - 1.4, high: -14 * value + 1.4, sd: 6, n },
      };
    }),
    relapse: {
      n: 70,
      curve: Array.from({ length: 16 }, (_, index) => {
        const survival = 0.97 ** ((index + 1) * 2);
        return { days: 9 + index * 9, survival, low: survival * 0.82, high: Math.min(1, survival * 1.1) };
      }),
      medianDays: 98,
      medianInterval: { low: 70 },
      atRisk: [0, 4, 8, 12, 26, 52].map((weeks, index) => ({
        weeks,
        n: index > 3 ? hidden : 70 - index * 16,
      })),
    },
    safety: {
      sessions: 812,
      people: 131,
      rates: [
        { kind: 'nausea', severity: 'mild', sessions: 61, per100: 7.5, low: 5.7, high: 9.6 },
        {
          kind: 'dissociationDistress',
          severity: 'moderate',
          sessions: 14,
          per100: 1.7,
          low: 0.9,
          high: 2.9,
        },
      ],
    },
    definitions: [
      { name: 'Response', says: 'A change for the better of 50 % or more.', source: 'As in ELEKT-D' },
    ],
    asOf: '2026-06-01T12:00:00.000Z',
    waiting,
  };
}
