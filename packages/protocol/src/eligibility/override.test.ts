import assert from 'node:assert/strict';
import test from 'node:test';
import type { Finding } from '../finding.ts';
import { careFinding, careScreening, care } from '../testing/care-facts.ts';
import { answered } from '../testing/facts.ts';
import { countOverrides, overrideProblems, type Override, type OverrideSigner } from './override.ts';

const lead: OverrideSigner = { id: 'a', role: 'medicalLead' };
const prescriber: OverrideSigner = { id: 'b', role: 'prescriber' };
const nurse: OverrideSigner = { id: 'c', role: 'clinician' };
const base = careFinding(
  care({ screening: careScreening('aneurysmOrAvm', answered('aneurysmOrAvm', 'yes')) }),
  'ELI-01',
);
const finding = (ruleClass: Finding['ruleClass'], verdict: Finding['verdict'] = 'notMet'): Finding => ({
  ...base,
  ruleClass,
  verdict,
});
const override = (more: Partial<Override> = {}): Override => ({
  rule: 'ELI-01',
  ruleVersion: base.ruleVersion,
  reason: 'Imaging of last week, discussed with neurosurgery.',
  signer: lead,
  ...more,
});
const count = (one: Finding, given: Partial<Override> = {}, drug: 'ketamine' | 'esketamine' = 'ketamine') =>
  overrideProblems(one, override(given), drug).length;

test('[P7] a hard stop: never for esketamine; for ketamine the medical lead, a second clinician, a reason, and a known fact', () => {
  const stop = finding('hardStop');
  assert.equal(count(stop, { secondSigner: nurse }, 'esketamine'), 1);
  assert.equal(count(stop, { secondSigner: nurse }), 0);
  assert.equal(count(stop), 1);
  assert.equal(count(stop, { secondSigner: lead }), 1);
  assert.equal(count(stop, { signer: prescriber, secondSigner: nurse }), 1);
  assert.equal(count(stop, { secondSigner: nurse, reason: 'ok' }), 1);
  assert.equal(count(finding('hardStop', 'unknown'), { secondSigner: nurse }), 1);
});

test('[P7] a hold needs a prescriber and a reason, a caution a reason; nothing else is overridden', () => {
  assert.deepEqual(
    [lead, prescriber, nurse].map((signer) => count(finding('hold'), { signer })),
    [0, 0, 1],
  );
  assert.equal(count(finding('hold', 'unknown'), { signer: prescriber }), 0);
  assert.equal(count(finding('hold'), { reason: ' ' }), 1);
  assert.equal(count(finding('caution'), { signer: nurse }), 0);
  assert.equal(count(finding('caution'), { signer: nurse, reason: '' }), 1);
  assert.equal(count(finding('hold', 'met')), 1);
  assert.equal(count(finding('inform')), 1);
  assert.equal(count(finding('hold'), { rule: 'ELI-02' }), 1);
  assert.equal(count(finding('hold'), { ruleVersion: 99 }), 1);
});

test('overrides are counted by rule, most first', () => {
  assert.deepEqual(
    countOverrides([
      override({ rule: 'ELI-04' }),
      override(),
      override({ rule: 'ELI-04', signer: nurse }),
      override({ rule: 'CAR-02' }),
    ]),
    [
      { rule: 'ELI-04', count: 2, signers: 2 },
      { rule: 'CAR-02', count: 1, signers: 1 },
      { rule: 'ELI-01', count: 1, signers: 1 },
    ],
  );
});
