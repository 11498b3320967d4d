import { vitalSigns, type VitalSign, type Vitals } from '@evenkeel/protocol';

/** What stands in the boxes of the keypad, as typed. */
export type VitalsDraft = { readonly [S in VitalSign]?: string };

/** Where the next digit goes; `save` when every box was passed. */
export type KeypadPlace = VitalSign | 'save';

/** The keypad. `fresh` is true when the next digit starts the box again. */
export interface KeypadState {
  readonly draft: VitalsDraft;
  readonly place: KeypadPlace;
  readonly fresh: boolean;
}

export type KeypadEvent =
  | { readonly kind: 'digit'; readonly digit: number }
  | { readonly kind: 'back' }
  | { readonly kind: 'next' }
  | { readonly kind: 'go'; readonly place: VitalSign };

const places: readonly KeypadPlace[] = Object.freeze([
  ...vitalSigns.map(({ sign }) => sign),
  'save' as const,
]);

/** An empty keypad, waiting for the systolic pressure. */
export const emptyKeypad: KeypadState = Object.freeze({
  draft: Object.freeze({}),
  place: 'systolic',
  fresh: true,
});

/**
 * How many digits a value has, told from what was typed so far. A first 1 or 2 makes a pressure or heart rate three
 * digits long, 3 to 9 two; a saturation has three only as 100; breaths of 7 to 9 are one digit. A first 0 is the value 0.
 */
export function wantedDigits(sign: VitalSign, text: string): number {
  const first = text.charAt(0);
  if (sign === 'moaas' || first === '0') return 1;
  switch (sign) {
    case 'systolic':
    case 'heartRate':
      return first === '1' || first === '2' ? 3 : 2;
    case 'diastolic':
      return first === '1' ? 3 : 2;
    case 'spo2':
      return text.startsWith('10') ? 3 : 2;
    case 'respiratoryRate':
      return first >= '7' ? 1 : 2;
  }
}

/** What is in the keypad after one key. Keys that mean nothing at this place change nothing. */
export function pressKey(state: KeypadState, event: KeypadEvent): KeypadState {
  const { draft, place } = state;
  switch (event.kind) {
    case 'go':
      return { draft, place: event.place, fresh: true };
    case 'next':
      return { draft, place: after(place), fresh: true };
    case 'back': {
      const text = place === 'save' ? '' : (draft[place] ?? '');
      if (place === 'save' || text === '') return { draft, place: before(place), fresh: false };
      return { draft: { ...draft, [place]: text.slice(0, -1) }, place, fresh: false };
    }
    case 'digit': {
      if (place === 'save' || !Number.isInteger(event.digit) || event.digit < 0 || event.digit > 9)
        return state;
      if (place === 'moaas' && event.digit > 5) return state;
      const old = state.fresh ? '' : (draft[place] ?? '');
      if (old.length >= 3) return state;
      const text = old + String(event.digit);
      const done = text.length >= wantedDigits(place, text);
      return { draft: { ...draft, [place]: text }, place: done ? after(place) : place, fresh: done };
    }
  }
}

function after(place: KeypadPlace): KeypadPlace {
  return places[places.indexOf(place) + 1] ?? 'save';
}

function before(place: KeypadPlace): KeypadPlace {
  return places[Math.max(0, places.indexOf(place) - 1)] ?? 'systolic';
}

/** The typed values as numbers; empty boxes are absent, never zero. */
export function vitalsOf(draft: VitalsDraft): Vitals {
  return Object.fromEntries(
    vitalSigns.flatMap(({ sign }) => {
      const text = draft[sign] ?? '';
      return text === '' ? [] : [[sign, Number(text)]];
    }),
  );
}

/** A draft kept as text, so that a reload in the middle of a set loses nothing. */
export function keypadText(state: KeypadState): string {
  return Object.values(state.draft).every((text) => text === '') ? '' : JSON.stringify(state);
}

/** Reads what {@link keypadText} wrote; anything else is an empty keypad. */
export function keypadFrom(text: string): KeypadState {
  try {
    const read = JSON.parse(text) as KeypadState;
    const draft = Object.fromEntries(
      vitalSigns.flatMap(({ sign }) => {
        const value: unknown = (read.draft as { readonly [sign: string]: unknown })[sign];
        return typeof value === 'string' && /^\d{1,3}$/.test(value) ? [[sign, value]] : [];
      }),
    );
    return places.includes(read.place) ? { draft, place: read.place, fresh: read.fresh } : emptyKeypad;
  } catch {
    return emptyKeypad;
  }
}
