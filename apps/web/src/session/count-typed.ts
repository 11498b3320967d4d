import { volumeOf, type EntryBodies } from '@evenkeel/protocol';
import { countWords as t } from '../words/count-en.ts';

/** The volumes of a count, in the order they are typed. */
export const volumes = ['drawnMl', 'wastedMl', 'returnedMl'] as const;
/** A count as it is typed. */
export type TypedCount = Readonly<Record<(typeof volumes)[number] | 'witness' | 'difference', string>>;
export const blankCount: TypedCount = Object.freeze({
  drawnMl: '',
  wastedMl: '',
  returnedMl: '',
  witness: '',
  difference: '',
});

/** The typed count, or the sentence that says why it is none yet. Nothing is read as another number. */
export function countOf(typed: TypedCount): EntryBodies['drugCount'] | string {
  const wrong = volumes.find((one) => typed[one].trim() !== '' && volumeOf(typed[one]) === undefined);
  if (wrong !== undefined) return t.notVolume(t.fields[wrong]);
  const [drawnMl, wastedMl, returnedMl] = volumes.map((one) => volumeOf(typed[one]));
  if (drawnMl === undefined || wastedMl === undefined) return t.both;
  const [witness, difference] = [typed.witness.trim(), typed.difference.trim()];
  return {
    drawnMl,
    wastedMl,
    ...(returnedMl === undefined ? {} : { returnedMl }),
    ...(witness === '' ? {} : { witness }),
    ...(difference === '' ? {} : { difference }),
  };
}
