/** What stands for the secret link in a stored message; it is put in when the message is sent. */
export const linkPlace = '[personal link]';

/** Names of the drugs of this programme and their trade names; a clinic may be called after one. */
const drugName = /ketamin|spravato|ketalar|ketanest|esket/i;

/** What a clinic is called where somebody else may read it: not by its name, when that tells the treatment. */
const discreet = (clinic: string): string => (drugName.test(clinic) ? 'Your clinic' : clinic);

/** Messages in plain words: no drug, no result, no diagnosis, nothing that a glance at a locked phone could tell. */
export const messageText = Object.freeze({
  invitation: (clinic: string, minutes: number) => ({
    subject: `A few questions from ${discreet(clinic)}`,
    body: `${discreet(clinic)} asks you a few questions. They take about ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.\n\n${linkPlace}\n\nYour birth date opens the page. Please do not pass this link on. Nobody reads answers to this message.`,
  }),
  reminder: (clinic: string) => ({
    subject: `A reminder from ${discreet(clinic)}`,
    body: `The questions from ${discreet(clinic)} are still open. You can go on where you stopped.\n\n${linkPlace}\n\nYour birth date opens the page. If you would rather not answer, you need do nothing.`,
  }),
  riskAlert: (clinic: string) => ({
    subject: `${discreet(clinic)}: something waits for you`,
    body: `An answer at ${discreet(clinic)} asks for a look now. Sign in and open the inbox.\n\n${linkPlace}`,
  }),
});
