import { banded, cite, scale, untoldAlike } from '../build.ts';

/** Work and Social Adjustment Scale. Work does not apply to everybody: the other four then stand for it, marked. */
export const wsas = scale({
  id: 'wsas',
  title: 'Work and Social Adjustment Scale',
  shortTitle: 'WSAS',
  items: untoldAlike(5, 0, 8),
  recallDays: 0,
  rater: 'self',
  direction: 'higherIsWorse',
  scoring: { kind: 'sum', missing: { kind: 'prorate', atMost: 1, only: [0] } },
  range: { from: 0, to: 40 },
  bands: banded(
    cite('Mundt 2002', 'general knowledge'),
    40,
    [0, 'subclinical'],
    [10, 'significant'],
    [21, 'moderately severe or worse'],
  ),
  licenceClass: 'B',
  attribution: 'WSAS: © I. M. Marks.',
  citation: 'Mundt JC and others. Br J Psychiatry 2002; 180: 461-464',
});
