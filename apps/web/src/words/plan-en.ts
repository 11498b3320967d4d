/** Words of the plan builder. */
export const planWords = {
  template: 'How the course is given',
  selectCases: 'select cases: the medical lead signs too',
  choose: 'Choose a template.',
  amount: { perKg: 'Dose per kilogram', fixed: 'Amount' },
  steps: 'Steps of the template',
  startHere: 'Start',
  product: 'Product and concentration',
  minutes: 'Over how many minutes',
  firstDay: 'First day',
  weight: {
    title: 'The weight this rests on',
    is: (kg: string, day: string, days: number) =>
      `${kg} kg, measured ${day}, ${days === 0 ? 'today' : days === 1 ? 'one day ago' : `${days} days ago`}`,
    estimated: 'estimated',
    confirm: 'I looked at this: the weight is right and in kilograms',
  },
  course: {
    title: (count: number) => `${count} ${count === 1 ? 'session' : 'sessions'}`,
    day: (number: number) => `Day of session ${number}`,
    out: 'Leave out',
    reset: 'The template’s days again',
    later: (count: number) => `${count} more after six weeks`,
    hours: (hours: number) => `${hours / 24} days after the one before`,
  },
  visit: {
    title: 'What will be due at each visit',
    gates: 'Before the dose',
    observations: 'After the start',
    minute: (minute: number) => `${minute} min`,
    leave: (minutes: number) => `Leaving is looked at from ${minutes} minutes after the start.`,
    effect: (from: number, to: number) =>
      `Expected effect strongest at ${from} to ${to} minutes; it changes none of these times.`,
    scales: 'Scales',
  },
  inTheWay: (count: number) =>
    count === 1
      ? 'One finding stands in the way of this plan.'
      : `${count} findings stand in the way of this plan.`,
  openHolds: (count: number) =>
    count === 1 ? 'One hold is not known yet' : `${count} holds are not known yet`,
  review: 'Open the eligibility review',
  missing: {
    title: (fields: readonly string[]) =>
      `The plan cannot be counted or signed yet. Still to fill in or correct: ${fields.join(', ').toLowerCase()}.`,
    product: 'Choose the product: the volume depends on its concentration.',
    noMinutes: 'Type the minutes of the infusion, such as 40.',
    minutes: 'Type the minutes as one whole number, 1 to 240, without a unit.',
    firstDay: 'Choose the first day.',
    standsAgainst: 'Something above stands against this plan.',
  },
  counting: 'Counting ...',
  reason: 'Reason',
  reasonLead: 'The warnings above ask for a reason.',
  second: { band: 'Second signer', lead: 'The medical lead signs too' },
  suggestion: {
    title: 'For the next session',
    take: 'Nothing is ordered by this; a prescriber signs a new plan.',
    behind: 'The sessions behind it',
  },
  confirmed: (doubts: string) => `Weight confirmed: ${doubts}`,
} as const;
