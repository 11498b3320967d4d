import type { Route } from '@evenkeel/pharmacology';
import type { Source } from '../evidence-mark.ts';

/** Minutes from the start in which effects are usually strongest. It is shown beside the mandated times, never instead. */
export interface EffectWindow {
  readonly from: number;
  readonly to: number;
  readonly source: Source;
}

const usual = (citation: string): Source => Object.freeze({ mark: 'localDefault', citation });

const windows: { readonly [R in Route]?: EffectWindow } = Object.freeze({
  im: { from: 5, to: 30, source: usual('General knowledge of intramuscular ketamine, to be checked') },
  sc: { from: 10, to: 45, source: usual('General knowledge of subcutaneous ketamine, to be checked') },
  'oral-solution': {
    from: 30,
    to: 90,
    source: usual('General knowledge of ketamine by mouth, to be checked'),
  },
  sublingual: { from: 20, to: 60, source: usual('General knowledge of sublingual ketamine, to be checked') },
  'nasal-device': {
    from: 20,
    to: 60,
    source: usual('Esketamine label: dissociation and pressure peak about 40 minutes after the first device'),
  },
});

/** [MON-15] The predicted-effect window of a dose; an infusion's ends ten minutes after the pump. Local default. */
export function effectWindow(route: Route, durationMinutes: number | undefined): EffectWindow | undefined {
  if (durationMinutes !== undefined)
    return {
      from: Math.round(durationMinutes / 2),
      to: durationMinutes + 10,
      source: usual('Ours: the second half of the infusion and ten minutes'),
    };
  return windows[route];
}
