import assert from 'node:assert/strict';
import test from 'node:test';
import { ConfigProblem, readConfig } from './config.ts';

test('every setting is read or refused with its own sentence, which repeats no value', () => {
  const bad = {
    EVENKEEL_PORT: ['-1', '65536', '7300x', '1e3', ' 80'],
    DATABASE_URL: ['mysql://u:hunter2hunter2@h/d', 'hunter2hunter2', 'http://x'],
    EVENKEEL_APP_PASSWORD: ['hunter2'],
    EVENKEEL_SETUP_TOKEN: ['hunter2'],
    EVENKEEL_TRUST_PROXY: ['everyone', '*', 'true', '10.0.0.0/8, no'],
    EVENKEEL_LOG: ['loud', 'constructor'],
    EVENKEEL_PAGES: ['true', '0'],
    EVENKEEL_HOST: ['  '],
    EVENKEEL_DATA: [' '],
  };
  for (const [name, values] of Object.entries(bad)) {
    for (const value of values) {
      assert.throws(
        () => readConfig({ [name]: value }),
        (error) =>
          error instanceof ConfigProblem &&
          error.message.startsWith(name) &&
          (value.trim() === '' || value.length < 6 || !error.message.includes(value)),
        `${name}=${value}`,
      );
    }
  }
});

test('an empty setting counts as not set, and the usual ones need none', () => {
  const config = readConfig({ EVENKEEL_PORT: '', DATABASE_URL: '', XDG_DATA_HOME: '/tmp/x' });
  assert.equal(config.host, '127.0.0.1');
  assert.equal(config.port, undefined);
  assert.match(config.dataFolder, /evenkeel$/);
  assert.deepEqual(readConfig({ EVENKEEL_TRUST_PROXY: 'loopback, 10.0.0.0/8' }).trustProxy, [
    'loopback',
    '10.0.0.0/8',
  ]);
});
