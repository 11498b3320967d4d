import assert from 'node:assert/strict';
import test from 'node:test';
import { decimal, type CalendarDate } from '@evenkeel/quantities';
import { jurisdictions } from '../evidence-mark.ts';
import type { Consent, Enrolment, GivenDose, Medicine } from '../patient-facts.ts';
import { care, careFinding, careVerdict, settings } from '../testing/care-facts.ts';
import { daysAgo } from '../testing/facts.ts';

test('[CAR-01] consent: absent, of another drug, too old, withdrawn, on an old form, in force', () => {
  const of = (consents: readonly Consent[] | undefined, consentVersion?: string) =>
    careFinding(
      care({ consents }),
      'CAR-01',
      consentVersion === undefined ? settings.first : { ...settings.first, consentVersion },
    ).verdict;
  const signed = (days: number, more: Partial<Consent> = {}): Consent => ({
    formVersion: '2',
    drug: 'ketamine',
    signedAt: daysAgo(days),
    ...more,
  });
  assert.equal(of(undefined), 'unknown');
  assert.equal(of([]), 'unknown');
  assert.equal(of([signed(1, { drug: 'esketamine' })]), 'unknown');
  assert.deepEqual(
    [364, 365, 366].map((days) => of([signed(days)])),
    ['met', 'met', 'notMet'],
  );
  assert.equal(of([signed(-3)]), 'notMet');
  assert.equal(of([signed(10, { withdrawnAt: daysAgo(1) })]), 'notMet');
  assert.equal(of([signed(10, { withdrawnAt: daysAgo(5) }), signed(2)]), 'met');
  assert.equal(of([signed(2)], '3'), 'notMet');
  assert.equal(of([signed(2)], '2'), 'met');
  // The newest counts, at one moment the higher form, in whatever order they stand.
  for (const [two, version, verdict] of [
    [[signed(2, { formVersion: '1' }), signed(2, { formVersion: '3' })], '3', 'met'],
    [[signed(9, { formVersion: '3' }), signed(2, { formVersion: '1' })], '3', 'notMet'],
    [[signed(9), signed(2, { withdrawnAt: daysAgo(1) })], '2', 'notMet'],
  ] as const)
    assert.deepEqual([of(two, version), of(two.toReversed(), version)], [verdict, verdict]);
});

test('[CAR-02] an escort with a telephone number, for today and no other day', () => {
  const of = (day: string, name = 'Robin Vale', phone = '555 0100') =>
    careFinding(care({ escorts: [{ name, phone, day: day as CalendarDate }] }), 'CAR-02').verdict;
  assert.equal(of('2026-11-25'), 'met');
  assert.equal(of('2026-11-24'), 'unknown');
  assert.equal(of('2026-11-26'), 'unknown');
  assert.equal(of('2026-11-25', ' '), 'unknown');
  assert.equal(of('2026-11-25', 'Robin Vale', ''), 'unknown');
  assert.equal(careFinding(care({ escorts: undefined }), 'CAR-02').verdict, 'unknown');
  const day = '2026-11-25' as CalendarDate;
  const two = [
    { name: 'Robin Vale', phone: '555 0100', day },
    { name: 'Ash Moor', phone: '555 0101', day },
  ];
  for (const escorts of [two, two.toReversed()])
    assert.equal(careFinding(care({ escorts }), 'CAR-02').says, 'Ash Moor takes the patient home.');
});

test('[CAR-03] [CAR-04] the US asks for the patient’s enrolment and the setting’s certification for esketamine, and nobody else does', () => {
  const enrolment = (who: Enrolment['who'], days: number): Enrolment => ({
    programme: 'REMS',
    who,
    enrolledAt: daysAgo(days),
  });
  for (const [rule, who, other] of [
    ['CAR-03', 'patient', 'setting'],
    ['CAR-04', 'setting', 'patient'],
  ] as const) {
    const of = (enrolments: readonly Enrolment[] | undefined) =>
      careFinding(care({ jurisdiction: 'US', enrolments }), rule, settings.esketamine).verdict;
    assert.equal(of(undefined), 'unknown');
    assert.equal(of([enrolment(other, 5)]), 'unknown');
    assert.equal(of([enrolment(who, 0)]), 'met');
    assert.equal(of([enrolment(who, -1)]), 'unknown');
    const two = [enrolment(who, 5), enrolment(who, 2)];
    for (const enrolments of [two, two.toReversed()])
      assert.equal(
        careFinding(care({ jurisdiction: 'US', enrolments }), rule, settings.esketamine).says,
        'Enrolled on 2026-11-23.',
      );
    assert.throws(() => careFinding(care({ jurisdiction: 'US' }), rule), /does not apply/);
    for (const jurisdiction of jurisdictions.filter((one) => one !== 'US'))
      assert.throws(() => careFinding(care({ jurisdiction }), rule, settings.esketamine), /does not apply/);
  }
});

test('[CAR-05] hours since the last dose: one below, at and above the limit; not recorded is unknown', () => {
  const of = (hours: number | undefined) =>
    careFinding(
      care({
        doses:
          hours === undefined
            ? undefined
            : [{ at: daysAgo(hours / 24), drug: 'ketamine', route: 'iv', amountMg: decimal('35') }],
      }),
      'CAR-05',
      settings.later,
    ).verdict;
  assert.deepEqual([39, 40, 41].map(of), ['notMet', 'met', 'met']);
  assert.equal(of(undefined), 'unknown');
  // The newest of the doses that were given counts, in whatever order they stand.
  const given = (days: number): GivenDose => ({
    at: daysAgo(days),
    drug: 'ketamine',
    route: 'iv',
    amountMg: decimal('35'),
  });
  for (const doses of [
    [given(7), given(1), given(-1)],
    [given(-1), given(1), given(7)],
  ])
    assert.equal(
      careFinding(care({ doses }), 'CAR-05', settings.later).says,
      '24 hours since the last dose; at least 40 are asked for.',
    );
  assert.equal(careFinding(care({ doses: [] }), 'CAR-05', settings.later).verdict, 'met');
  assert.throws(() => careFinding(care({}), 'CAR-05'), /does not apply/);
});

test('[ELI-33] from 65 years a lower start, in mg by jurisdiction for esketamine', () => {
  const of = (birthDate: string | undefined, setting: Parameters<typeof careFinding>[2] = settings.first) =>
    careFinding(care({ birthDate: birthDate as CalendarDate }), 'ELI-33', setting);
  assert.deepEqual(
    ['1961-11-26', '1961-11-25', '1961-11-24', undefined].map((day) => of(day).verdict),
    ['met', 'notMet', 'notMet', 'unknown'],
  );
  assert.match(of('1950-01-01').says, /0.25 to 0.5 mg\/kg/);
  const start = (jurisdiction: 'US' | 'UK') =>
    careFinding(
      care({ birthDate: '1950-01-01' as CalendarDate, jurisdiction }),
      'ELI-33',
      settings.esketamine,
    ).says;
  assert.match(start('UK'), /28 mg/);
  assert.match(start('US'), /no separate start here/);
  assert.doesNotMatch(start('US'), /56 mg/);
  assert.equal(careVerdict(care({})).summary, 'mayProceed');
});

test('[ELI-34] an antidepressant beside esketamine: where the label asks for it, for suicidality everywhere', () => {
  const of = (
    medicines: readonly Medicine[],
    jurisdiction: 'US' | 'UK',
    indication: 'resistant' | 'suicidality' = 'resistant',
    confirmed = true,
  ) =>
    careFinding(
      care({ medicines, jurisdiction, ...(confirmed ? {} : { medicinesConfirmedAt: undefined }) }),
      'ELI-34',
      { ...settings.esketamine, indication },
    ).verdict;
  const notSaid = (medicines: readonly Medicine[], jurisdiction: 'US' | 'UK') =>
    careFinding(care({ medicines, jurisdiction }), 'ELI-34', settings.esketamine).verdict;
  const sertraline: Medicine = { name: 'Sertraline 100 mg', status: 'active' };
  assert.equal(of([], 'US'), 'met');
  assert.equal(of([], 'US', 'suicidality'), 'notMet');
  assert.equal(of([], 'UK'), 'notMet');
  assert.equal(of([], 'UK', 'resistant', false), 'unknown');
  assert.equal(of([sertraline], 'UK'), 'met');
  assert.equal(of([{ ...sertraline, status: 'past' }], 'UK'), 'notMet');
  const coded: Medicine = {
    name: 'Lustral',
    status: 'active',
    code: { system: 'http://www.whocc.no/atc', code: 'N06AB06', display: '' },
  };
  assert.equal(of([coded], 'UK'), 'met');
  // Esketamine under its code among the antidepressants is not the antidepressant beside esketamine.
  const spravato: Medicine = {
    name: 'Spravato',
    status: 'active',
    code: { system: 'http://www.whocc.no/atc', code: 'N06AX27', display: '' },
  };
  assert.equal(of([spravato], 'UK'), 'notMet');
  assert.equal(of([spravato], 'US', 'suicidality'), 'notMet');
  assert.equal(of([spravato, sertraline], 'US', 'suicidality'), 'met');
  // What it is given for decides in the US; while that is not said, only an antidepressant answers it.
  assert.deepEqual(
    [notSaid([], 'US'), notSaid([sertraline], 'US'), notSaid([], 'UK'), notSaid([sertraline], 'UK')],
    ['unknown', 'met', 'notMet', 'met'],
  );
  assert.equal(of([{ name: 'Blue pill', status: 'active' }], 'UK'), 'unknown');
  assert.equal(of([{ ...sertraline, status: 'unknown' }], 'UK'), 'unknown');
  const stale = care({ medicines: [], medicinesConfirmedAt: daysAgo(31) });
  const resistant = { ...settings.esketamine, indication: 'resistant' as const };
  assert.equal(careFinding(stale, 'ELI-34', resistant).verdict, 'unknown');
});

test('[ELI-09] for acute suicidality under esketamine earlier trials are not asked for', () => {
  const of = (indication: 'resistant' | 'suicidality') =>
    careFinding(care({ trials: [] }), 'ELI-09', { ...settings.esketamine, indication }).verdict;
  assert.equal(of('resistant'), 'unknown');
  assert.equal(of('suicidality'), 'met');
});

test('[BIP-02] cover stable for four weeks: three, four and five weeks, weeks not known, no cover', () => {
  const bipolar = care({}).diagnosis ?? assert.fail();
  const of = (medicines: readonly Medicine[], confirmed = true) =>
    careFinding(
      care({
        diagnosis: { ...bipolar, kind: 'bipolarI' },
        medicines,
        ...(confirmed ? {} : { medicinesConfirmedAt: undefined }),
      }),
      'BIP-02',
    ).verdict;
  const lithium = (stableWeeks?: number): Medicine => ({
    name: 'Lithium carbonate',
    status: 'active',
    ...(stableWeeks === undefined ? {} : { stableWeeks }),
  });
  assert.deepEqual(
    [3, 4, 5].map((weeks) => of([lithium(weeks)])),
    ['notMet', 'met', 'met'],
  );
  assert.equal(of([lithium()]), 'unknown');
  assert.equal(of([]), 'notMet');
  assert.equal(of([], false), 'unknown');
  for (const name of ['Seroquel', 'Clozapine', 'Rexulti'])
    assert.equal(of([{ name, status: 'active', stableWeeks: 6 }]), 'met', name);
  assert.equal(of([lithium(3), { name: 'Blue pill', status: 'active' }]), 'unknown');
  assert.throws(() => careFinding(care({}), 'BIP-02'), /does not apply/);
});
