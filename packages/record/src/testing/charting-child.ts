// A house that charts until it is killed: `charting-child.ts DATA_FOLDER CLINIC_ID NEXT...`, with the number of the next
// entry of each device. Prints `ready` and, once an entry is durable, `DEVICE NUMBER`.
import { createHash } from 'node:crypto';
import { writeSync } from 'node:fs';
import { instantOf, type Uuid } from '@evenkeel/quantities';
import { openStore } from '../door.ts';
import { openServer } from '../open-databases.ts';
import { allow, now, testClinic, testEntry } from './clinic.ts';

/** The same id for the same name, as a device that sends an entry again sends the same entry. */
const idOf = (name: string): string => {
  const hex = createHash('sha256').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

const at = (number: number) => instantOf(Date.UTC(2026, 0, 1) + number * 1000);

const [dataFolder = '', clinicId = '', ...next] = process.argv.slice(2);
const server = await openServer({ dataFolder });
let made = 0;
const store = await openStore({
  ...(await server.open('evenkeel')),
  now,
  newId: () => idOf(`${process.pid}-${process.hrtime.bigint()}-${(made += 1)}`),
});
const scope = { clinicId, actorId: idOf('nurse'), actorRole: 'nurse' };
const sessions = next.map((_, device) => idOf(`session ${device}`));
const known = await store.inClinic(scope, [], (tx) => tx.selectFrom('clinic').select('name').execute());
if (known.length === 0) await testClinic({ store }, sessions, scope);
writeSync(1, 'ready\n');

setInterval(() => void store.anchors.write(now()), 50);
await Promise.all(
  sessions.map(async (sessionId, device) => {
    for (let number = Number(next[device]); ; number += 1) {
      const entry = testEntry(sessionId, {
        id: idOf(`entry ${device} ${number}`),
        deviceId: idOf(`device ${device}`),
        deviceSequence: number,
        authorId: idOf('nurse') as Uuid,
        // Sent again it is the same entry to the last letter.
        clinicalTime: at(number),
        deviceTime: at(number),
      });
      const { recorded } = await store.log.append(scope, sessionId, [entry], allow);
      if (recorded[0]?.deviceSequence !== number) throw new Error('Something else was recorded.');
      writeSync(1, `${device} ${number}\n`);
    }
  }),
);
