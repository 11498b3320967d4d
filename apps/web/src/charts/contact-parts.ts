import { courseWords as words } from '../words/course-en.ts';

/** The numbers of a therapy contact, as the form and the course keep them. */
export interface ContactNumbers {
  readonly minutes?: number | undefined;
  readonly homeworkDone?: number | undefined;
  readonly homeworkSet?: number | undefined;
  readonly socialRhythm?: number | undefined;
}

/** The numbers of a therapy contact in words, in the order they are asked; what was not written down is left out. */
export function contactParts(contact: ContactNumbers): readonly string[] {
  const { minutes, homeworkDone, homeworkSet, socialRhythm } = contact;
  return [
    ...(minutes === undefined ? [] : [words.minutes(minutes)]),
    ...(homeworkDone === undefined ? [] : [words.homeworkDone(homeworkDone)]),
    ...(homeworkSet === undefined ? [] : [words.homeworkSet(homeworkSet)]),
    ...(socialRhythm === undefined ? [] : [words.socialRhythm(socialRhythm)]),
  ];
}
