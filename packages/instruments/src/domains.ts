/** What a scale is about, as a page groups it. */
export type Domain =
  | 'mood'
  | 'anxiety'
  | 'suicide'
  | 'mania'
  | 'sleep'
  | 'function'
  | 'qualityOfLife'
  | 'trauma'
  | 'session'
  | 'longTerm';

const members: { readonly [D in Domain]: readonly string[] } = Object.freeze({
  mood: ['phq9', 'phq2', 'qids-sr16', 'madrs', 'ham-d17', 'promis-depression-4a'],
  anxiety: ['gad7', 'ham-a', 'promis-anxiety-4a'],
  suicide: ['c-ssrs-screener', 'bss'],
  mania: ['ymrs', 'asrm', 'evenkeel-mania-check'],
  sleep: ['isi', 'psqi', 'promis-sleep-4a', 'evenkeel-sleep'],
  function: ['whodas-12', 'wsas'],
  qualityOfLife: ['who5', 'q-les-q-sf', 'eq-5d-5l', 'sf-12'],
  trauma: ['pcl5'],
  session: [
    'cadss',
    'cadss-6',
    'bprs-plus',
    'bprs-plus-1-7',
    'moaa-s',
    'rass',
    'poss',
    'aldrete',
    'padss',
    'evenkeel-sensations',
    'meq-30',
    '5d-asc',
    '11-asc',
  ],
  longTerm: [
    'kset',
    'fibser',
    'saftee-gi',
    'evenkeel-side-effects',
    'icsi',
    'icpi',
    'bpic-ss',
    'evenkeel-bladder',
    'audit-c',
    'dast-10',
    'assist',
    'moca',
    'mars-5',
    'evenkeel-missed-doses',
  ],
});

/** The domains in the order they are shown. */
export const domains: readonly Domain[] = Object.freeze(Object.keys(members) as Domain[]);

/** What a scale is about; undefined for one that has no place yet. */
export function domainOf(instrumentId: string): Domain | undefined {
  return domains.find((domain) => members[domain].includes(instrumentId));
}
