// One server with its demo clinic for a whole run of browser tests, and its data folder as it was when the demo was made,
// for tests that want a server of their own: prints the address and the folder, and stops when its input ends.
import { cpSync } from 'node:fs';
import { newDataFolder, removeDataFolder, startEvenkeel } from './server.ts';

const dataFolder = newDataFolder();
const first = await startEvenkeel(dataFolder);
const opened = await fetch(`${first.address}/api/demo`, {
  method: 'POST',
  headers: { 'content-type': 'application/json', origin: first.address },
  body: '{}',
});
if (!opened.ok) throw new Error(`The demo was not opened: ${opened.status}`);
// A database is copied while it is at rest.
await first.stop();
const copy = newDataFolder();
cpSync(dataFolder, copy, { recursive: true });
const server = await startEvenkeel(dataFolder);
process.stdout.write(`${server.address} ${copy}\n`);
process.stdin.resume();
process.stdin.on('end', () => {
  void server.stop().then(() => {
    removeDataFolder(dataFolder);
    removeDataFolder(copy);
    process.exit(0);
  });
});
