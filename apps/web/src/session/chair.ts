import type { Me } from '@evenkeel/contract';
import { entryProblem, type Entry, type EntryProblem, type SessionState } from '@evenkeel/protocol';
import { clockTime, epochMs, plusMinutes, type Instant, instantOf } from '@evenkeel/quantities';
import type { SessionFrame } from './local-store.ts';
import type { Draft, SessionSnapshot, SessionStore } from './session-store.ts';
import { policyOfFrame } from './session-policy.ts';

/** The person in the chair, as far as the chair side needs to know. */
export interface ChairPatient {
  readonly name: string;
  readonly birthDate: string;
  /** Name and number of an escort known from registration. */
  readonly escort: { readonly name: string; readonly phone: string } | undefined;
}

/** What may stand in the panel at the side. */
export type Panel =
  | { readonly kind: 'keypad' }
  | { readonly kind: 'note' }
  | { readonly kind: 'adverse'; readonly preset?: 'vomiting' | 'anxiety' }
  | { readonly kind: 'end' }
  | { readonly kind: 'dissociation' }
  | { readonly kind: 'correct'; readonly entryId: string };

/** Everything a part of the chair side works with. */
export interface Chair {
  readonly store: SessionStore;
  readonly snapshot: SessionSnapshot;
  readonly frame: SessionFrame;
  readonly state: SessionState;
  readonly now: Instant;
  readonly me: Me;
  readonly patient: ChairPatient | undefined;
  readonly signed: boolean;
  readonly panel: Panel;
  readonly show: (panel: Panel) => void;
  /** Back to the keypad, unless another panel was opened meanwhile. */
  readonly done: (kind: Panel['kind']) => void;
  /**
   * Keeps entries on this device; true when they are kept. With `undo`, offers to take the first one back. A double
   * click keeps once.
   */
  readonly record: (drafts: readonly Draft[], undo?: UndoOffer) => Promise<boolean>;
}

export interface UndoOffer {
  readonly what: string;
  /** The adverse event this could be graded as. */
  readonly grade?: 'vomiting' | 'anxiety';
}

/** Clock time in the clinic's zone. */
export function clock(chair: Pick<Chair, 'frame'>, at: Instant): string {
  return clockTime(chair.frame.timeZone, at);
}

/** Why a new entry could not stand now, judged on this device before it is made; the same rule runs on the server. */
export function problemOfDraft(chair: Chair, draft: Draft): EntryProblem | undefined {
  const { frame, me, state } = chair;
  // The shown clock ticks once a second; an act is judged at the moment of the tap.
  const now = instantOf(Date.now());
  const entry = {
    ...draft,
    id: '00000000-0000-7000-8000-000000000000',
    sessionId: frame.sessionId,
    clinicalTime: now,
    deviceTime: now,
    deviceId: '00000000-0000-7000-8000-000000000000',
    deviceSequence: 0,
    authorId: me.actorId,
  } as Entry;
  return entryProblem(state, entry, { plan: frame.planned, policy: policyOfFrame(frame) }, now);
}

/** The instant nearest to `original` at which the zone's clock says `text` (HH:mm); undefined when it is no time. */
export function withClock(zone: string, original: Instant, text: string): Instant | undefined {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text);
  if (match === null) return undefined;
  const [hours = 0, minutes = 0] = clockTime(zone, original).split(':').map(Number);
  let shift = Number(match[1]) * 60 + Number(match[2]) - (hours * 60 + minutes);
  if (shift > 720) shift -= 1440;
  if (shift <= -720) shift += 1440;
  return shift === 0 ? original : plusMinutes(original, shift);
}

/**
 * Whole minutes by which this device's clock is ahead of the server's, negative behind; 0 below half a minute and before
 * the server was heard.
 */
export function minutesAhead(clockAheadMs: number | undefined): number {
  const minutes = Math.round(Math.abs(clockAheadMs ?? 0) / 60_000);
  return (clockAheadMs ?? 0) < 0 && minutes > 0 ? -minutes : minutes;
}

/** "0:42", or "42 s" below one minute: how long ago something was. */
export function ageText(from: number, now: Instant): string {
  const seconds = Math.max(0, Math.floor((epochMs(now) - from) / 1000));
  return seconds < 60
    ? `${seconds} s`
    : `${Math.floor(seconds / 3600)}:${String(Math.floor(seconds / 60) % 60).padStart(2, '0')} h`;
}
