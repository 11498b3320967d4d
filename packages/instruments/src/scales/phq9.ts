import { cite, loinc } from '../build.ts';
import type { AnswerOption, Instrument, Item } from '../instrument.ts';

function option(value: number, label: string, code?: string): AnswerOption {
  return Object.freeze({ value, label, ...(code === undefined ? {} : { code: loinc(code) }) });
}

const howOften: readonly AnswerOption[] = Object.freeze([
  option(0, 'Not at all', 'LA6568-5'),
  option(1, 'Several days', 'LA6569-3'),
  option(2, 'More than half the days', 'LA6570-1'),
  option(3, 'Nearly every day', 'LA6571-9'),
]);

const howDifficult: readonly AnswerOption[] = Object.freeze([
  option(0, 'Not difficult at all'),
  option(1, 'Somewhat difficult'),
  option(2, 'Very difficult'),
  option(3, 'Extremely difficult'),
]);

function scored(id: string, code: string, text: string): Item {
  return Object.freeze({ id, text, options: howOften, scored: true, code: loinc(code) });
}

/** PHQ-9 in English with its unscored question on difficulty. Kroenke, Spitzer and Williams 2001. */
export const phq9: Instrument & {
  readonly remission: NonNullable<Instrument['remission']>;
  readonly recallDays: number;
} = Object.freeze({
  id: 'phq9',
  version: '1',
  language: 'en',
  title: 'Patient Health Questionnaire-9',
  shortTitle: 'PHQ-9',
  stem: 'Over the last 2 weeks, how often have you been bothered by any of the following problems?',
  items: Object.freeze([
    scored('interest', '44250-9', 'Little interest or pleasure in doing things'),
    scored('mood', '44255-8', 'Feeling down, depressed, or hopeless'),
    scored('sleep', '44259-0', 'Trouble falling or staying asleep, or sleeping too much'),
    scored('energy', '44254-1', 'Feeling tired or having little energy'),
    scored('appetite', '44251-7', 'Poor appetite or overeating'),
    scored(
      'selfWorth',
      '44258-2',
      'Feeling bad about yourself, or that you are a failure or have let yourself or your family down',
    ),
    scored(
      'concentration',
      '44252-5',
      'Trouble concentrating on things, such as reading the newspaper or watching television',
    ),
    scored(
      'movement',
      '44253-3',
      'Moving or speaking so slowly that other people could have noticed? Or the opposite, being so fidgety or restless that you have been moving around a lot more than usual',
    ),
    scored(
      'selfHarm',
      '44260-8',
      'Thoughts that you would be better off dead or of hurting yourself in some way',
    ),
    Object.freeze({
      id: 'difficulty',
      text: 'If you checked off any problems, how difficult have these problems made it for you to do your work, take care of things at home, or get along with other people?',
      options: howDifficult,
      scored: false,
      code: loinc('69722-7'),
    }),
  ]),
  recallDays: 14,
  rater: 'self',
  direction: 'higherIsWorse',
  scoring: Object.freeze({ kind: 'sum', missing: Object.freeze({ kind: 'prorate', atMost: 2 }) }),
  scoringVersion: 1,
  range: Object.freeze({ from: 0, to: 27 }),
  bands: Object.freeze([
    Object.freeze({ from: 0, to: 4, label: 'minimal' }),
    Object.freeze({ from: 5, to: 9, label: 'mild' }),
    Object.freeze({ from: 10, to: 14, label: 'moderate' }),
    Object.freeze({ from: 15, to: 19, label: 'moderately severe' }),
    Object.freeze({ from: 20, to: 27, label: 'severe' }),
  ]),
  bandSource: cite('Kroenke 2001', 'verified'),
  cutOffs: Object.freeze([
    Object.freeze({
      at: 10,
      side: 'atLeast' as const,
      says: 'Screen positive',
      ...cite('Kroenke 2001', 'verified'),
    }),
  ]),
  meaningfulChange: Object.freeze([
    Object.freeze({
      points: 5,
      says: 'Clinically meaningful',
      ...cite('General knowledge', 'general knowledge'),
    }),
    Object.freeze({
      points: 6,
      says: 'Meaningful in treatment-resistant depression',
      ...cite('pubmed 33261932', 'verified'),
    }),
  ]),
  flags: Object.freeze([
    Object.freeze({
      item: 8,
      atLeast: 1,
      flag: 'suicidality',
      says: 'Thoughts of being better off dead or of self-harm. Ask about suicide in the same contact.',
      unansweredFlag: 'suicidalityUnanswered',
      unansweredSays:
        'The question about self-harm was not answered. Ask it; an unanswered question is not a no.',
    }),
  ]),
  remission: Object.freeze({ atMost: 4, citation: 'PHQ-9 below 5; Kroenke 2001' }),
  licence: Object.freeze({
    licenceClass: 'A',
    terms: 'No permission required to reproduce, translate, display or distribute.',
  }),
  attribution:
    'Developed by Drs. Robert L. Spitzer, Janet B.W. Williams, Kurt Kroenke and colleagues, with an educational grant from Pfizer Inc. No permission required to reproduce, translate, display or distribute.',
  codes: Object.freeze({ panel: loinc('44249-1'), total: loinc('44261-6') }),
  citation:
    'Kroenke K, Spitzer RL, Williams JBW. The PHQ-9. J Gen Intern Med 2001; 16: 606-613. Prorating of up to two unanswered items is a local default',
});
