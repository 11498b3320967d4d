// Long because one clinic and one post serves all of it: a database for each part would cost more time than the parts.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import test from 'node:test';
import { routes, type MessageView } from '@evenkeel/contract';
import { defaultMeasureSchedule } from '@evenkeel/protocol';
import { clockTime, dateIn, plusDays, plusMinutes, type Instant } from '@evenkeel/quantities';
import { jobRuns, type StoredMessage } from '@evenkeel/record';
import { sql } from 'kysely';
import type { Ground } from '../patients/ground.ts';
import { makeLinkTo } from '../responses/link-work.ts';
import type { Site } from '../site.ts';
import { openAsPatient, runJob } from '../testing/answers.ts';
import { makeTestApp, testPassword } from '../testing/app.ts';
import { beginMainJob, demographics, planBody, recordEverything } from '../testing/main-job.ts';
import { openPostOffice, soon } from '../testing/post-office.ts';
import { deliverMessage } from './deliver-message.ts';
import { messageText } from './message-text.ts';
import { writeMessage } from './write-message.ts';

interface Mail {
  readonly to: readonly string[];
  readonly from: string;
  readonly subject: string;
  readonly messageId: string;
  readonly headers: string;
  readonly text: string;
}

const family = 'Quillfeather';
const mailbox = 'canary.lockwood@mail.example';
const number = '+44 20 7946 0134';
/** Where the patient lives; the clinic is in London. */
const zone = 'Asia/Kolkata';
const textSecret = 'a secret of sixteen or more';

test('messages: the outbox, the queue, a mail server and a text service', async (t) => {
  const mail = await openPostOffice<Mail>('mail-server.ts');
  t.after(() => mail.stop());
  const texts = await openPostOffice<{ id: string; to: string; text: string }>('text-service.ts', textSecret);
  t.after(() => texts.stop());
  // All that a server would have written to its log at its most talkative.
  const lines: string[] = [];
  const log = (event: object) => void lines.push(JSON.stringify(event));
  t.mock.method(process.stderr, 'write', (chunk: string | Uint8Array) => {
    lines.push(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8'));
    return true;
  });
  const email = { server: `smtp://127.0.0.1:${mail.port}`, from: 'Clinic <clinic@clinic.example>' };
  const text = { url: `http://127.0.0.1:${texts.port}/send`, secret: textSecret };
  const address = () => 'https://clinic.example';
  const house = await makeTestApp({ jobs: true, log, logLevel: 'debug', post: { address, email, text } });
  t.after(() => house.close());
  const job = await beginMainJob(house, family);
  const { patientId, ok, as } = job;
  const params = { patientId };
  const secrets: string[] = [];

  const reach = (version: number, contact: object) =>
    ok('frontDesk', routes.changeDemographics, {
      params,
      body: {
        version,
        demographics: {
          ...demographics(family),
          timeZone: zone,
          contacts: [{ kind: 'patient', ...contact }],
        },
      },
    });
  await reach(1, { email: mailbox, phone: number });
  await recordEverything(job);
  await ok('prescriber', routes.decideEligibility, {
    params,
    body: { decision: 'eligible', reason: 'All findings seen' },
  });
  // Two days ahead, so that the baseline is due now whatever the clock says.
  const firstDay = plusDays(dateIn('Europe/London', house.now()), 2);
  await ok('prescriber', routes.signPlan, { params, body: { ...planBody(house), firstDay } });
  const schedule = (version: number, quiet: { from: string; to: string }) =>
    ok('medicalLead', routes.changeSchedule, {
      body: {
        schedule: { ...structuredClone(defaultMeasureSchedule), version, quiet },
        reason: 'A test',
        second: { login: house.here.staff.prescriber.login, password: testPassword },
      },
    });
  await schedule(0, { from: '00:00', to: '00:00' });

  const outbox = async (which: 'all' | 'waiting' | 'sent' | 'dead' = 'all') =>
    ok('frontDesk', routes.messages, { query: { which } });
  const find = async (messageId: string): Promise<MessageView> =>
    (await outbox()).messages.find((one) => one.messageId === messageId) ?? assert.fail('no such message');
  const isIn = async (which: 'waiting' | 'sent' | 'dead', messageId: string) =>
    (await outbox(which)).messages.some((one) => one.messageId === messageId);
  const tries = async (messageId: string) => (await find(messageId)).attempts.map(({ outcome }) => outcome);
  const arrived = (messageId: string) => mail.taken().filter((one) => one.messageId.includes(messageId));
  const tokenIn = (body: string) => {
    const token = /\/q#([\w-]{43})/.exec(body)?.[1] ?? assert.fail(`no link in ${body}`);
    secrets.push(token);
    return token;
  };
  const onGround = <T>(site: Site, work: (ground: Ground) => Promise<T>) => {
    const { clinicId } = house.here;
    const scope = { clinicId, actorId: clinicId, actorRole: 'system' };
    return site.clinicOf(clinicId).then((clinic) =>
      site.store.inClinic(scope, [], async (tx) =>
        work({
          tx,
          scope,
          now: house.now(),
          newId: () => site.store.newId(),
          ...(await site.policies.of(tx, scope, clinic)),
          clinic,
          post: site.post,
        }),
      ),
    );
  };
  /** A message with a link to a scale, as an invitation is written. */
  const write = (
    more: Partial<Pick<StoredMessage, 'channel' | 'recipient'>> & {
      readonly notBefore?: Instant;
      readonly expiresAt?: Instant;
    } = {},
    site = house.site,
  ) =>
    onGround(site, async (ground) => {
      const linkId = ground.newId();
      const link = await makeLinkTo(ground, {
        linkId,
        patientId,
        instruments: ['phq2'],
        timepoint: 'unscheduled',
        kind: 'personal',
      });
      secrets.push(link.token);
      const messageId = await writeMessage(ground, {
        patientId,
        purpose: 'invitation',
        channel: 'email',
        recipient: mailbox,
        ...messageText.invitation(ground.clinic.name, 2),
        linkId,
        ...more,
      });
      return { ...link, messageId, linkId };
    });
  const later = () => plusMinutes(house.now(), 60);
  const deliver = (messageId: string, site = house.site, isLast = false) =>
    deliverMessage(site, { clinicId: house.here.clinicId, messageId, isLast });

  await t.test(
    '[K2] a server that has started runs every job of the clock at once, and keeps it on the clock',
    async () => {
      const names = ['measures', 'outcomes', 'risk'];
      const ran = await soon(async () => {
        const runs = (await house.store.lookUp(jobRuns)).filter(({ outcome }) => outcome === 'ok');
        return runs.length === names.length ? runs : undefined;
      }, 'the first run of every job');
      assert.deepEqual(ran.map(({ job: name }) => name).toSorted(), names);
      const clock = await house.asOwner(
        sql<{ name: string; cron: string }>`select name, cron from jobs.schedule order by name`,
      );
      assert.deepEqual(
        clock.map(({ name, cron }) => `${name} ${cron}`),
        names.map((name) => `${name} * * * * *`),
      );
      // From here on the test strikes the clock itself, so that nothing happens between two of its lines.
      await house.asOwner(sql`delete from jobs.schedule`);
      await house.asOwner(sql`delete from jobs.job where name <> 'message'`);
    },
  );

  await t.test(
    '[H22] the invitation to the baseline leaves by mail, and its link opens the questions with the birth date',
    async () => {
      await runJob(house.site, 'measures');
      const letter = await soon(() => mail.taken()[0], 'the invitation');
      assert.deepEqual(letter.to, [mailbox]);
      assert.equal(letter.subject, 'A few questions from Clinic here');
      assert.match(letter.headers, /auto-submitted: auto-generated/i);
      const token = tokenIn(letter.text);
      const link = await openAsPatient(house, token);
      const { body } = await house.call(routes.linkQuestionnaire, { cookies: link.cookies });
      const { forms } = body as {
        readonly forms: readonly { readonly instrument: { readonly id: string } }[];
      };
      // The PHQ-9 of the baseline was given in the clinic already.
      assert.deepEqual(
        forms.map(({ instrument }) => instrument.id),
        ['gad7', 'evenkeel-sleep', 'evenkeel-mania-check'],
      );
      const [stored] = (await outbox('sent')).messages;
      assert.deepEqual(
        [stored?.state, stored?.purpose, stored?.channel, stored?.attempts.map(({ outcome }) => outcome)],
        ['sent', 'invitation', 'email', ['sent']],
      );
    },
  );

  await t.test(
    '[H45] no message tells a drug, a score, a diagnosis or a name, and the secret of its link lies nowhere in the database',
    async () => {
      const spoken = [...mail.taken().flatMap(({ subject, text: body }) => [subject, body])];
      const stored = (await outbox()).messages.flatMap(({ subject, body }) => [subject, body]);
      for (const clinic of ['Clinic', 'The Ketamine Clinic', 'Spravato London'])
        for (const one of [
          messageText.invitation(clinic, 3),
          messageText.reminder(clinic),
          messageText.riskAlert(clinic),
        ])
          stored.push(one.subject, one.body);
      for (const one of [...spoken, ...stored])
        assert.doesNotMatch(
          one,
          /ketamin|spravato|depress|bipolar|suicid|mood|mental|psych|phq|score|\b(?:19|27)\b|Quillfeather|Ada\b|1980/i,
        );
      for (const one of stored.filter((body) => body.includes('link')))
        assert.doesNotMatch(one, /q#/, 'only the place of the link is kept');
      assert.ok(secrets.length > 0);
      for (const table of ['message', 'message_attempt', 'invitation', 'audit', 'patient_link', 'jobs.job'])
        for (const secret of secrets) {
          const found = await house.asOwner(
            sql<{
              n: number;
            }>`select count(*)::int as n from ${sql.table(table)} as one where one::text like ${`%${secret}%`}`,
          );
          assert.deepEqual(found, [{ n: 0 }], table);
        }
    },
  );

  await t.test('[P8] an administrator sees how the post goes, and not who is a patient', async () => {
    await write({ channel: 'text', recipient: number, notBefore: later() });
    const seen = await ok('administrator', routes.messages, { query: { which: 'all' } });
    assert.ok(seen.messages.length > 1);
    const own = (await outbox()).messages;
    assert.ok(own.every(({ patient }) => patient?.patientId === patientId));
    const text = JSON.stringify(seen);
    for (const secret of [patientId, family, mailbox, number, '1980'])
      assert.ok(!text.includes(secret), `${secret} is not told`);
    assert.deepEqual(
      new Set(seen.messages.map(({ recipient }) => recipient)),
      new Set(['...@mail.example', '...']),
    );
    assert.deepEqual(
      seen.messages.map(({ messageId, state }) => [messageId, state]),
      own.map(({ messageId, state }) => [messageId, state]),
    );
  });

  await t.test(
    'a number gets a text: signed, and refused by the service where the signature is not right',
    async () => {
      const { messageId } = await write({ channel: 'text', recipient: number });
      const taken = await soon(() => texts.taken().find(({ id }) => id === messageId), 'the text');
      assert.equal(taken.to, number);
      await openAsPatient(house, tokenIn(taken.text));
      await soon(async () => ((await tries(messageId)).length > 0 ? true : undefined), 'the note of it');
      assert.equal((await find(messageId)).state, 'sent');
      const wrong = await house.another({
        address,
        text: { ...text, secret: 'another secret of this length' },
      });
      const unsigned = await house.another({ address, text: { url: text.url } });
      for (const site of [wrong, unsigned]) {
        const { messageId: refused } = await write({
          channel: 'text',
          recipient: number,
          notBefore: later(),
        });
        await assert.rejects(deliver(refused, site), /answered 401/);
        assert.equal((await find(refused)).state, 'failed');
      }
      const { messageId: down } = await write({ channel: 'text', recipient: number, notBefore: later() });
      await texts.become('fail');
      await assert.rejects(deliver(down), /answered 503/);
      texts.stop();
      await soon(
        () =>
          fetch(text.url).then(
            () => undefined,
            () => true,
          ),
        'the end of the service',
      );
      await assert.rejects(deliver(down), /could not be reached/);
      assert.deepEqual(await tries(down), ['failed', 'failed']);
    },
  );

  await t.test('a mail that is refused is tried again until it is taken, and is taken once', async () => {
    await mail.become('refuseTwice');
    const { messageId } = await write();
    for (const failures of [1, 2]) {
      await soon(
        async () => ((await tries(messageId)).length === failures ? true : undefined),
        'a failed try',
      );
      assert.ok(await isIn('waiting', messageId));
      assert.equal((await find(messageId)).state, 'failed');
      assert.match((await find(messageId)).attempts.at(-1)?.detail ?? '', /did not take it: .*451/);
      // The wait between two tries doubles from half a minute; the test has no such time.
      await soon(
        async () =>
          (
            await house.asOwner(
              sql<object>`update jobs.job set start_after = now() where name = 'message' and state = 'retry'
                and data ->> 'messageId' = ${messageId} returning id`,
            )
          )[0],
        'the retry',
      );
    }
    await soon(() => arrived(messageId)[0], 'the mail');
    await soon(async () => ((await tries(messageId)).length === 3 ? true : undefined), 'the note of it');
    assert.deepEqual(await tries(messageId), ['failed', 'failed', 'sent']);
    assert.ok(await isIn('sent', messageId));
    assert.equal(arrived(messageId).length, 1);
    await deliver(messageId);
    assert.equal(arrived(messageId).length, 1, 'a second job for it sends nothing');
  });

  await t.test(
    'what is refused for good is given up after the last try, is seen, and goes when a person sends it again',
    async () => {
      await mail.become('refuse');
      const { messageId } = await write();
      await soon(async () => ((await tries(messageId)).length === 1 ? true : undefined), 'a failed try');
      assert.ok(!(await isIn('dead', messageId)));
      await deliver(messageId, house.site, true);
      assert.deepEqual(await tries(messageId), ['failed', 'dead']);
      assert.ok((await isIn('dead', messageId)) && !(await isIn('waiting', messageId)));
      const { problems } = await ok('administrator', routes.status);
      assert.ok(problems.some(({ sentence }) => /given up in the last week/.test(sentence)));
      await mail.become('accept');
      await deliver(messageId);
      assert.deepEqual(arrived(messageId), [], 'what was given up goes only when somebody says so');
      const again = { params: { messageId }, body: {} };
      for (const role of ['therapist', 'administrator', 'researcher'] as const)
        assert.equal((await as(role, routes.sendAgain, again)).code, 'AUT-002', role);
      assert.equal((await ok('frontDesk', routes.sendAgain, again)).state, 'waiting');
      await soon(() => arrived(messageId)[0], 'the mail');
      await soon(async () => ((await tries(messageId)).length === 4 ? true : undefined), 'the note of it');
      assert.deepEqual(await tries(messageId), ['failed', 'dead', 'queuedAgain', 'sent']);
      assert.equal(
        (await as('nurse', routes.sendAgain, again)).code,
        'MSG-002',
        'what has left is not sent again',
      );
      const { messageId: nowhere } = await write({ channel: 'none', recipient: '' });
      await soon(async () => ((await isIn('dead', nowhere)) ? true : undefined), 'the end of it');
      assert.match((await find(nowhere)).attempts[0]?.detail ?? '', /no address and no number/);
    },
  );

  await t.test('a person stops a message before it leaves; then nothing sends it', async () => {
    const { messageId } = await write({ notBefore: later() });
    const body = { params: { messageId }, body: {} };
    assert.equal((await ok('nurse', routes.cancelMessage, body)).state, 'cancelled');
    await deliver(messageId);
    assert.deepEqual(arrived(messageId), []);
    for (const route of [routes.sendAgain, routes.cancelMessage])
      assert.equal((await as('nurse', route, body)).code, 'MSG-002');
    const unknown = { params: { messageId: house.store.newId() }, body: {} };
    assert.equal((await as('nurse', routes.cancelMessage, unknown)).code, 'MSG-001');
  });

  await t.test(
    'a message that is needless or cannot be right any more does not leave, and says why',
    async () => {
      const answered = await write({ notBefore: later() });
      const link = await openAsPatient(house, answered.token);
      const [responseId = ''] = answered.responseIds;
      for (const item of [0, 1]) await link.answer(responseId, item, 1);
      await link.send(responseId);
      const ended = await write({ notBefore: later() });
      await house.asOwner(sql`update patient_link set ended_at = now() where link_id = ${ended.linkId}`);
      const otherKey = await write({ notBefore: later() });
      await house.asOwner(
        sql`update patient_link set token_hash = ${randomBytes(32)} where link_id = ${otherKey.linkId}`,
      );
      const early = await write({ notBefore: later() });
      const starting = await house.another({ email, address: () => undefined });
      for (const [{ messageId }, state, why] of [
        [answered, 'cancelled', /answered before it left/],
        [ended, 'dead', /link in it has ended/],
        [otherKey, 'dead', /key .* was changed/],
      ] as const) {
        await deliver(messageId);
        const { state: found, attempts } = await find(messageId);
        assert.equal(found, state);
        assert.match(attempts[0]?.detail ?? '', why);
      }
      await assert.rejects(deliver(early.messageId, starting), /no address/);
      assert.equal(
        (await find(early.messageId)).state,
        'failed',
        'tried again when the house has an address',
      );
      const { change } = await ok('nurse', routes.measures, { params });
      await ok('nurse', routes.changeMeasures, {
        params,
        body: { version: 1, change: { ...change, noMessages: true }, reason: 'Asked in the clinic' },
      });
      await deliver(early.messageId);
      assert.equal((await find(early.messageId)).state, 'cancelled');
      await ok('nurse', routes.changeMeasures, {
        params,
        body: { version: 2, change: { ...change, noMessages: false }, reason: 'Messages again' },
      });
      for (const { messageId } of [answered, ended, otherKey, early])
        assert.deepEqual(arrived(messageId), []);
    },
  );

  await t.test('where neither way is set up the outbox shows what would be sent', async () => {
    const bare = await house.another({ address });
    const { call, close } = await house.callAt(bare);
    const { messageId } = await write({ notBefore: later() }, bare);
    await deliver(messageId, bare);
    const ek = await house.signIn(house.here, 'frontDesk');
    const { body } = await call(routes.messages, { cookies: { ek }, query: { which: 'waiting' } });
    const { messages, ways, sentence } = body as {
      readonly messages: readonly MessageView[];
      readonly ways: object;
      readonly sentence: string;
    };
    assert.deepEqual(ways, { email: false, text: false });
    assert.match(sentence, /this is what would be sent/);
    const shown = messages.find((one) => one.messageId === messageId);
    assert.deepEqual([shown?.state, shown?.recipient], ['notConfigured', mailbox]);
    assert.match(shown?.body ?? '', /asks you a few questions.*\[personal link\]/s);
    await close();
    // With a mail server it can be sent from there on.
    await deliver(messageId);
    assert.equal(arrived(messageId).length, 1);
  });

  const queued = async (messageId: string) => {
    const rows = await house.asOwner(
      sql<{ n: number }>`select count(*)::int as n from jobs.job where data ->> 'messageId' = ${messageId}`,
    );
    return rows[0]?.n ?? 0;
  };

  await t.test(
    '[H21] [K2] a risk alert goes before fifty invitations that wait, and its job is found again sooner when it was lost',
    async () => {
      const alertTo = (ground: Ground) =>
        writeMessage(ground, {
          purpose: 'riskAlert',
          channel: 'email',
          recipient: mailbox,
          ...messageText.riskAlert(ground.clinic.name),
        });
      const written = await onGround(house.site, async (ground) => {
        const invitations: string[] = [];
        for (let n = 0; n < 50; n += 1)
          invitations.push(
            await writeMessage(ground, {
              purpose: 'invitation',
              channel: 'email',
              recipient: mailbox,
              subject: 'One of fifty',
              body: 'One of fifty',
              expiresAt: plusMinutes(ground.now, 5),
            }),
          );
        return { invitations, alert: await alertTo(ground) };
      });
      // The clock of the test may be ahead of the database’s.
      await house.asOwner(sql`update jobs.job set start_after = now() where name = 'message'`);
      await soon(() => arrived(written.alert)[0], 'the alert');
      const gone = mail.taken().filter(({ subject }) => subject === 'One of fifty').length;
      assert.ok(gone <= 8, `${gone} went before the alert`);
      await house.asOwner(sql`delete from jobs.job where name = 'message' and state = 'created'`);

      const lost = await onGround(house.site, alertTo);
      await house.asOwner(sql`delete from jobs.job where data ->> 'messageId' = ${lost}`);
      house.wait(7);
      await runJob(house.site, 'measures');
      await runJob(house.site, 'measures');
      assert.equal(await queued(lost), 1);
      await soon(() => arrived(lost)[0], 'the lost alert');
    },
  );

  await t.test(
    '[K2] a message whose job was lost is found and sent; one whose time is over is not, and is shown as given up',
    async () => {
      const lost = await write();
      const old = await write({
        notBefore: plusMinutes(house.now(), 1),
        expiresAt: plusMinutes(house.now(), 2),
      });
      await house.asOwner(
        sql`delete from jobs.job where data ->> 'messageId' in (${lost.messageId}, ${old.messageId})`,
      );
      house.wait(29);
      const runs = await queued(lost.messageId);
      await runJob(house.site, 'measures');
      assert.deepEqual([runs, await queued(lost.messageId)], [0, 0], 'it may only stand in a long queue');
      house.wait(2);
      const before = arrived(lost.messageId).length;
      await runJob(house.site, 'measures');
      await soon(() => arrived(lost.messageId)[0], 'the lost mail');
      assert.equal(arrived(lost.messageId).length, 1, `${before} before`);
      await deliver(old.messageId);
      assert.deepEqual(arrived(old.messageId), []);
      assert.equal((await find(old.messageId)).state, 'expired');
      assert.ok((await isIn('dead', old.messageId)) && !(await isIn('waiting', old.messageId)));
      const again = await as('nurse', routes.sendAgain, { params: { messageId: old.messageId }, body: {} });
      assert.equal(again.code, 'MSG-002');
    },
  );

  await t.test(
    '[H45] a reminder of the quiet hours waits for their end, where the patient lives, once, also when it is sent by hand',
    async () => {
      house.wait(24 * 60 + 5);
      const now = house.now();
      await schedule(1, {
        from: clockTime(zone, plusMinutes(now, -1)),
        to: clockTime(zone, plusMinutes(now, 60)),
      });
      const other = await house.another();
      await Promise.all([runJob(house.site, 'measures'), runJob(other, 'measures')]);
      await runJob(other, 'measures');
      const reminders = async () => (await outbox()).messages.filter(({ purpose }) => purpose === 'reminder');
      const [reminder, ...more] = await reminders();
      assert.ok(reminder !== undefined);
      assert.deepEqual(more, [], 'two servers, one reminder');
      assert.equal(clockTime(zone, reminder.notBefore as Instant), clockTime(zone, plusMinutes(now, 60)));
      assert.match(reminder.body, /still open/);
      await ok('nurse', routes.sendAgain, { params: { messageId: reminder.messageId }, body: {} });
      const starts = await house.asOwner(
        sql<{
          at: string;
        }>`select start_after as at from jobs.job where data ->> 'messageId' = ${reminder.messageId}`,
      );
      assert.deepEqual(new Set(starts.map(({ at }) => at)), new Set([reminder.notBefore]));
    },
  );

  await t.test(
    '[F12] what the house wrote to its log at its most talkative holds no address, number, name, birth date, secret or answer',
    async () => {
      const written = lines.join('\n');
      assert.ok(lines.length > 100, `${lines.length} lines`);
      assert.match(written, /"event":"request"/);
      assert.ok(secrets.length > 10);
      for (const canary of [
        family,
        'Ada',
        mailbox,
        'canary.lockwood',
        '7946',
        '1980-02-03',
        textSecret,
        'asks you a few questions',
        ...secrets,
      ])
        assert.ok(!written.includes(canary), canary);
      // The queue keeps what was thrown at it: that holds none of it either.
      const kept = await house.asOwner(
        sql<{
          text: string;
        }>`select coalesce(output::text, '') || coalesce(data::text, '') as text from jobs.job`,
      );
      const queued = kept.map(({ text: one }) => one).join('\n');
      assert.match(queued, /could not be reached/, 'in our own words');
      for (const canary of [family, mailbox, 'canary.lockwood', '7946', ...secrets])
        assert.ok(!queued.includes(canary), canary);
    },
  );
});
