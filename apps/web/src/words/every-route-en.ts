import { mgOfDevice, minutesBetweenDevices } from '@evenkeel/protocol';

/** Words of plans and sessions for every route of giving. */
export const routeWords = {
  given: {
    at: (time: string) => `Given at ${time}.`,
    give: 'Given',
    firstDevice: 'First device used',
    product: (mgPerMl: string, ml: string) => `The label says ${mgPerMl} mg/mL, and ${ml} mL are drawn up`,
    amount: (mg: string) => `The amount in hand is ${mg} mg`,
    devices: (count: number) =>
      `${count} ${count === 1 ? 'device' : 'devices'} of ${mgOfDevice} mg ${count === 1 ? 'is' : 'are'} here, not primed`,
    inHand: 'What is in the hand',
    endsAt: (time: string) => `Started now, it ends at ${time}.`,
  },
  devices: {
    title: (taken: number, planned: number) => `Device ${taken} of ${planned} is used`,
    next: (device: number) => `Device ${device} used`,
    notTaken: (device: number) => `Device ${device} not taken`,
    why: (device: number) => `Why device ${device} is not taken`,
    wait: (device: number, at: string, left: string) =>
      `Device ${device} from ${at}: ${minutesBetweenDevices} minutes between devices, ${left} left.`,
    now: (device: number) => `${minutesBetweenDevices} minutes have passed: device ${device} can be given.`,
    save: 'Record it',
    taken: (device: number) => `Device ${device} used`,
    left: (device: number) => `Device ${device} not taken`,
  },
  due: {
    title: 'Observations of this dose',
    minute: (minute: number) => `${minute} min`,
    leave: (minutes: number) => `Leaving is looked at from ${minutes} minutes after the start.`,
    effect: (from: number, to: number) =>
      `The effect is expected to be strongest ${from} to ${to} minutes after the start. That changes none of the times above.`,
  },
  home: { title: 'For going home', numbers: 'Numbers to call' },
} as const;
