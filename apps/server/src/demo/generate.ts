import { dateIn, plusDays, type CalendarDate, type Instant } from '@evenkeel/quantities';
import { changeSchedule } from '../measures/patient-measures.ts';
import { proposePolicy } from '../policy/propose-policy.ts';
import { joinToPatient, receiveReferral } from '../referrals/receive-referral.ts';
import { referralOr404 } from '../referrals/referral-view.ts';
import { takeItems } from '../referrals/take-items.ts';
import type { Site } from '../site.ts';
import { biographyOf, demoPatients } from './biography.ts';
import { makeDemoClinic, momentOn, type DemoClinic } from './demo-clinic-ground.ts';
import { patientHappenings, type ChairBook, type Happening } from './demo-patient.ts';
import { demoProposal } from './demo-proposal.ts';
import { demoSchedule } from './demo-schedule.ts';
import { demoReferral } from './demo-referral.ts';

/** Start times and chairs of a day; a session takes less than three hours. */
const hours = [8, 11, 14];
const chairs = ['Chair 1', 'Chair 2', 'Chair 3', 'Chair 4'];

/**
 * Makes the demo clinic: synthetic patients over six months, through the same functions that serve requests, with the
 * clock moved. The same seed and moment make the same clinic; nothing is written past the one door.
 */
export async function generateDemo(
  site: Site,
  what: { readonly seed: number; readonly now: Instant },
): Promise<void> {
  const seed = String(what.seed);
  const demo = await makeDemoClinic(site, seed, what.now);
  await demo.act(
    demo.scopeOf('lead'),
    demo.begun,
    { action: 'changeSchedule', kind: 'write' },
    () => demo.idsFor('schedule')(demo.begun),
    (ground) =>
      changeSchedule(ground, {
        schedule: demoSchedule,
        reason: 'The set this clinic works with',
        secondBy: demo.scopeOf('prescriber').actorId,
      }),
  );
  const proposedAt = momentOn(plusDays(dateIn(demo.clinic.timeZone, what.now), -1), 9);
  await demo.act(
    demo.scopeOf('prescriber'),
    proposedAt,
    { action: 'proposePolicy', kind: 'write', subject: 'policy 2' },
    () => demo.idsFor('policy')(proposedAt),
    (ground) => proposePolicy(ground, demoProposal),
  );
  const book = chairBook();
  const year = Number(what.now.slice(0, 4));
  const happenings = Array.from({ length: demoPatients }, (_, index) =>
    biographyOf(seed, index, year),
  ).flatMap((life) => patientHappenings(demo, life, book));
  const [runningNow, past] = parted(
    [...happenings, ...referralHappenings(demo)].toSorted((a, b) => compare(a.at, b.at)),
    (one) => one.staysOpen === true,
  );
  await runTogether(past);
  await runTogether(runningNow);
}

/** Stories that are written at the same time. */
const atOnce = 10;

/** What happens to one patient goes in order; several patients go at once, each in a chair that nobody else sits in. */
async function runTogether(happenings: readonly Happening[]): Promise<void> {
  const stories = [...Map.groupBy(happenings, (one) => one.subject).values()];
  const taken = new Map<string, Promise<void>>();
  const happen = ({ chair, act }: Happening): Promise<void> => {
    if (chair === undefined) return act();
    const mine = (taken.get(chair) ?? Promise.resolve()).then(act);
    taken.set(chair, mine);
    return mine;
  };
  const lanes = Array.from({ length: atOnce }, async () => {
    for (let story = stories.shift(); story !== undefined; story = stories.shift())
      for (const happening of story) await happen(happening);
  });
  await Promise.all(lanes);
}

function parted<T>(list: readonly T[], holds: (one: T) => boolean): readonly [readonly T[], readonly T[]] {
  return [list.filter(holds), list.filter((one) => !holds(one))];
}

function chairBook(): ChairBook {
  const used = new Map<CalendarDate, number>();
  return (day) => {
    const count = used.get(day) ?? 0;
    used.set(day, count + 1);
    const hour = hours[Math.floor(count / chairs.length) % hours.length] ?? 8;
    // Days begin at another chair each, so that stories that are written at once seldom wait for one.
    const chair = chairs[(count + Number(day.slice(8))) % chairs.length] ?? 'Chair 1';
    return { from: momentOn(day, hour, 5), chair };
  };
}

/** Two referrals: one waits in the inbox, one was joined to its patient and taken over in part. */
function referralHappenings(demo: DemoClinic): readonly Happening[] {
  const today = dateIn(demo.clinic.timeZone, demo.now);
  const ids = demo.idsFor('referrals');
  const receive = (at: Instant, fileName: string, bundle: string) =>
    demo.act(
      demo.scopeOf('desk'),
      at,
      { action: 'receiveReferral', kind: 'write' },
      () => ids(at),
      (ground) => receiveReferral(ground, { fileName, bundle }),
    );
  const first = {
    family: 'Winterbourne',
    given: 'Rosalind',
    birthDate: '1979-07-23',
    gender: 'female' as const,
  };
  const second = { family: 'Achterberg', given: 'Pieter', birthDate: '1988-11-02', gender: 'male' as const };
  const receivedAt = momentOn(plusDays(today, -6), 9, 20);
  return [
    {
      subject: 'referrals',
      at: receivedAt,
      act: async () => {
        const view = await receive(
          receivedAt,
          'referral-winterbourne.json',
          demoReferral(first, plusDays(today, -7)),
        );
        const patientId = ids(receivedAt);
        const { family, given } = first;
        const demographics = {
          family,
          given,
          birthDate: first.birthDate as CalendarDate,
          sex: first.gender,
          contacts: [{ kind: 'patient' as const, phone: '020 7946 0123' }],
        };
        const note = (action: string) => ({
          action,
          kind: 'write' as const,
          patientId,
          subject: view.referralId,
        });
        await demo.act(
          demo.scopeOf('desk'),
          receivedAt,
          note('joinReferral'),
          () => ids(receivedAt),
          (ground) => joinToPatient(ground, view.referralId, { register: { patientId, demographics } }),
        );
        const take = view.items
          .filter((item) => item.takeable && item.kind !== 'laboratory')
          .map((item) => item.key);
        await demo.act(
          demo.scopeOf('nurse'),
          receivedAt,
          note('takeFromReferral'),
          () => ids(receivedAt),
          async (ground) =>
            takeItems(ground, await referralOr404(ground, view.referralId), { take, decline: [] }),
        );
      },
    },
    {
      subject: 'referrals',
      at: momentOn(plusDays(today, -1), 16, 5),
      act: async () => {
        await receive(
          momentOn(plusDays(today, -1), 16, 5),
          'referral-achterberg.json',
          demoReferral(second, plusDays(today, -2)),
        );
      },
    },
  ];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
