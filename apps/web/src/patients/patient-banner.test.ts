import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';

const source = join(import.meta.dirname, '..');
const read = (file: string) => readFileSync(join(source, file), 'utf8');

test('[H1] the banner shows photo, name, birth date and number, and every page of a patient has it', () => {
  const banner = read('patients/patient-banner.tsx');
  for (const part of [
    '<img src={banner.photo}',
    '{banner.given} {banner.family}',
    'dateText(banner.birthDate)',
    '{banner.number}',
  ])
    assert.ok(banner.includes(part), part);
  assert.ok(read('patients/patient-frame.tsx').includes('<PatientBanner banner={banner.data} />'));
  // Nothing of a patient is drawn before the banner is there.
  assert.match(read('patients/patient-frame.tsx'), /if \(banner\.data === undefined\) return <Loading/);
  const pages = [
    ...read('app/router.tsx').matchAll(
      /page\(\s*'(\/(?:patients\/\$patientId|sessions\/\$sessionId)[^']*)',\s*async \(\) => await import\('\.\.\/([^']+)'\)/g,
    ),
  ].map(([, path = '', file = '']) => [path, file] as const);
  assert.ok(pages.length >= 10, `${pages.length} pages were looked at`);
  for (const [path, file] of pages) {
    const text = path.startsWith('/sessions') ? read('session/session-page.tsx') : read(file);
    assert.match(text, path.startsWith('/sessions') ? /<PatientBanner\b/ : /<PatientFrame\b/, path);
  }
});
