import assert from 'node:assert/strict';
import test from 'node:test';
import type { ask as askClinic, Keep } from './link-api.ts';
import { allSent, currentForm, hasUnsent, isOnlyInPage, newVisit, type LinkForm } from './visit.ts';

type Sent = { readonly path: string; readonly body: Record<string, unknown>; readonly pass?: string };

/** A clinic that keeps what it is sent, can be out of reach, and can refuse. */
function clinic(forms: readonly { readonly id: string; readonly items: number; readonly help?: boolean }[]) {
  const kept = new Map<string, (number | null)[]>(
    forms.map(({ id, items }) => [id, Array.from({ length: items }, () => null)]),
  );
  const submitted = new Set<string>();
  const calls: Sent[] = [];
  const device = new Map<string, string>();
  const now = {
    reachable: true,
    open: true,
    refuse: undefined as string | undefined,
    full: false,
    ended: false,
    lostAnswers: false,
  };
  const form = ({ id, items, help = false }: (typeof forms)[number]): LinkForm => ({
    responseId: id,
    state: submitted.has(id) ? 'submitted' : 'open',
    answers: [...(kept.get(id) ?? [])],
    instrument: {
      id,
      version: '1',
      language: 'en',
      title: id,
      shortTitle: id,
      stem: '',
      attribution: '',
      items: Array.from({ length: items }, (_, place) => ({
        id: String(place),
        text: `${place}`,
        options: [0, 1, 2, 3].map((value) => ({ value })),
        scored: true,
      })),
      implied: [],
      help: help ? [{ item: items - 1, atLeast: 1 }] : [],
    },
  });
  const answer = (path: string, body: Record<string, unknown>): unknown => {
    const id = String(body['responseId']);
    if (path === 'link/questionnaire')
      return { clinicName: 'Quayside', crisis: [], forms: forms.map((one) => form(one)) };
    if (path === 'link/submit') {
      submitted.add(id);
      return { state: 'submitted', showCrisis: false };
    }
    const answers = kept.get(id) ?? [];
    answers[Number(body['item'])] = body['answer'] as number | null;
    return { answers, late: false };
  };
  const late: [number, number | null][] = [];
  const ask = (async (path: string, body: Record<string, unknown> = {}, pass?: string) => {
    await new Promise((resolve) => setTimeout(resolve, 1));
    if (!now.reachable || (now.lostAnswers && path === 'link/answers')) return { kind: 'lost' };
    if (!now.open) return { kind: 'refused', status: 401, problem: { code: 'AUT-001' } };
    calls.push({ path, body, ...(pass === undefined ? {} : { pass }) });
    if (now.ended && path === 'link/questionnaire')
      return { kind: 'refused', status: 401, problem: { code: 'LNK-001' } };
    if (now.ended && path === 'link/answers')
      return { kind: 'refused', status: 409, problem: { code: 'RSP-003' } };
    if (path === 'link/answers' && submitted.has(String(body['responseId']))) {
      late.push([body['item'] as number, body['answer'] as number | null]);
      return { kind: 'ok', value: { answers: kept.get(String(body['responseId'])) ?? [], late: true } };
    }
    if (now.refuse !== undefined && path !== 'link/questionnaire')
      return { kind: 'refused', status: 400, problem: { code: now.refuse, happened: 'No.' } };
    return { kind: 'ok', value: answer(path, body) };
  }) as typeof askClinic;
  const keep: Keep = {
    get: (key) => device.get(key) ?? null,
    set: (key, value) => {
      if (value === undefined) device.delete(key);
      else if (now.full) return false;
      else device.set(key, value);
      return true;
    },
  };
  const visit = (more: Partial<Parameters<typeof newVisit>[0]> = {}) =>
    newVisit({ ask, keep, key: 'k', trouble: 'Trouble.', changed: () => undefined, ...more });
  return { kept, submitted, calls, device, now, visit, late };
}

test('[P1] questionnaires are sent one after the other, each answer as it is given', async () => {
  const { visit, kept, submitted, device } = clinic([
    { id: 'a', items: 2 },
    { id: 'b', items: 1 },
  ]);
  const one = visit();
  await one.load();
  assert.equal(currentForm(one.get())?.responseId, 'a');
  one.answer('a', 0, 2, 1);
  await one.again();
  assert.deepEqual(kept.get('a'), [2, null]);
  one.answer('a', 1, 3, 2);
  one.send('a');
  assert.equal(currentForm(one.get())?.responseId, 'b');
  await one.again();
  assert.deepEqual([...submitted], ['a']);
  assert.equal(allSent(one.get()), false);
  one.answer('b', 0, 0, 1);
  one.send('b');
  await one.again();
  assert.equal(allSent(one.get()), true);
  assert.equal(hasUnsent(one.get()), false);
  assert.deepEqual([...device.keys()], [], 'nothing is left on the device');
});

test('[P1] an answer that is changed while it is on its way is not overtaken by the one before', async () => {
  const { visit, kept, calls } = clinic([{ id: 'a', items: 1 }]);
  const one = visit();
  await one.load();
  one.answer('a', 0, 1, 0);
  one.answer('a', 0, 2, 0);
  await one.again();
  assert.deepEqual(kept.get('a'), [2]);
  assert.deepEqual(one.get().sheets['a']?.pending, []);
  assert.ok(calls.length >= 2);
});

test('[P1] without a connection answers and the wish to send them wait, also through a reload', async () => {
  const { visit, now, kept, submitted, device } = clinic([
    { id: 'a', items: 1, help: true },
    { id: 'b', items: 1 },
  ]);
  const one = visit();
  await one.load();
  now.reachable = false;
  one.answer('a', 0, 1, 1);
  one.send('a');
  await one.again();
  assert.equal(one.get().lost, true);
  assert.equal(one.get().showCrisis, true, 'known on the device already');
  assert.equal(currentForm(one.get())?.responseId, 'b', 'the next can be answered meanwhile');
  assert.deepEqual(kept.get('a'), [null]);
  await one.forget();
  assert.equal(device.size, 1, 'what the clinic does not have is not forgotten');
  now.reachable = true;
  const two = visit();
  await two.load();
  assert.deepEqual(kept.get('a'), [1]);
  assert.deepEqual([...submitted], ['a']);
  assert.equal(currentForm(two.get())?.responseId, 'b');
});

test('[P1] an ended sign-in keeps the answers and asks for the birth date again', async () => {
  const { visit, now, kept } = clinic([{ id: 'a', items: 1 }]);
  const one = visit();
  await one.load();
  now.open = false;
  one.answer('a', 0, 3, 1);
  await one.again();
  assert.equal(one.get().stage, 'shut');
  now.open = true;
  await one.load();
  assert.deepEqual(kept.get('a'), [3]);
});

test('[P3] an answer that the clinic does not take is not shown as given', async () => {
  const { visit, now } = clinic([{ id: 'a', items: 2 }]);
  const one = visit();
  await one.load();
  now.refuse = 'RSP-002';
  one.answer('a', 0, 3, 1);
  await one.again();
  const sheet = one.get().sheets['a'];
  assert.deepEqual([sheet?.answers, sheet?.pending, sheet?.at], [[null, null], [], 0]);
  assert.equal(one.get().refusal, 'No.');
});

test('[P1] a questionnaire sent elsewhere is skipped, and sending it again counts as sent', async () => {
  const { visit, now, submitted } = clinic([
    { id: 'a', items: 1 },
    { id: 'b', items: 1 },
  ]);
  submitted.add('a');
  const one = visit();
  await one.load();
  assert.equal(currentForm(one.get())?.responseId, 'b');
  now.refuse = 'RSP-003';
  one.send('b');
  await one.again();
  assert.equal(allSent(one.get()), true);
});

test('[P1] [H21] answers that come after the questionnaire was sent elsewhere reach the clinic, and are kept until they are read', async () => {
  const { visit, now, kept, submitted, device, late: sentLate } = clinic([{ id: 'a', items: 3, help: true }]);
  const one = visit();
  await one.load();
  now.reachable = false;
  one.answer('a', 0, 1, 1);
  one.answer('a', 1, 2, 2);
  one.answer('a', 2, 3, 3);
  await one.again();
  kept.set('a', [1, 0, 0]);
  submitted.add('a');
  now.reachable = true;
  await one.again();
  const late = (visitor: typeof one) =>
    visitor.get().untaken.map(({ form, places, answers, told }) => [form.responseId, places, answers, told]);
  assert.equal(allSent(one.get()), true);
  assert.deepEqual(
    late(one),
    [['a', [1, 2], [1, 2, 3], 'yes']],
    'the answer that the clinic has is not among them',
  );
  assert.equal(one.get().showCrisis, true, 'one of them asks for help');
  assert.deepEqual(kept.get('a'), [1, 0, 0], 'what was sent does not change');
  assert.deepEqual(
    sentLate.slice(-2),
    [
      [1, 2],
      [2, 3],
    ],
    'and the clinic is told of what differs',
  );
  await one.forget();
  const two = visit();
  now.lostAnswers = true;
  await two.load();
  assert.deepEqual(late(two), [['a', [1, 2], [1, 2, 3], 'waiting']], 'also after a reload');
  two.seen();
  assert.equal(two.get().untaken.length, 1, 'what is not with the clinic yet cannot be put away');
  now.lostAnswers = false;
  await two.again();
  assert.deepEqual(late(two), [['a', [1, 2], [1, 2, 3], 'yes']]);
  two.seen();
  assert.deepEqual(two.get().untaken, []);
  assert.equal(device.size, 0);
});

test('[P1] where what the clinic has cannot be seen any more, every answer that was not taken is told', async () => {
  const { visit, now, submitted } = clinic([{ id: 'a', items: 2 }]);
  const one = visit();
  await one.load();
  now.reachable = false;
  one.answer('a', 1, 2, 2);
  await one.again();
  submitted.add('a');
  now.reachable = true;
  now.ended = true;
  await one.again();
  assert.deepEqual(
    one.get().untaken.map(({ places, answers, told }) => [places, answers, told]),
    [[[1], [null, 2], 'refused']],
  );
});

test('[P1] [P3] answers that the device would not keep are said to be in the open page only, and sent from there', async () => {
  const { visit, now, kept, device } = clinic([{ id: 'a', items: 1 }]);
  const one = visit();
  await one.load();
  assert.equal(isOnlyInPage(one.get()), false);
  now.reachable = false;
  now.full = true;
  one.answer('a', 0, 2, 1);
  await one.again();
  assert.deepEqual([one.get().notKept, isOnlyInPage(one.get()), device.size], [['a'], true, 0]);
  now.full = false;
  await one.again();
  assert.deepEqual([one.get().notKept, isOnlyInPage(one.get()), device.size], [[], false, 1], 'tried again');
  now.full = true;
  one.answer('a', 0, 3, 1);
  now.reachable = true;
  await one.again();
  assert.deepEqual(kept.get('a'), [3]);
  assert.equal(isOnlyInPage(one.get()), false, 'the clinic has it');
});

test('[P1] a call that fails in an unknown way does not stop the ones after it', async () => {
  const { visit, kept } = clinic([{ id: 'a', items: 1 }]);
  let fails = false;
  const one = visit({
    changed: () => {
      if (fails) throw new Error('The page could not be drawn.');
    },
  });
  await one.load();
  fails = true;
  assert.throws(() => one.answer('a', 0, 2, 1));
  await assert.rejects(one.again());
  fails = false;
  await one.again();
  assert.deepEqual(kept.get('a'), [2]);
});

test('[P1] on a shared tablet each visit sends with its own sign-in, and the same person takes over what was left', async () => {
  const { visit, now, kept, calls } = clinic([{ id: 'a', items: 2 }]);
  const one = visit();
  await one.load('pass of one');
  now.reachable = false;
  one.answer('a', 0, 1, 1);
  await one.forget();
  now.reachable = true;
  const two = visit({ found: (ids) => ids.includes('a') && one.stop() });
  await two.load('pass of two');
  assert.deepEqual(kept.get('a'), [1, null], 'the one who came back sends it');
  const last = calls.length;
  two.answer('a', 0, 3, 1);
  await two.again();
  await one.forget();
  assert.deepEqual(kept.get('a'), [3, null], 'the visit before does not overtake it');
  assert.deepEqual(new Set(calls.slice(1, last).map(({ pass }) => pass)), new Set(['pass of two']));
});
