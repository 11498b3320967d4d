import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import test from 'node:test';
import { defaultPolicy, jurisdictionRules } from '@evenkeel/protocol';

const root = dirname(import.meta.dirname);

/** The sources that could read a value: not its own definition, not the editor that shows every one, no test. */
const sources = globSync('{packages,apps}/*/src/**/*.{ts,tsx}', { cwd: root }).filter(
  (file) =>
    !/\.test\.tsx?$/.test(file) &&
    !file.startsWith('packages/protocol/src/policy/') &&
    !file.startsWith('apps/web/src/policy/') &&
    !file.startsWith('apps/web/src/words/'),
);
const text = sources.map((file) => readFileSync(join(root, file), 'utf8')).join('\n');

test('[H42] every threshold a clinic can set is read by something', () => {
  assert.ok(sources.length > 300, 'the sources were found');
  assert.deepEqual(
    Object.keys(defaultPolicy.thresholds).filter((name) => !text.includes(`'${name}'`)),
    [],
  );
});

test('[H42] every difference between jurisdictions is read by something', () => {
  assert.deepEqual(
    Object.keys(jurisdictionRules.US).filter((name) => !new RegExp(`\\b${name}\\b`).test(text)),
    [],
  );
});
