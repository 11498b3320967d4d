import type { CourseSeries } from '@evenkeel/contract';
import { domains, type Domain } from '@evenkeel/instruments';

const key = 'evenkeel-course-scales';
/** How many other domains stand beside mood until a person chooses. */
const mostOthers = 2;

function place(domain: string): number {
  const at = domains.indexOf(domain as Domain);
  return at < 0 ? domains.length : at;
}

/** Scales in the order of their domains; within one, those with most scores first. */
export function inOrder(series: readonly CourseSeries[]): readonly CourseSeries[] {
  return series.toSorted((a, b) => place(a.domain) - place(b.domain) || b.scores.length - a.scores.length);
}

/** The mood scale with most scores and the fullest scales of at most two other domains; never what is scored during a session. */
export function shownAtFirst(series: readonly CourseSeries[]): readonly string[] {
  const best = new Map<string, CourseSeries>();
  for (const one of inOrder(series)) if (!best.has(one.domain)) best.set(one.domain, one);
  const mood = best.get('mood');
  const others = [...best.values()]
    .filter(({ domain }) => domain !== 'mood' && domain !== 'session')
    .toSorted((a, b) => b.scores.length - a.scores.length || place(a.domain) - place(b.domain))
    .slice(0, mostOthers);
  const chosen = [...(mood === undefined ? [] : [mood]), ...others];
  return inOrder(chosen.length === 0 ? series.slice(0, 1) : chosen).map(({ instrument }) => instrument);
}

/** The chosen scales that this patient has; the first choice when there are none of them. */
export function shownOf(
  series: readonly CourseSeries[],
  chosen: readonly string[] | undefined,
): readonly CourseSeries[] {
  const kept = chosen?.filter((id) => series.some(({ instrument }) => instrument === id));
  const ids = kept === undefined || kept.length === 0 ? shownAtFirst(series) : kept;
  return inOrder(series.filter(({ instrument }) => ids.includes(instrument)));
}

/** The scales chosen on this device; they name no patient. */
export function rememberedScales(): readonly string[] | undefined {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
    return Array.isArray(found) ? found.filter((one) => typeof one === 'string') : undefined;
  } catch {
    return undefined;
  }
}

/** Remembers the chosen scales on this device. */
export function rememberScales(ids: readonly string[]): void {
  try {
    localStorage.setItem(key, JSON.stringify(ids));
  } catch {
    // A browser that keeps nothing still shows them.
  }
}
