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

const isObject = (read: unknown): read is object => typeof read === 'object' && read !== null;

/**
 * Asks the clinic. With a body it is a POST. A server that is down counts as lost: what is typed waits. So does whatever
 * cannot be read, for nobody knows what was done: the page of a hotel's network, an answer cut off on its way.
 * @param pass the sign-in of one visit on the clinic's tablet, where several may be sending; elsewhere a cookie has it
 */
export async function ask<P extends keyof Paths>(
  path: P,
  body?: unknown,
  pass?: string,
): Promise<Outcome<Answered<Paths[P]>>> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), longest);
  try {
    const answer = await fetch(`${base}/api/${path}`, {
      credentials: 'same-origin',
      signal: patience.signal,
      headers: {
        ...(pass === undefined ? {} : { 'x-evenkeel-link': pass }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    });
    const json: unknown = await answer.json();
    if (answer.status >= 500 || !isObject(json)) return { kind: 'lost' };
    if (answer.ok) return { kind: 'ok', value: json as Answered<Paths[P]> };
    // A refusal of ours has a code; any other comes from something in between.
    if (!('code' in json)) return { kind: 'lost' };
    return { kind: 'refused', status: answer.status, problem: json as Partial<Problem> };
  } catch {
    return { kind: 'lost' };
  } finally {
    clearTimeout(timer);
  }
}

/** A small store on the device. */
export interface Keep {
  readonly get: (key: string) => string | null;
  /** False when the device did not keep it: its store is full or forbidden. */
  readonly set: (key: string, value: string | undefined) => boolean;
}

/** What the device would not keep; it is there as long as the page is open. */
const unkept = new Map<string, string>();

/** This device's own store; a browser that keeps nothing still works while the page is open. */
export const own: Keep = {
  get: (key) => {
    const here = unkept.get(key);
    if (here !== undefined) return here;
    try {
      return localStorage.getItem(`evenkeel-q${base} ${key}`);
    } catch {
      return null;
    }
  },
  set: (key, value) => {
    unkept.delete(key);
    try {
      if (value === undefined) localStorage.removeItem(`evenkeel-q${base} ${key}`);
      else localStorage.setItem(`evenkeel-q${base} ${key}`, value);
      return true;
    } catch {
      if (value !== undefined) unkept.set(key, value);
      return value === undefined;
    }
  },
};
