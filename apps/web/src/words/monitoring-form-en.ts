/** Words of the US monitoring form on the chair side. */
export const formWords = {
  title: 'US monitoring form',
  lead: (days: number, by: string | undefined) =>
    `The programme asks for it within ${days} days${by === undefined ? '' : `: by ${by}`}. What the record has is filled in; answer the rest here.`,
  first: 'Is this the first treatment?',
  vitalsBefore: 'Were vital signs acceptable before the dose?',
  vitalsLeaving: 'Were vital signs acceptable before leaving?',
  readyAt: 'When would the patient have been ready without the two-hour rule?',
  occurred: (effect: string) => `${effect}: did it occur?`,
  onset: (effect: string) => `${effect}: began at`,
  resolution: (effect: string) => `${effect}: ended at`,
  serious: (effect: string) => `${effect}: was it serious?`,
  charted: 'In the chart',
  nothingCharted: 'nothing',
  noTime: 'A time is hours and minutes, such as 14:05. What is here is not kept as a time.',
  beforeDose: (time: string) => `${time} lies before the dose began.`,
  endsBefore: (effect: string) => `${effect} ends before it begins.`,
  field: 'Question',
  answer: 'Answer',
  missing: 'not charted',
  stillMissing: (count: number) =>
    count === 0 ? 'Nothing is missing.' : `${count} ${count === 1 ? 'answer is' : 'answers are'} missing.`,
  keep: 'Keep the answers',
  send: 'It was sent to the programme',
  sent: (at: string) => `Marked as sent at ${at}.`,
  unsaved: 'These answers are kept on this device until you keep them in the record.',
  print: 'Print the form (PDF)',
  line: (answered: number, sent: boolean) =>
    `${answered} ${answered === 1 ? 'answer' : 'answers'}${sent ? ', sent to the programme' : ''}`,
} as const;
