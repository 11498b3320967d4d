/** What stands for the secret link in a stored message; it is put in when the message is sent. */
export const linkPlace = '[personal link]';

/** Messages in plain words: no drug, no result, no diagnosis, nothing that a glance at a locked phone could tell. */
export const messageText = Object.freeze({
  invitation: (clinic: string, minutes: number) => ({
    subject: `A few questions from ${clinic}`,
    body: `${clinic} asks you a few questions. They take about ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.\n\n${linkPlace}\n\nYour birth date opens the page. Please do not pass this link on. Nobody reads answers to this message.`,
  }),
  reminder: (clinic: string) => ({
    subject: `A reminder from ${clinic}`,
    body: `The questions from ${clinic} are still open. You can go on where you stopped.\n\n${linkPlace}\n\nYour birth date opens the page. If you would rather not answer, you need do nothing.`,
  }),
  riskAlert: (clinic: string) => ({
    subject: `${clinic}: something waits for you`,
    body: `An answer at ${clinic} asks for a look now. Sign in and open the inbox.\n\n${linkPlace}`,
  }),
});
