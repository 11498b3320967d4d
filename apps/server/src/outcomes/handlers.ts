import type { ClinicOutcomesView } from '@evenkeel/contract';
import {
  clinicOutcomes,
  hiddenUnder,
  outcomeCuts,
  rate,
  shownGroups,
  smallestShown,
  weeksPassedSince,
} from '@evenkeel/evidence';
import type { Instrument } from '@evenkeel/instruments';
import { plusDays, type Instant } from '@evenkeel/quantities';
import { countStale, outcomeGroups, outcomeRows, sessionSafety } from '@evenkeel/record';
import type { Handlers } from '../http/handler.ts';
import { Refusal } from '../http/refusal.ts';
import { onGround, today, type Ground } from '../patients/ground.ts';
import { countedInstruments, rollUpOutcomes } from './roll-up.ts';

/** Adverse events are counted over this long. Days. */
const safetyDays = 365;

type Dimension = 'diagnosis' | 'route' | 'regimen';
const dimensions: readonly Dimension[] = ['diagnosis', 'route', 'regimen'];
type Chosen = { readonly [D in Dimension]?: string | undefined };

/** The outcomes of one scale, of all people or of one group that is large enough. */
export async function outcomesView(
  ground: Ground,
  instrument: Instrument,
  chosen: Chosen,
): Promise<ClinicOutcomesView> {
  const { tx, scope, now } = ground;
  await rollUpOutcomes(ground);
  const all = await outcomeGroups(tx, scope);
  const groups = all.filter((one) => one.instrument === instrument.id);
  const mayShow = shownGroups(
    groups.map((one) => ({ of: dimensions.map((by) => one[by]), people: one.people })),
  );
  const isShown = mayShow(dimensions.map((by) => chosen[by]));
  const valuesShown = (by: Dimension): string[] =>
    [...new Set(groups.map((one) => one[by]))]
      .filter((value) => mayShow(dimensions.map((one) => (one === by ? value : undefined))))
      .toSorted();
  const rows = isShown
    ? (await outcomeRows(tx, scope, { instrument: instrument.id, ...chosen })).map(
        ({ firstDoseAt, ...row }) => ({ ...row, weeksPassed: weeksPassedSince(firstDoseAt as Instant, now) }),
      )
    : [];
  const found = clinicOutcomes(rows, instrument);
  const given = new Set(all.map((one) => one.instrument));
  return {
    instrument: instrument.id,
    shortTitle: instrument.shortTitle,
    direction: instrument.direction,
    ...(instrument.remission === undefined ? {} : { remissionCut: instrument.remission.citation }),
    filters: {
      instruments: countedInstruments
        .filter(({ id }) => given.has(id) || id === instrument.id)
        .map(({ id, shortTitle }) => ({ id, shortTitle })),
      diagnoses: valuesShown('diagnosis'),
      routes: valuesShown('route'),
      regimens: valuesShown('regimen'),
    },
    chosen: {
      ...(chosen.diagnosis === undefined ? {} : { diagnosis: chosen.diagnosis }),
      ...(chosen.route === undefined ? {} : { route: chosen.route }),
      ...(chosen.regimen === undefined ? {} : { regimen: chosen.regimen }),
    },
    people: isShown ? found.n : hiddenUnder(smallestShown),
    weeks: structuredClone(found.weeks) as ClinicOutcomesView['weeks'],
    relapse: structuredClone(found.relapse) as ClinicOutcomesView['relapse'],
    safety: await safety(ground),
    definitions: definitions(instrument),
    asOf: now,
    waiting: await countStale(tx, scope),
  };
}

/** Adverse events of the last year per 100 sessions with a dose, in sessions that had one. */
async function safety(ground: Ground): Promise<ClinicOutcomesView['safety']> {
  const { tx, scope } = ground;
  const { sessions, people, events } = await sessionSafety(tx, scope, plusDays(today(ground), -safetyDays));
  if (people < smallestShown) return hiddenUnder(smallestShown);
  return {
    sessions,
    people,
    rates: events.map((one) => {
      const { value = 0, low = 0, high = 0 } = rate(one.sessions, sessions, 100);
      return { ...one, per100: value, low, high };
    }),
  };
}

function definitions(instrument: Instrument): ClinicOutcomesView['definitions'] {
  return [
    {
      name: 'Response',
      says: `A change for the better of ${outcomeCuts.response.percent} % or more from baseline, among those with a score in the week.`,
      source: outcomeCuts.response.citation,
    },
    ...(instrument.remission === undefined
      ? []
      : [
          {
            name: 'Remission',
            says: 'A total within the range of remission, among those who were not within it at baseline.',
            source: instrument.remission.citation,
          },
        ]),
    {
      name: 'Baseline',
      says: 'The last score before the first dose.',
      source: 'Evenkeel, as on the course of each patient',
    },
    {
      name: 'Week',
      says: 'Days after the first dose; the last score in the week counts, and a missing one is not filled in.',
      source: 'Evenkeel: no last observation carried forward',
    },
    {
      name: 'Time to relapse',
      says: 'From the first response to the loss of it at two scores 5 to 15 days apart; without one, the last score ends the follow-up.',
      source: 'Shape of the SUSTAIN-1 definition; the cut for scales other than MADRS is a local default',
    },
    {
      name: 'Intervals',
      says: '95 %. Shares: Wilson. Means: Student. Survival: Kaplan-Meier, log-log. Rates: exact Poisson.',
      source: 'Standard methods, held against published examples in the tests',
    },
  ];
}

/** The clinic's outcomes. */
export const outcomeHandlers = {
  outcomes: (c) => {
    const { instrument: id = 'phq9', ...chosen } = c.query;
    const instrument = countedInstruments.find((one) => one.id === id);
    if (instrument === undefined)
      throw new Refusal('RSP-001', { detail: 'Outcomes are not counted on this scale.' });
    return onGround(c, (ground) => outcomesView(ground, instrument, chosen), {
      kind: 'read',
      detail: { instrument: id },
    });
  },
} satisfies Partial<Handlers>;
