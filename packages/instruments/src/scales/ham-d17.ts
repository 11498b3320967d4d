import { banded, cite, completeSum, labelled, from1, scale, sumOf } from '../build.ts';
import type { Item } from '../instrument.ts';

const five = labelled('Not present', 'Slight or in doubt', 'Clearly present', 'Marked', 'Extreme');
const three = labelled('Not present', 'Slight or in doubt', 'Clearly present');
const item = (id: string, text: string, highest: 2 | 4): Item => ({
  id,
  text,
  options: highest === 4 ? five : three,
  scored: true,
});
const bands = cite('CamCOPS, HAM-D17', 'verified');

/** HAM-D17 with our own wording of the items and anchors; the domains and their ranges are Hamilton's. */
export const hamD17 = scale({
  id: 'ham-d17',
  version: '1-item9-to-4',
  title: 'Hamilton Depression Rating Scale, 17 items',
  shortTitle: 'HAM-D17',
  stem: 'Rate the past week from the interview and from what others report.',
  items: [
    item('mood', 'Low mood: sadness, hopelessness, tears; said or seen', 4),
    item('guilt', 'Guilt: self-blame, thoughts of having failed others, of punishment', 4),
    item('suicide', 'Suicide: life not worth living, wishes to be dead, thoughts, attempts', 4),
    item('insomniaEarly', 'Sleep, start of the night: trouble falling asleep', 2),
    item('insomniaMiddle', 'Sleep, middle: waking in the night', 2),
    item('insomniaLate', 'Sleep, end: waking too early and not sleeping again', 2),
    item('work', 'Work and interests: loss of drive, doing less, stopping', 4),
    item('retardation', 'Slowing of thought, speech and movement, as seen', 4),
    item('agitation', 'Restlessness, as seen', 4),
    item('anxietyPsychic', 'Anxiety of the mind: tension, worry, fear', 4),
    item('anxietySomatic', 'Anxiety of the body: heart, breath, stomach, sweat, tremor', 4),
    item('somaticGastric', 'Appetite and bowels', 2),
    item('somaticGeneral', 'Body in general: heavy limbs, aches, tiredness', 2),
    item('genital', 'Loss of sexual interest, or menstrual trouble', 2),
    item('hypochondriasis', 'Dwelling on the body and on illness', 4),
    item('weight', 'Loss of weight', 2),
    item('insight', 'Insight: does not see being ill', 2),
  ],
  recallDays: 7,
  rater: 'clinician',
  direction: 'higherIsWorse',
  scoring: completeSum,
  range: { from: 0, to: 52 },
  bands: banded(
    bands,
    52,
    [0, 'within remission'],
    [8, 'mild'],
    [14, 'moderate'],
    [19, 'severe'],
    [23, 'very severe'],
  ),
  otherBands: [
    {
      id: 'carlat',
      ...banded(
        cite('Carlat Report', 'verified'),
        52,
        [0, 'within remission'],
        [8, 'mild'],
        [18, 'moderate'],
        [25, 'severe'],
      ),
    },
  ],
  subscales: [
    { id: 'core6', title: 'Core six (Bech)', rule: sumOf([0, 1, 6, 7, 9, 12]) },
    { id: 'sleep', title: 'Sleep', rule: sumOf(from1(4, 6)) },
  ],
  flags: [
    {
      item: 2,
      atLeast: 2,
      flag: 'suicidality',
      says: 'Wishes to be dead or more. Ask about suicide in the same contact.',
      unansweredFlag: 'suicidalityUnanswered',
      unansweredSays: 'The item on suicide was not rated. Ask; an unrated item is not a no.',
    },
  ],
  remission: { atMost: 7, citation: 'HAM-D17 of 7 or less' },
  licenceClass: 'A',
  terms: 'The scale of 1960 is in the public domain. The wording here is Evenkeel’s own.',
  attribution: 'After Hamilton M, 1960. Wording by Evenkeel.',
  citation:
    'Hamilton M. A rating scale for depression. J Neurol Neurosurg Psychiatry 1960; 23: 56-62. Some versions cap item 9 at 2',
});
