import assert from 'node:assert/strict';
import test from 'node:test';
import { decimal, instantOf, type CalendarDate, type Kilograms } from '@evenkeel/quantities';
import { defaultPolicy } from '../policy/default-policy.ts';
import { doseStartOf } from '../session/dose-start.ts';
import { plannedDoseOf } from './planned-dose.ts';
import { courseOf } from './template-course.ts';
import { templateByKey, templates } from './template.ts';
import { templateDays } from './titration.ts';

const first = '2026-11-30' as CalendarDate;

test('[REG-07] the days of every template keep the hours between sessions and name their phase', () => {
  for (const template of templates) {
    const course = courseOf(template, first, undefined, defaultPolicy);
    assert.deepEqual(
      course.map(({ day }) => day),
      templateDays(template, first),
    );
    assert.ok(
      course.every((one) => one.problem === undefined),
      template.key,
    );
    const names = template.phases.map(({ name }) => name);
    assert.ok(course.every(({ phase }) => names.includes(phase)));
    assert.deepEqual([...new Set(course.map(({ phase }) => phase))], names, template.key);
  }
});

test('a day moved too close, or there twice, has a problem; a day left out has none', () => {
  const template = templateByKey('im-acute');
  assert.ok(template !== undefined);
  const problems = (...days: readonly string[]) =>
    courseOf(template, first, days as CalendarDate[], defaultPolicy).map((one) => one.problem !== undefined);
  assert.deepEqual(problems('2026-11-30', '2026-12-01'), [false, true]);
  assert.deepEqual(problems('2026-11-30', '2026-12-02'), [false, false]);
  assert.deepEqual(problems('2026-11-30', '2026-11-30'), [false, true]);
  assert.deepEqual(problems('2026-12-04', '2026-11-30'), [false, false]);
});

test('days are counted from the first of the course, with the hours between them and why a day cannot stand', () => {
  const template = templateByKey('esketamine-resistant') ?? assert.fail();
  const days = ['2026-12-09', '2026-12-07', '2026-12-10', '2026-12-10', '2027-01-04', '2028-01-04'];
  const course = courseOf(template, first, days as CalendarDate[], defaultPolicy);
  assert.deepEqual(
    course.map(({ number, day, hours }) => [number, day, hours]),
    [
      [1, '2026-12-07', undefined],
      [2, '2026-12-09', 48],
      [3, '2026-12-10', 24],
      [4, '2026-12-10', 0],
      [5, '2027-01-04', 600],
      [6, '2028-01-04', 8760],
    ],
  );
  assert.ok(!('hours' in (course[0] ?? assert.fail())));
  assert.deepEqual(
    course.map(({ problem }) => problem),
    [
      undefined,
      undefined,
      'Only 24 hours after the session before; at least 40 are wanted.',
      'This day is there twice.',
      undefined,
      undefined,
    ],
  );
  // Four weeks of the first phase end on the day that four weeks later begins the second.
  const [firstPhase, secondPhase] = template.phases.map(({ name }) => name);
  assert.deepEqual(
    course.map(({ phase }) => phase),
    [...Array<string | undefined>(4).fill(firstPhase), secondPhase, template.phases.at(-1)?.name],
  );
});

test('[CAR-05] a first day too close to the last dose of whichever course has a problem', () => {
  const template = templateByKey('iv-acute') ?? assert.fail();
  const problem = (lastDose?: string) =>
    courseOf(template, first, undefined, defaultPolicy, lastDose as CalendarDate | undefined)[0]?.problem;
  assert.match(problem('2026-11-30') ?? '', /given on this day/);
  assert.match(problem('2026-11-29') ?? '', /Only 24 hours after the last dose; at least 40/);
  assert.deepEqual(
    [problem('2026-11-28'), problem('2026-06-01'), problem()],
    [undefined, undefined, undefined],
  );
});

test('[P6] a planned dose keeps what the route has; what it has not is absent', () => {
  const measured = {
    kilograms: decimal('110') as Kilograms,
    measuredAt: instantOf(Date.UTC(2026, 10, 25, 10)),
    estimated: false,
  };
  const nasal = plannedDoseOf(
    {
      template: 'esketamine-resistant',
      drug: 'esketamine',
      route: 'nasal-device',
      amountMg: decimal('56'),
      devices: 2,
    },
    measured,
  );
  assert.deepEqual(Object.keys(nasal).toSorted(), ['amountMg', 'devices', 'drug', 'route', 'template']);
  const by = (basis: 'actual' | 'ideal') =>
    plannedDoseOf(
      {
        template: 'im-acute',
        drug: 'ketamine',
        route: 'im',
        amountMg: decimal('35'),
        doseMgPerKg: decimal('0.5'),
        weight: { kilograms: decimal('70') as Kilograms, basis, says: '' },
      },
      measured,
    );
  assert.equal(by('ideal').measuredWeightKg, '110');
  assert.equal('measuredWeightKg' in by('actual'), false);
  assert.equal(by('ideal').weightKg, '70');
});

test('[P6] an infusion’s planned dose has everything an infusion has, and a weight without its day has no day', () => {
  const infusion = plannedDoseOf(
    {
      template: 'iv-acute',
      drug: 'ketamine',
      route: 'iv',
      amountMg: decimal('35'),
      doseMgPerKg: decimal('0.5'),
      weight: { kilograms: decimal('70') as Kilograms, basis: 'actual', says: 'Measured weight.' },
      productId: 'ketamine-10',
      concentrationMgPerMl: decimal('10'),
      volumeMl: decimal('3.5'),
      durationMinutes: 40,
      rateMlPerHour: decimal('5.3'),
    },
    undefined,
  );
  assert.deepEqual(Object.keys(infusion).toSorted(), [
    'amountMg',
    'concentrationMgPerMl',
    'doseMgPerKg',
    'drug',
    'durationMinutes',
    'productId',
    'rateMlPerHour',
    'route',
    'template',
    'volumeMl',
    'weightKg',
  ]);
  const { lot, ...start } = doseStartOf(infusion, 'L1');
  assert.equal(lot, 'L1');
  assert.deepEqual(doseStartOf(infusion), start);
});

test('[REG-07] without a chosen day there is no course, and a day past the last phase is of the last', () => {
  const template = templateByKey('iv-acute');
  assert.ok(template !== undefined);
  assert.deepEqual(courseOf(template, first, [], defaultPolicy), []);
  const late = courseOf(template, first, [first, '2027-11-30' as CalendarDate], defaultPolicy);
  assert.equal(late[1]?.phase, template.phases.at(-1)?.name);
  assert.equal(courseOf({ ...template, phases: [] }, first, [first], defaultPolicy)[0]?.phase, '');
});
