import assert from 'node:assert/strict';
import test from 'node:test';
import { modelById } from '../models.ts';
import { SimulationRefusal } from '../refusal.ts';
import { dose, infusion, nasalDevices } from '../regimen.ts';
import { comparePlans } from './compare-plans.ts';
import { equivalentDose } from './equivalent-dose.ts';
import { medicineEffect } from './medicine-effect.ts';
import { stoppedInfusion } from './stopped-infusion.ts';
import { timeBelow } from './time-below.ts';

const person = { weightKg: 80 };
const alike = { kind: 'alike' as const, person };
const rises = ({
  p5,
  p25,
  p50,
  p75,
  p95,
}: {
  p5: number;
  p25: number;
  p50: number;
  p75: number;
  p95: number;
}) => assert.ok(p5 <= p25 && p25 <= p50 && p50 <= p75 && p75 <= p95 && p5 < p95);

test('compare plans: 0.5 mg/kg over 40 or 60 minutes, 84 mg by nose, 0.75 mg/kg under the skin', () => {
  const [forty, sixty, nose, skin] = comparePlans(
    [
      { name: '40 min', regimen: infusion('ketamine', 40, 40 / 60) },
      { name: '60 min', regimen: infusion('ketamine', 40, 1) },
      { name: 'nasal 84 mg', regimen: nasalDevices(84) },
      { name: 'SC 0.75 mg/kg', regimen: dose('ketamine', 'sc', 60) },
    ],
    person,
    { people: 60 },
  );
  assert.ok(forty !== undefined && sixty !== undefined && nose !== undefined && skin !== undefined);
  assert.ok(forty.atPeak.p50 > sixty.atPeak.p50, 'the faster infusion has the higher peak');
  const area = ({ typical }: typeof forty) => typical.exposure.ketamine?.auc ?? 0;
  assert.ok(Math.abs(area(forty) / area(sixty) - 1) < 1e-9, 'and the same area');
  for (const plan of [forty, sixty, nose, skin]) {
    rises(plan.atPeak);
    rises(plan.occupancyAtPeak);
    assert.ok(plan.moodAfterDay.p95 <= 0);
    assert.equal(plan.label, 'model, not a measurement');
  }
  assert.throws(() => comparePlans([], person), SimulationRefusal);
});

test('the time below a level is later for a larger dose, never later for a higher level, and zero when it is never reached', () => {
  const at = (mg: number, level: number) =>
    timeBelow(infusion('ketamine', mg, 40 / 60), alike, 'dissociation', level, { count: 40, untilH: 8 });
  const [half, whole] = [at(40, 4), at(80, 4)];
  rises(half.spread);
  assert.ok(half.typicalH > 40 / 60 && half.typicalH < 4);
  assert.ok(whole.typicalH > half.typicalH);
  assert.ok(at(40, 8).typicalH <= half.typicalH);
  assert.equal(at(40, 39).typicalH, 0);
  assert.equal(at(40, 39.99).neverAbove > 0.5, true);
  assert.throws(() => at(40, 0), SimulationRefusal);
  // Still above at the end is not a time, and least of all the end.
  const early = timeBelow(infusion('ketamine', 40, 40 / 60), alike, 'ketamine', 1, { count: 10, untilH: 1 });
  assert.equal(early.typicalH, Number.POSITIVE_INFINITY);
  assert.throws(
    () =>
      timeBelow(infusion('ketamine', 40, 1), alike, 'norketamine', 1, {
        model: modelById('domino-1982'),
        count: 2,
      }),
    SimulationRefusal,
  );
});

test('the equivalent amount by another route: a vein needs itself, a muscle 1 / 0.93, and sources widen it', () => {
  const plan = infusion('ketamine', 40, 40 / 60);
  const same = equivalentDose(plan, { drug: 'ketamine', route: 'iv' }, alike, { count: 20 });
  assert.ok(Math.abs(same.typicalMg - 40) < 1e-9 && Math.abs(same.spread.p95 - 40) < 1e-9);
  const muscle = equivalentDose(plan, { drug: 'ketamine', route: 'im' }, alike, { count: 40 });
  assert.ok(Math.abs(muscle.typicalMg - 40 / 0.93) < 1e-9);
  rises(muscle.spread);
  const far = muscle.sources.find(({ parameter, value }) => parameter === 'imF' && value === 0.4);
  assert.ok(far !== undefined && Math.abs(far.mg - 100) < 1e-9);
});

test('a clarithromycin course: about 2.6 by mouth as observed, hardly anything by vein', () => {
  const mouth = medicineEffect(dose('esketamine', 'oral-solution', 28), person, 'clarithromycin');
  assert.ok(Math.abs(mouth.areaRatio / 2.6 - 1) < 0.15);
  assert.equal(mouth.observed?.value, 2.6);
  const vein = medicineEffect(infusion('ketamine', 40, 40 / 60), person, 'clarithromycin');
  assert.ok(vein.areaRatio > 1 && vein.areaRatio < 1.15 && vein.observed === undefined);
  assert.throws(() => medicineEffect(nasalDevices(28), person, 'nothing'), SimulationRefusal);
});

test('a stopped infusion: half the amount is half the area and less than the peak', () => {
  const planned = { drug: 'ketamine' as const, amountMg: 40, durationH: 40 / 60 };
  const half = stoppedInfusion(planned, [{ kind: 'stop', afterH: 20 / 60 }], person);
  assert.ok(Math.abs(half.givenMg - 20) < 1e-12 && Math.abs(half.areaShare - 0.5) < 1e-12);
  assert.ok(half.peakShare > 0.5 && half.peakShare < 1);
  const none = stoppedInfusion(planned, [{ kind: 'stop', afterH: 0 }], person);
  assert.deepEqual([none.givenMg, none.areaShare, none.peakShare], [0, 0, 0]);
});
