import type { Cited, Instrument } from '@evenkeel/instruments';
import type { FigureId } from './course-figure.ts';
import { earlyWindows } from './early-response.ts';
import { outcomeCuts } from './outcome.ts';
import { relapseApart, relapseCuts, relapseLoss } from './relapse.ts';
import { reliabilities } from './reliable-change.ts';
import { sustainedRule } from './sustained-response.ts';

/** What a figure means on one scale, in words, with where that comes from. */
export interface FigureDefinition {
  readonly title: string;
  readonly definition: string;
  readonly source: Cited;
}

const ours: Cited = Object.freeze({ source: 'Local default', mark: 'ours' });
const response: Cited = Object.freeze({ source: outcomeCuts.response.citation, mark: 'verified' });
/** Scales whose cut for remission was found in print. */
const foundCuts: ReadonlySet<string> = new Set(['phq9', 'madrs', 'ham-d17', 'qids-sr16']);
const baselineIs = 'The baseline is the last total at or before the first dose.';

/** The definition of a figure on this scale. */
export function figureDefinition(id: FigureId, instrument: Instrument): FigureDefinition {
  switch (id) {
    case 'changeSinceBaseline':
      return {
        title: 'Change since baseline',
        definition: `The newest total less the baseline. ${baselineIs} The per cent is of ${percentOf(instrument)}.`,
        source: ours,
      };
    case 'changeSinceLastDose':
      return {
        title: 'Change since the last dose',
        definition: 'The newest total after the last dose less the newest at or before it.',
        source: ours,
      };
    case 'response':
      return {
        title: 'Response',
        definition: `The newest score is at least 50 % better than the baseline. ${baselineIs} The per cent is of ${percentOf(instrument)}.`,
        source: response,
      };
    case 'partialResponse':
      return {
        title: 'Partial response',
        definition: 'The newest score is 25 % to less than 50 % better than the baseline.',
        source: { source: outcomeCuts.partial.citation, mark: 'general knowledge' },
      };
    case 'remission':
      return remissionOf(instrument);
    case 'early4h':
      return early('Response at 4 hours', id, instrument);
    case 'early24h':
      return early('Response at 24 hours', id, instrument);
    case 'earlyDay3':
      return early('Response at day 3', id, instrument);
    case 'earlyDay7':
      return early('Response at day 7', id, instrument);
    case 'sustainedResponse': {
      const { startWindow, startUntilDays, endFromDays, endToDays, fewestScores } = sustainedRule;
      return {
        title: 'Sustained response',
        definition: `Response at day 2 (${startWindow.says} after the first dose) or, without a score then, the first response within ${startUntilDays} days; kept to day 28 with at most one score out of response. Told when there are at least ${fewestScores} later scores and one of days ${endFromDays} to ${endToDays}. The windows are local defaults.`,
        source: { source: 'Early sustained response, as used in trials', mark: 'general knowledge' },
      };
    }
    case 'relapse':
      return relapseOf(instrument);
    case 'reliableChange': {
      const known = reliabilities.find((one) => one.instrument === instrument.id);
      return {
        title: 'Reliable change',
        definition:
          'A change since baseline, either way, of at least 1.96 standard errors of a difference: SD at baseline x the root of 2 x the root of (1 - reliability).',
        source: cited(known ?? { source: 'Jacobson and Truax 1991', mark: 'general knowledge' }),
      };
    }
    case 'timeToLossOfBenefit':
      return {
        title: 'Time to loss of benefit',
        definition:
          'Days from the first response to the first later score that is less than 50 % better than the baseline. While there is none, the days to the last score, as a lower limit.',
        source: ours,
      };
  }
}

function percentOf({ direction, range }: Instrument): string {
  if (direction === 'higherIsBetter') return `the points from the baseline to the best, ${range.to}`;
  return range.from === 0 ? 'the baseline' : `the points from the baseline to the best, ${range.from}`;
}

function remissionOf({ id, remission, shortTitle }: Instrument): FigureDefinition {
  return remission === undefined
    ? {
        title: 'Remission',
        definition: `There is no stored cut for remission on ${shortTitle}.`,
        source: ours,
      }
    : {
        title: 'Remission',
        definition: `The newest total is at or beyond the stored cut, ${remission.atMost}.`,
        source: {
          source: remission.citation,
          mark: foundCuts.has(id) ? 'verified' : 'general knowledge',
        },
      };
}

function early(title: string, id: keyof typeof earlyWindows, instrument: Instrument): FigureDefinition {
  const { says, atHours } = earlyWindows[id];
  const { recallDays, shortTitle } = instrument;
  const looksBack =
    recallDays !== undefined && recallDays * 24 > atHours
      ? ` ${shortTitle} asks about the last ${recallDays} days, longer than the time since the dose.`
      : '';
  return {
    title,
    definition: `At least 50 % better than the baseline at the score nearest to that moment, ${says} after the first dose. The window is a local default.${looksBack}`,
    source: { source: 'Response at 4 h, 24 h, day 3 and day 7; windows are local defaults', mark: 'ours' },
  };
}

function relapseOf({ id, shortTitle }: Instrument): FigureDefinition {
  const cut = relapseCuts.find((one) => one.instrument === id);
  const loss =
    cut === undefined
      ? `less than ${relapseLoss.percent} % better than the baseline`
      : `${shortTitle} of ${cut.atLeast} or more`;
  const { fromDays, toDays } = relapseApart;
  return {
    title: 'Relapse',
    definition: `After a response or remission: ${loss} at two scores ${fromDays} to ${toDays} days apart, with nothing better between them, or admission to hospital for depression, a suicide attempt or another clinically relevant event. The date is that of the second score, or of the event.`,
    source: cited(cut ?? relapseLoss),
  };
}

function cited({ source, mark }: Cited): Cited {
  return { source, mark };
}
