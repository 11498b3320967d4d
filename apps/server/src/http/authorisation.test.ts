import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import {
  authorise,
  permissionHolders,
  roles,
  routes,
  type Actor,
  type Permission,
  type Route,
  type RouteId,
} from '@evenkeel/contract';
import { startSignIn } from '../account/token.ts';
import {
  handlersWithShortStreams,
  makeTestApp,
  type StaffRole,
  type TestAnswer,
  type TestApp,
} from '../testing/app.ts';
import { makeRecords, unknownRecords, type Records } from '../testing/records.ts';
import { walks, type Walk } from '../testing/walks.ts';

/**
 * Every role x every route x {own clinic's records, another clinic's, nobody's}, complete by construction: the routes
 * come from the contract, the roles from its list, and what is expected from the one authorisation function.
 */
let house: TestApp;
let own: Records;
let other: Records;
let unknown: Records;
let linkToken: string;

before(async () => {
  house = await makeTestApp({ handlers: handlersWithShortStreams() });
  own = await makeRecords(house, house.here);
  other = await makeRecords(house, house.there);
  unknown = unknownRecords(house);
  linkToken = await openedLink();
});
after(async () => {
  await house.close();
});

async function openedLink(): Promise<string> {
  const { clinicId } = house.here;
  const nurse = await house.signIn(house.here, 'nurse');
  const made = await house.call(routes.makeLink, {
    params: { patientId: own.patientId },
    cookies: { ek: nurse },
    body: { instruments: ['phq9'], timepoint: 'plus24h' },
  });
  const [responseId = ''] = (made.body as { readonly responseIds: readonly string[] }).responseIds;
  const scope = { clinicId, actorId: clinicId, actorRole: 'none' };
  return house.store.inClinic(scope, [], async (tx) => {
    const row = await tx
      .selectFrom('patient_link')
      .select('link_id')
      .where('clinic_id', '=', clinicId)
      .where('response_id', '=', responseId)
      .executeTakeFirstOrThrow();
    const who = { clinicId, linkId: row.link_id, strength: 'link' as const };
    return (await startSignIn(house.site, tx, who)).token;
  });
}

interface Asker {
  readonly name: string;
  readonly actor: Actor | undefined;
  readonly token: () => Promise<string | undefined>;
}

function askers(): readonly Asker[] {
  const staff = (strength: 'full' | 'pin') =>
    roles
      .filter((role) => role !== 'patient')
      .map((role: StaffRole) => ({
        name: `${role} (${strength})`,
        actor: {
          actorId: house.here.staff[role].staffId,
          clinicId: house.here.clinicId,
          roles: [role],
          strength,
        },
        token: () => house.signIn(house.here, role, strength),
      }));
  const patient: Actor = {
    actorId: 'link',
    clinicId: house.here.clinicId,
    roles: ['patient'],
    patientId: own.patientId,
    strength: 'link',
  };
  return [
    ...staff('full'),
    ...staff('pin'),
    { name: 'patient (link)', actor: patient, token: async () => linkToken },
    { name: 'nobody', actor: undefined, token: async () => undefined },
  ];
}

const refusedBy = { notSignedIn: 'AUT-001', role: 'AUT-002', strength: 'AUT-006' } as const;
const gates: ReadonlySet<string | undefined> = new Set([
  'AUT-001',
  'AUT-002',
  'AUT-006',
  'AUT-008',
  'REQ-005',
]);
/** Routes that ask for more than the permission, with the refusal that says so. */
const stricter: Readonly<Record<string, readonly string[]>> = {
  signInCode: ['AUT-001'],
  // The own account is changed by a full sign-in only.
  beginCode: ['AUT-006'],
  confirmCode: ['AUT-006'],
  passkeyOptions: ['AUT-006'],
  addPasskey: ['AUT-006'],
  setPin: ['AUT-006'],
  changePassword: ['AUT-006'],
  // A therapist records therapy contacts, not the allergy of the walk.
  recordFact: ['AUT-002'],
  changeFact: ['AUT-002'],
  myContact: ['AUT-006'],
  setContact: ['AUT-006'],
};

/** Answers that differ from one call to the next by themselves: they tell of the calls made so far. */
const ofThemselves: ReadonlySet<RouteId> = new Set<RouteId>(['audit', 'verify', 'status']);

const walksOf = (id: RouteId): readonly Walk[] => [walks[id]].flat() as readonly Walk[];

async function ask(route: Route, walk: Walk, asker: Asker, records: Records): Promise<TestAnswer> {
  const token = await asker.token();
  return house.call(route, {
    ...walk(records, house, own),
    ...(token === undefined ? {} : { cookies: { ek: token, ek_link: token } }),
  });
}

/** What an answer says, without the ids and times that differ by themselves. */
function gist(answer: TestAnswer): string {
  const text = JSON.stringify(answer.body) ?? '';
  return `${answer.status} ${text
    .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'AT')
    .replaceAll(/"(options|ceremony|secret|address|qr)":("[^"]*"|\{[^}]*\})/g, '')}`;
}

test('[promise 8] every route is walked, and every permission is some route’s', () => {
  assert.deepEqual(Object.keys(walks).toSorted(), Object.keys(routes).toSorted());
  const used = new Set(Object.values(routes).map((route) => route.permission as Permission));
  assert.deepEqual(
    Object.keys(permissionHolders).filter((permission) => !used.has(permission as Permission)),
    // Asked for by the kind of fact.
    ['patient.therapy', 'patient.diagnose'],
  );
});

let deniedNamed = 0;
for (const id of Object.keys(routes) as RouteId[]) {
  const route: Route = routes[id];
  test(`[F1] ${id}: each role gets what authorise says, whoever's records are named`, async () => {
    for (const walk of walksOf(id)) {
      for (const asker of askers()) {
        const decision = authorise(asker.actor, route.permission);
        const answers: TestAnswer[] = [];
        for (const [place, records] of Object.entries({ own, other, unknown })) {
          const answer = await ask(route, walk, asker, records);
          const where = `${id} by ${asker.name} on ${place}: ${answer.status} ${JSON.stringify(answer.body)?.slice(0, 300)}`;
          assert.ok(answer.status < 500, where);
          if (decision.allowed) {
            const may = !gates.has(answer.code) || stricter[id]?.includes(answer.code ?? '') === true;
            assert.ok(may, where);
          } else {
            assert.equal(answer.code, refusedBy[decision.why as keyof typeof refusedBy], where);
            assert.equal(answer.status, decision.why === 'notSignedIn' ? 401 : 403, where);
            const { params = {} } = walk(records, house, own);
            if (asker.actor !== undefined && ('patientId' in params || 'sessionId' in params))
              deniedNamed += 1;
          }
          answers.push(answer);
        }
        const [, elsewhere, nowhere] = answers;
        if (elsewhere === undefined || nowhere === undefined) throw new Error('unreachable');
        const same = ofThemselves.has(id)
          ? elsewhere.status === nowhere.status
          : gist(elsewhere) === gist(nowhere);
        assert.ok(
          same,
          `${id} by ${asker.name}: another clinic's answers\n${gist(elsewhere).slice(0, 400)}\nand nobody's\n${gist(nowhere).slice(0, 400)}`,
        );
        const { params = {} } = walk(other, house, own);
        const named = Object.values(params).some((value) => Object.values(other).includes(value));
        if (named && decision.allowed && stricter[id] === undefined) {
          assert.equal(
            elsewhere.status,
            404,
            `${id} by ${asker.name} on another clinic's: ${gist(elsewhere)}`,
          );
        }
      }
    }
  });
}

test('every denied try at a named patient or session is in the audit', async () => {
  const ek = await house.signIn(house.here, 'auditor');
  let found = 0;
  for (let before: string | undefined; ;) {
    const page = await house.call(routes.audit, { cookies: { ek }, query: { before } });
    const body = page.body as {
      readonly rows: readonly {
        readonly allowed: boolean;
        readonly patientId?: string;
        readonly subject?: string;
      }[];
      readonly more?: string;
    };
    found += body.rows.filter((row) => !row.allowed && (row.patientId ?? row.subject) !== undefined).length;
    before = body.more;
    if (before === undefined) break;
  }
  assert.ok(deniedNamed > 500);
  assert.ok(found >= deniedNamed, `${found} of ${deniedNamed}`);
});

test('a password without its second factor reaches nothing but its own set-up', async () => {
  const setUp = new Set(['me', 'beginCode', 'confirmCode', 'passkeyOptions', 'addPasskey']);
  for (const id of Object.keys(routes) as RouteId[]) {
    const route: Route = routes[id];
    if (route.permission === 'public') continue;
    for (const role of roles) {
      if (
        role === 'patient' ||
        !authorise({ actorId: 'x', clinicId: 'x', roles: [role], strength: 'full' }, route.permission).allowed
      )
        continue;
      const ek = await house.signIn(house.there, role, 'password');
      const answer = await house.call(route, { ...walksOf(id)[0]?.(other, house, other), cookies: { ek } });
      if (setUp.has(id)) assert.notEqual(answer.code, 'AUT-008', id);
      else assert.equal(answer.code, 'AUT-008', `${id} by ${role}`);
    }
  }
});
