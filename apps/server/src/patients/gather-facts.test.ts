import assert from 'node:assert/strict';
import test from 'node:test';
import { patientFacts } from './gather-facts.ts';

test('[P3] a total from paper is as old as its paper, not as the hour it was typed in', () => {
  const submitted = { at: '2026-06-01T09:00:00.000Z', total: 14 };
  const { totals } = patientFacts({
    patient: { birthDate: '1980-02-03', sex: 'female' },
    clinic: { jurisdiction: 'UK', timeZone: 'Europe/London' },
    facts: [],
    responses: [
      { instrument: 'phq9', takenAt: '2026-03-01T09:00:00.000Z', submitted },
      { instrument: 'gad7', submitted },
      { instrument: 'isi' },
    ],
    doses: [],
  });
  assert.deepEqual(totals, [
    { instrument: 'phq9', total: 14, answeredAt: '2026-03-01T09:00:00.000Z' },
    { instrument: 'gad7', total: 14, answeredAt: '2026-06-01T09:00:00.000Z' },
  ]);
});
