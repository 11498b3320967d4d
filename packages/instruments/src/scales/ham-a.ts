import { banded, cite, completeSum, from1, labelled, scale, sumOf, told } from '../build.ts';

const anchors = labelled('Not present', 'Mild', 'Moderate', 'Severe', 'Very severe');
const source = cite('Hamilton 1959', 'general knowledge');

/** HAM-A with our own wording of the items and anchors. */
export const hamA = scale({
  id: 'ham-a',
  title: 'Hamilton Anxiety Rating Scale',
  shortTitle: 'HAM-A',
  stem: 'Rate the past week from the interview.',
  items: told(anchors, [
    ['mood', 'Anxious mood: worry, expecting the worst, irritability'],
    ['tension', 'Tension: cannot relax, startles, trembles, tires, cries easily'],
    ['fears', 'Fears: of the dark, strangers, being alone, crowds, traffic'],
    ['insomnia', 'Sleep: falling asleep, broken sleep, bad dreams'],
    ['intellect', 'Concentration and memory'],
    ['low', 'Low mood: loss of interest, early waking, swings over the day'],
    ['muscular', 'Muscles: aches, stiffness, twitching, grinding teeth'],
    ['sensory', 'Senses: ringing ears, blurred sight, hot and cold, tingling'],
    ['heart', 'Heart: pounding, racing, chest pain, faintness'],
    ['breath', 'Breath: pressure in the chest, choking, sighing'],
    ['gut', 'Stomach and bowels: swallowing, pain, nausea, loose bowels'],
    ['genitourinary', 'Urine, periods and sexual function'],
    ['autonomic', 'Dry mouth, flushing, pallor, sweating, headache'],
    ['behaviour', 'As seen: fidgeting, pacing, shaking hands, strained face'],
  ]),
  recallDays: 7,
  rater: 'clinician',
  direction: 'higherIsWorse',
  scoring: completeSum,
  range: { from: 0, to: 56 },
  bands: banded(source, 56, [0, 'mild or less'], [18, 'mild to moderate'], [25, 'moderate to severe']),
  subscales: [
    { id: 'psychic', title: 'Psychic', rule: sumOf([...from1(1, 6), 13]) },
    { id: 'somatic', title: 'Somatic', rule: sumOf(from1(7, 13)) },
  ],
  licenceClass: 'A',
  terms: 'The scale of 1959 is in the public domain. The wording here is Evenkeel’s own.',
  attribution: 'After Hamilton M, 1959. Wording by Evenkeel.',
  citation: 'Hamilton M. The assessment of anxiety states by rating. Br J Med Psychol 1959; 32: 50-55',
});
