import { labelled, scale, told } from '../build.ts';

/**
 * The screening questions that a patient can answer truthfully, in our own words; each item has the id of its question. What
 * only a clinician judges, what is asked on the day of a dose and what the clinic's policy words is not here. The answers
 * decide nothing until staff take them over, so there is no total, no band and no flag. Not validated.
 */
export const ownHealthQuestions = scale({
  id: 'evenkeel-health-questions',
  title: 'Evenkeel health questions before treatment (not validated)',
  shortTitle: 'Health questions',
  stem: 'Your clinic asks this to plan your care. If you are not sure, choose "I do not know".',
  items: told(labelled('No', 'Yes', 'I do not know'), [
    ['pregnant', 'Are you pregnant?'],
    ['couldBecomePregnant', 'Could you become pregnant?'],
    ['breastFeeding', 'Are you breast-feeding?'],
    [
      'contraceptionPlan',
      'Do you use birth control, or have you a plan for it? If you cannot become pregnant, choose "No".',
    ],
    [
      'aneurysmOrAvm',
      'Were you ever told that you have a weak, bulging blood vessel (an aneurysm) or a tangle of blood vessels (AVM)?',
    ],
    ['intracerebralHaemorrhage', 'Have you ever had a bleed in your brain?'],
    [
      'hypertensiveEncephalopathy',
      'Did very high blood pressure ever make your brain ill, with confusion or fits?',
    ],
    [
      'raisedHeadOrEyePressure',
      'Were you told that the pressure in your head is too high, or that you have acute glaucoma (a sudden rise of pressure in the eye)?',
    ],
    ['uncontrolledSeizures', 'Do you have fits (seizures) that your treatment does not stop?'],
    ['symptomaticBrainInjury', 'Do you still have problems from an injury to your brain?'],
    [
      'ketamineMisuse',
      'Have you ever used ketamine or PCP as a street drug, or in another way than prescribed?',
    ],
    ['ketamineHypersensitivity', 'Have you ever had an allergic reaction to ketamine or esketamine?'],
    ['dialysis', 'Are you on dialysis for your kidneys?'],
    [
      'bladderDisease',
      'Do you have an inflamed bladder (cystitis), or blood in your urine that nobody has explained?',
    ],
    [
      'untreatedSleepApnoea',
      'Do you stop breathing in your sleep (sleep apnoea) without treatment for it, or do you have a severe lung disease?',
    ],
    ['overactiveThyroid', 'Do you have an overactive thyroid that is not treated?'],
    [
      'phaeochromocytoma',
      'Were you told that you have a phaeochromocytoma (a growth that makes too much adrenaline)?',
    ],
    ['acutePorphyria', 'Were you told that you have acute porphyria (a rare illness that comes in attacks)?'],
  ]),
  rater: 'self',
  direction: 'higherIsWorse',
  scoring: { kind: 'none' },
  range: { from: 0, to: 0 },
  licenceClass: 'own',
  citation: 'Evenkeel. Not validated',
});
