/** The count of the drug at the close of a session. */
export const countWords = Object.freeze({
  title: 'Count of the drug',
  given: (ml: string) => `Given by the record: ${ml} mL.`,
  fields: {
    drawnMl: 'Drawn up, mL',
    wastedMl: 'Wasted, mL',
    returnedMl: 'Returned to stock, mL, if any',
    witness: 'Who witnessed the waste',
    difference: 'What is known of the difference',
  },
  both: 'Type what was drawn up and what was wasted, 0 where nothing was.',
  notVolume: (field: string) => `${field}: digits and at most two decimals, like 0.5, up to 1000 mL.`,
  sayWhy: 'Check the syringe and the numbers. If they are right, write what is known of the difference.',
  known: (difference: string) => `What is known: ${difference}`,
  line: (drawn: string, wasted: string, returned: string | undefined, witness: string | undefined) =>
    `drawn up ${drawn} mL, wasted ${wasted} mL${returned === undefined ? '' : `, returned ${returned} mL`}${witness === undefined ? '' : `, witness ${witness}`}`,
  save: 'Keep the count',
  again: 'Keep a new count',
});
