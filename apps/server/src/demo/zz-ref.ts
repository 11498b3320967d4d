import { readdirSync, readFileSync } from 'node:fs';
import { routes } from '@evenkeel/contract';
import { makeTestApp } from '../testing/app.ts';
import { beginMainJob } from '../testing/main-job.ts';
const house = await makeTestApp();
const job = await beginMainJob(house);
for (const name of readdirSync('/work/shared/data/referrals')) {
  const text = readFileSync('/work/shared/data/referrals/' + name, 'utf8');
  const t0 = performance.now();
  const view: any = await job.ok('frontDesk', routes.receiveReferral, { body: { bundle: text } });
  const t1 = performance.now();
  const id = house.store.newId();
  const { family, given, birthDate, sex } = view.patient;
  await job.ok('frontDesk', routes.joinReferral, { params: { referralId: view.referralId }, body: { register: { patientId: id, demographics: { family, given, birthDate, sex, contacts: [] }, notADuplicate: true } } });
  const t2 = performance.now();
  const take = view.items.filter((i: any) => i.takeable).map((i: any) => i.key);
  await job.ok('nurse', routes.takeFromReferral, { params: { referralId: view.referralId }, body: { take, decline: [] } });
  const t3 = performance.now();
  await job.ok('nurse', routes.facts, { params: { patientId: id } });
  const t4 = performance.now();
  await job.ok('nurse', routes.receiveReferral, { body: { bundle: text } });
  const t5 = performance.now();
  console.log(name, text.length, take.length, 'receive', (t1-t0)|0, 'join', (t2-t1)|0, 'take', (t3-t2)|0, 'facts', (t4-t3)|0, 'again', (t5-t4)|0);
}
await house.close();
