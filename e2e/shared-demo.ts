// One server with its demo clinic for a whole run of browser tests: prints its address, and stops when its input ends.
import { newDataFolder, removeDataFolder, startEvenkeel } from './server.ts';

const dataFolder = newDataFolder();
const server = await startEvenkeel(dataFolder);
const opened = await fetch(`${server.address}/api/demo`, {
  method: 'POST',
  headers: { 'content-type': 'application/json', origin: server.address },
  body: '{}',
});
if (!opened.ok) throw new Error(`The demo was not opened: ${opened.status}`);
process.stdout.write(`${server.address}\n`);
process.stdin.resume();
process.stdin.on('end', () => {
  void server.stop().then(() => {
    removeDataFolder(dataFolder);
    process.exit(0);
  });
});
