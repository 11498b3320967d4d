/** Every sentence of the patient's page, in English: short, plain, no drug name, nothing that judges. */
export const patientWords = {
  title: 'Questionnaire',
  fromClinic: (clinic: string) => `From ${clinic}`,
  demo: 'Demo, not real people',
  loading: 'One moment ...',
  noToken:
    'This page needs the whole link from your clinic. Open it again from the message, or ask for a new one.',
  birth: {
    title: 'Your birth date',
    why: 'So that only you can open this page.',
    day: 'Day',
    month: 'Month',
    year: 'Year',
    go: 'Continue',
    notADate: 'Please check the date. It should be a real day, like 9 March 1984.',
  },
  intro: {
    recall: 'Over the last 2 weeks, how often have you been bothered by this?',
    kept: 'Each answer is kept as you give it. You can stop and come back.',
  },
  progress: (at: number, of: number) => `${at} of ${of}`,
  last: 'One last question',
  back: 'Back',
  next: 'Continue',
  skip: 'I would rather not answer this',
  showAll: 'Show all questions on one page',
  showOne: 'Show one question at a time',
  review: {
    title: 'Your answers',
    hint: 'Look them over. You can change any of them.',
    change: 'Change',
    unanswered: 'not answered',
    send: 'Send to the clinic',
    sending: 'Sending ...',
    open: (n: number) =>
      n === 1
        ? 'One question is not answered. You can send it like this.'
        : `${n} questions are not answered. You can send it like this.`,
  },
  offline: 'There is no connection just now. Your answers are kept on this device and sent when it is back.',
  waitingToSend: 'We will send it as soon as there is a connection. Keep this page open.',
  saved: 'Saved',
  kept: 'Kept on this device',
  crisis: {
    title: 'You do not have to be alone with this',
    now: 'If you might hurt yourself, or want to talk to someone now:',
    call: 'Call',
    watched: 'Your clinic reads these answers, but nobody watches this page all the time.',
    link: 'Help right now',
  },
  sent: {
    title: 'Thank you. Your answers are with the clinic.',
    close: 'You can close this page.',
    progress: 'See how things have gone',
  },
  mine: {
    title: 'How things have gone',
    first: 'This is your first answer here. Your next ones will show how things change.',
    fewer: (percent: number) => `About ${percent} % fewer symptoms than when you started.`,
    more: (percent: number) =>
      `About ${percent} % more symptoms than when you started. Your team sees this too.`,
    same: 'About the same as when you started.',
    axis: 'Symptom points. Lower is better.',
    visits: 'Small marks: your treatment days.',
    next: (day: string) => `Your next visit: ${day}`,
    table: 'The same as a list',
    points: 'points',
  },
  ended: 'This link has ended or does not fit. Please ask your clinic for a new one.',
  trouble: 'Something did not work. Your answers are kept. Please try again in a moment.',
} as const;
