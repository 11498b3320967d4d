import { cite, completeSum, scale, untoldAlike } from '../build.ts';

const common = {
  recallDays: 0,
  rater: 'clinician',
  direction: 'higherIsWorse',
  scoring: completeSum,
  licenceClass: 'C',
  attribution: 'CADSS: © J. D. Bremner. The rater holds the form.',
} as const;

/** Clinician-Administered Dissociative States Scale, twenty-three subjective items: structure and score only. */
export const cadss = scale({
  ...common,
  id: 'cadss',
  version: '1-23-subjective',
  title: 'Clinician-Administered Dissociative States Scale',
  shortTitle: 'CADSS',
  items: untoldAlike(23, 0, 4),
  range: { from: 0, to: 92 },
  cutOffs: [
    {
      at: 5,
      side: 'atLeast',
      says: 'Dissociation present, as esketamine trials counted it',
      ...cite('General knowledge', 'general knowledge'),
    },
  ],
  citation: 'Bremner JD and others. J Trauma Stress 1998; 11: 125-136',
});

/** Six of them: 1, 2, 6, 7, 15 and 22. Not yet validated on its own. */
export const cadss6 = scale({
  ...common,
  id: 'cadss-6',
  title: 'CADSS, six items',
  shortTitle: 'CADSS-6',
  items: untoldAlike(6, 0, 4),
  range: { from: 0, to: 24 },
  citation: 'Rodrigues NB and others, 2021: items 1, 2, 6, 7, 15 and 22 of the CADSS',
});
