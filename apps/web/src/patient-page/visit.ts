import type { Answered, routes } from '@evenkeel/contract';
import { emptySheet, given, joined, kept, sheetFrom, type AnswerSheet } from './answer-sheet.ts';
import { helpAfterSending } from './asked.ts';
import type { ask as askClinic, Keep } from './link-api.ts';

type Told = Answered<(typeof routes)['linkQuestionnaire']>;
export type LinkForm = Told['forms'][number];
export type CrisisContact = Told['crisis'][number];

/** One visit to this page: the questionnaires behind a link or a code, and how far each is. */
export interface VisitState {
  /** `shut` until the birth date opened it. */
  readonly stage: 'shut' | 'loading' | 'here';
  readonly clinicName: string;
  readonly forms: readonly LinkForm[];
  readonly sheets: Readonly<Record<string, AnswerSheet>>;
  /** Questionnaires that the clinic has. */
  readonly sent: readonly string[];
  readonly crisis: readonly CrisisContact[];
  /** The last call found no connection. */
  readonly lost: boolean;
  /** The person asked to send what the clinic does not have yet. */
  readonly sending: boolean;
  /** An answer asked for help, or the question on it was left out. */
  readonly showCrisis: boolean;
  readonly refusal?: string | undefined;
}

/** What a page does with a visit. */
export interface Visit {
  readonly get: () => VisitState;
  readonly load: () => Promise<void>;
  readonly answer: (responseId: string, place: number, value: number | null, at: number) => void;
  readonly move: (responseId: string, at: number) => void;
  readonly send: (responseId: string) => void;
  /** Tries again what could not be done. */
  readonly again: () => Promise<void>;
  /** Drops what this device kept of the visit; answers that the clinic does not have yet are sent first where they can be. */
  readonly forget: () => Promise<void>;
}

const start: VisitState = {
  stage: 'shut',
  clinicName: '',
  forms: [],
  sheets: {},
  sent: [],
  crisis: [],
  lost: false,
  sending: false,
  showCrisis: false,
};

/** The questionnaire to be answered now; undefined when each was sent, or waits to be. */
export function currentForm({ forms, sent, sheets }: VisitState): LinkForm | undefined {
  return forms.find(({ responseId }) => !sent.includes(responseId) && sheets[responseId]?.wanted !== true);
}

/** True when something of this visit is only on this device. */
export function hasUnsent({ forms, sent, sheets }: VisitState): boolean {
  return forms.some(({ responseId }) => {
    const sheet = sheets[responseId];
    return sheet !== undefined && !sent.includes(responseId) && (sheet.pending.length > 0 || sheet.wanted);
  });
}

/** True when the clinic has every questionnaire. */
export function allSent({ stage, forms, sent }: VisitState): boolean {
  return stage === 'here' && forms.length > 0 && forms.every(({ responseId }) => sent.includes(responseId));
}

/**
 * Starts a visit. Each answer is kept on the device first, then sent; one thing is sent at a time, in order, so that an
 * answer that was changed can never be overtaken by the one before it.
 */
export function newVisit({
  ask,
  keep,
  key,
  isOpen = false,
  trouble,
  changed,
}: {
  readonly ask: typeof askClinic;
  readonly keep: Keep;
  /** Names this visit on the device. */
  readonly key: string;
  /** This browser was opened for it before. */
  readonly isOpen?: boolean;
  /** What to say when the clinic gave no reason. */
  readonly trouble: string;
  readonly changed: () => void;
}): Visit {
  let state: VisitState = { ...start, stage: isOpen ? 'loading' : 'shut' };
  let running: Promise<void> | undefined;

  const put = (next: Partial<VisitState>) => {
    state = { ...state, ...next };
    changed();
  };
  const nameOf = (responseId: string) => `sheet ${key} ${responseId}`;
  const sheetOf = (responseId: string) => state.sheets[responseId] ?? emptySheet(0);
  const putSheet = (responseId: string, sheet: AnswerSheet) => {
    keep.set(nameOf(responseId), JSON.stringify(sheet));
    put({ sheets: { ...state.sheets, [responseId]: sheet } });
  };

  async function load(): Promise<void> {
    put({ stage: 'loading' });
    const told = await ask('link/questionnaire');
    if (told.kind === 'lost') return put({ lost: true });
    if (told.kind === 'refused') return put({ stage: 'shut', lost: false });
    const { clinicName, forms, crisis } = told.value;
    const sent = forms.flatMap(({ responseId, state: now }) => (now === 'submitted' ? [responseId] : []));
    for (const responseId of sent) keep.set(nameOf(responseId), undefined);
    const sheets = Object.fromEntries(
      forms
        .filter(({ responseId }) => !sent.includes(responseId))
        .map(({ responseId, answers, instrument }) => [
          responseId,
          joined(answers, instrument.items.length, sheetFrom(keep.get(nameOf(responseId)))),
        ]),
    );
    put({ stage: 'here', lost: false, refusal: undefined, clinicName, forms, crisis, sent, sheets });
    await work();
  }

  /** The next thing the clinic does not have: an answer, or a questionnaire that is ready to be sent. */
  function next(): { readonly responseId: string; readonly place?: number } | undefined {
    for (const { responseId } of state.forms) {
      if (state.sent.includes(responseId)) continue;
      const { pending, wanted } = sheetOf(responseId);
      const [place] = pending;
      if (place !== undefined) return { responseId, place };
      if (wanted) return { responseId };
    }
    return undefined;
  }

  /** Sends one thing; false when there is no use in going on now. */
  async function sendOne({ responseId, place }: { responseId: string; place?: number }): Promise<boolean> {
    const answer = place === undefined ? null : (sheetOf(responseId).answers[place] ?? null);
    const told =
      place === undefined
        ? await ask('link/submit', { responseId })
        : await ask('link/answers', { responseId, item: place, answer });
    if (told.kind === 'lost') {
      put({ lost: true });
      return false;
    }
    const wasSentBefore = told.kind === 'refused' && told.problem.code === 'RSP-003';
    if (told.kind === 'ok' || wasSentBefore) {
      put({ lost: false, refusal: undefined });
      if (place !== undefined && !wasSentBefore) {
        putSheet(responseId, kept(sheetOf(responseId), place, answer));
        return true;
      }
      const showCrisis = told.kind === 'ok' && 'showCrisis' in told.value && told.value.showCrisis;
      keep.set(nameOf(responseId), undefined);
      put({ sent: [...state.sent, responseId], showCrisis: state.showCrisis || showCrisis });
      return true;
    }
    put({ lost: false, refusal: told.problem.happened ?? trouble });
    if (told.status === 401) put({ stage: 'shut' });
    // An answer that the clinic does not take is not shown as if it were given.
    else if (place !== undefined && told.problem.code === 'RSP-002')
      putSheet(responseId, {
        ...kept(given(sheetOf(responseId), place, null), place, null),
        at: place,
        wanted: false,
      });
    else putSheet(responseId, { ...sheetOf(responseId), wanted: false });
    return false;
  }

  async function loop(): Promise<void> {
    for (let one = next(); one !== undefined && state.stage === 'here'; one = next())
      if (!(await sendOne(one))) break;
    running = undefined;
    put({ sending: false });
  }

  async function work(): Promise<void> {
    // Begun a moment later, so that it can never end before it is known to run.
    running ??= Promise.resolve().then(loop);
    await running;
  }

  return {
    get: () => state,
    load,
    answer: (responseId, place, value, at) => {
      putSheet(responseId, { ...given(sheetOf(responseId), place, value), at });
      put({ refusal: undefined });
      void work();
    },
    move: (responseId, at) => {
      putSheet(responseId, { ...sheetOf(responseId), at });
      put({ refusal: undefined });
    },
    send: (responseId) => {
      const form = state.forms.find((one) => one.responseId === responseId);
      if (form === undefined) return;
      const { answers } = sheetOf(responseId);
      putSheet(responseId, { ...sheetOf(responseId), wanted: true });
      put({
        sending: true,
        refusal: undefined,
        showCrisis: state.showCrisis || helpAfterSending(form.instrument, answers),
      });
      void work();
    },
    again: async () => (state.stage === 'loading' ? load() : state.stage === 'here' ? work() : undefined),
    forget: async () => {
      await work();
      for (const { responseId } of state.forms) {
        const { pending, wanted } = sheetOf(responseId);
        const has = state.sent.includes(responseId) || (pending.length === 0 && !wanted);
        if (has) keep.set(nameOf(responseId), undefined);
      }
    },
  };
}
