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

test('[P3] an answer taken over from the patient is as old as what the patient sent', () => {
  const fact = {
    kind: 'screening',
    version: 1,
    state: 'current',
    body: { question: 'dialysis', answer: 'no' },
    recordedBy: 'someone',
    recordedAt: '2026-06-05T09:00:00.000Z',
  } as const;
  const { screening } = patientFacts({
    patient: { birthDate: '1980-02-03', sex: 'female' },
    clinic: { jurisdiction: 'UK', timeZone: 'Europe/London' },
    facts: [
      { ...fact, factId: 'a', source: { kind: 'patient', reference: 'sent' } },
      { ...fact, factId: 'b', source: { kind: 'patient', reference: 'not here' } },
      { ...fact, factId: 'c', source: { kind: 'typed' } },
    ],
    responses: [
      {
        responseId: 'sent',
        instrument: 'evenkeel-health-questions',
        submitted: { at: '2026-06-01T09:00:00.000Z' },
      },
    ],
    doses: [],
  });
  assert.deepEqual(
    screening.map(({ answeredAt }) => answeredAt),
    ['2026-06-01T09:00:00.000Z', '2026-06-05T09:00:00.000Z', '2026-06-05T09:00:00.000Z'],
  );
});
