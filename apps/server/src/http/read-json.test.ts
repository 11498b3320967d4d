import assert from 'node:assert/strict';
import test from 'node:test';
import { readJson } from './read-json.ts';
import { Refusal } from './refusal.ts';

const refused = (bytes: Buffer | string) =>
  assert.throws(
    () => readJson(Buffer.from(bytes as string)),
    (error) => error instanceof Refusal && error.code === 'REQ-001',
    String(bytes).slice(0, 60),
  );

test('a body that is not JSON in UTF-8 is refused', () => {
  for (const text of [
    '',
    ' ',
    '{',
    '{a:1}',
    "{'a':1}",
    '[1,]',
    'undefined',
    'NaN',
    '<a/>',
    '\ufeff{}',
    '{"a":1}{"b":2}',
  ])
    refused(text);
  refused(Buffer.from([0x22, 0xff, 0x22]));
  refused(Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]));
});

test('names that reach into a prototype are refused, however they are written and however deep', () => {
  for (const name of ['__proto__', 'constructor', '\\u005f_proto__', 'c\\u006fnstructor']) {
    refused(`{"${name}":{"isAdministrator":true}}`);
    refused(`{"a":[{"b":{"${name}":1}}]}`);
  }
  assert.equal((Object.prototype as { readonly isAdministrator?: boolean }).isAdministrator, undefined);
});

test('text that the database cannot give back as it was is refused; all other text passes', () => {
  refused('{"a":"\\u0000"}');
  refused('{"\\u0000":1}');
  refused('{"a":["\\ud800"]}');
  assert.deepEqual(readJson(Buffer.from('{"a":"\\ud83d\\ude00 Zoë __proto__"}')), { a: '😀 Zoë __proto__' });
});

test('[E6] nesting of a whole body costs a refusal, not the process', () => {
  refused('['.repeat(30_000) + ']'.repeat(30_000));
  refused('{"a":'.repeat(10_000) + '1' + '}'.repeat(10_000));
});
