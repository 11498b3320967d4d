import type { Answered, Problem, routes } from '@evenkeel/contract';

/** `/demo` when this page belongs to the demo clinic, else empty. */
export const base: '' | '/demo' =
  typeof location !== 'undefined' && /^\/demo(\/|$)/.test(location.pathname) ? '/demo' : '';

/** What came back: an answer, the server's refusal, or nothing at all. */
export type Outcome<T> =
  | { readonly kind: 'ok'; readonly value: T }
  | { readonly kind: 'refused'; readonly status: number; readonly problem: Partial<Problem> }
  | { readonly kind: 'lost' };

type Paths = {
  readonly hello: (typeof routes)['hello'];
  readonly 'link/open': (typeof routes)['openLink'];
  readonly 'link/questionnaire': (typeof routes)['linkQuestionnaire'];
  readonly 'link/answers': (typeof routes)['linkAnswer'];
  readonly 'link/submit': (typeof routes)['linkSubmit'];
  readonly 'link/progress': (typeof routes)['linkProgress'];
  readonly 'link/goals': (typeof routes)['linkGoal'];
  readonly 'link/goals/marks': (typeof routes)['linkGoalMark'];
};

/** A call that takes longer counts as lost and is made again later. Milliseconds. */
const longest = 15_000;

/** Asks the clinic. With a body it is a POST. A server that is down counts as lost: what is typed waits. */
export async function ask<P extends keyof Paths>(
  path: P,
  body?: unknown,
): Promise<Outcome<Answered<Paths[P]>>> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), longest);
  try {
    const answer = await fetch(`${base}/api/${path}`, {
      credentials: 'same-origin',
      signal: patience.signal,
      ...(body === undefined
        ? {}
        : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const json: unknown = await answer.json().catch(() => undefined);
    if (answer.ok) return { kind: 'ok', value: json as Answered<Paths[P]> };
    if (answer.status >= 500) return { kind: 'lost' };
    return { kind: 'refused', status: answer.status, problem: (json ?? {}) as Partial<Problem> };
  } catch {
    return { kind: 'lost' };
  } finally {
    clearTimeout(timer);
  }
}

/** A small store on the device. */
export interface Keep {
  readonly get: (key: string) => string | null;
  readonly set: (key: string, value: string | undefined) => void;
}

/** This device's own store; a browser that keeps nothing still works while the page is open. */
export const own: Keep = {
  get: (key) => {
    try {
      return localStorage.getItem(`evenkeel-q${base} ${key}`);
    } catch {
      return null;
    }
  },
  set: (key, value) => {
    try {
      if (value === undefined) localStorage.removeItem(`evenkeel-q${base} ${key}`);
      else localStorage.setItem(`evenkeel-q${base} ${key}`, value);
    } catch {
      // Nothing can be kept; the answers are in memory and sent as they are given.
    }
  },
};
