import { newestCourse, type CheckAnswers, type MoodKnown } from '@evenkeel/protocol';
import type { Instant } from '@evenkeel/quantities';
import type { StoredAfterDoseContact } from '@evenkeel/record';
import type { PersonHere } from './people-here.ts';

/** What the record knows of mood since the last dose of the newest course, for `newestMood`. */
export function moodKnown(person: PersonHere, contacts: readonly StoredAfterDoseContact[]): MoodKnown {
  const course = newestCourse(person.doses);
  const first = course[0];
  return {
    diagnosis: person.facts.diagnosis?.kind,
    lastDose: course.at(-1),
    totals: person.facts.totals,
    // A check of an earlier dose of the course may be made after the last one: all of them count.
    told: contacts
      .filter(({ reached, at }) => reached && first !== undefined && at > first.at)
      .map(({ at, answers }) => ({ at: at as Instant, answers: answers as CheckAnswers })),
    psychosis: person.facts.screening
      .filter(({ question }) => question === 'psychosis')
      .map(({ answeredAt, answer }) => ({ at: answeredAt, answer })),
  };
}
