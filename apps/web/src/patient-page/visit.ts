import type { Answered, routes } from '@evenkeel/contract';
import { emptySheet, given, joined, kept, sheetFrom, type AnswerSheet } from './answer-sheet.ts';
import { asksForHelp, helpAfterSending } from './asked.ts';
import type { ask as askClinic, Keep } from './link-api.ts';

type Told = Answered<(typeof routes)['linkQuestionnaire']>;
export type LinkForm = Told['forms'][number];
export type CrisisContact = Told['crisis'][number];

/**
 * Answers given on this device that came too late: their questionnaire had been sent from another one. The clinic is told
 * of them; they do not change what was sent.
 */
export interface Untaken {
  /** Whether the clinic has them beside what was sent, will have them, or would not take them. */
  readonly told: 'yes' | 'waiting' | 'refused';
  readonly form: LinkForm;
  readonly places: readonly number[];
  /** What this device has at each place. */
  readonly answers: readonly (number | null)[];
}

/** One visit to this page: the questionnaires behind a link or a code, and how far each is. */
export interface VisitState {
  /** `shut` until the birth date opened it. */
  readonly stage: 'shut' | 'loading' | 'here';
  readonly clinicName: string;
  readonly forms: readonly LinkForm[];
  readonly sheets: Readonly<Record<string, AnswerSheet>>;
  /** Questionnaires that the clinic has. */
  readonly sent: readonly string[];
  /** Answers that differ from what was sent. */
  readonly untaken: readonly Untaken[];
  /** Questionnaires whose answers this device would not keep: they are only in the open page. */
  readonly notKept: readonly string[];
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
  /** Asks for the questionnaires. `pass` is the sign-in of this visit alone, on the clinic's tablet. */
  readonly load: (pass?: string) => Promise<void>;
  readonly answer: (responseId: string, place: number, value: number | null, at: number) => void;
  readonly move: (responseId: string, at: number) => void;
  readonly send: (responseId: string) => void;
  /** Tries again what could not be done. */
  readonly again: () => Promise<void>;
  /** The person has read which answers were not taken. */
  readonly seen: () => void;
  /** Sends and keeps nothing more: another visit goes on with the same questionnaires. */
  readonly stop: () => void;
  /** Drops what this device kept of the visit; answers that the clinic does not have yet are sent first where they can be. */
  readonly forget: () => Promise<void>;
}

const start: VisitState = {
  stage: 'shut',
  clinicName: '',
  forms: [],
  sheets: {},
  sent: [],
  untaken: [],
  notKept: [],
  crisis: [],
  lost: false,
  sending: false,
  showCrisis: false,
};

/** The questionnaire to be answered now; undefined when each was sent, or waits to be. */
export function currentForm({ forms, sent, sheets }: VisitState): LinkForm | undefined {
  return forms.find(({ responseId }) => !sent.includes(responseId) && sheets[responseId]?.wanted !== true);
}

/** True when an answer that was not taken asks that help be shown. */
function wantsHelp({ form, places, answers }: Untaken): boolean {
  return places.some((place) => asksForHelp(form.instrument, place, answers[place] ?? null));
}

/** True when something of this visit is only on this device. */
export function hasUnsent({ forms, sent, sheets }: Pick<VisitState, 'forms' | 'sent' | 'sheets'>): boolean {
  return forms.some(({ responseId }) => {
    const sheet = sheets[responseId];
    return sheet !== undefined && !sent.includes(responseId) && (sheet.pending.length > 0 || sheet.wanted);
  });
}

/** True when something of this visit is neither with the clinic nor kept by this device: only in the open page. */
export function isOnlyInPage({ forms, sent, sheets, notKept }: VisitState): boolean {
  return hasUnsent({ forms: forms.filter(({ responseId }) => notKept.includes(responseId)), sent, sheets });
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
  found = () => undefined,
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
  /** Called with the questionnaires of this visit before anything kept of them is read. */
  readonly found?: ((responseIds: readonly string[]) => void) | undefined;
}): Visit {
  let state: VisitState = { ...start, stage: isOpen ? 'loading' : 'shut' };
  let running: Promise<void> | undefined;
  let pass: string | undefined;
  let stopped = false;

  const put = (next: Partial<VisitState>) => {
    state = { ...state, ...next };
    changed();
  };
  const nameOf = (responseId: string) => `sheet ${key} ${responseId}`;
  const sheetOf = (responseId: string) => state.sheets[responseId] ?? emptySheet(0);
  const putSheet = (responseId: string, sheet: AnswerSheet) => {
    if (stopped) return;
    const others = state.notKept.filter((one) => one !== responseId);
    const isKept = keep.set(nameOf(responseId), JSON.stringify(sheet));
    put({
      sheets: { ...state.sheets, [responseId]: sheet },
      notKept: isKept ? others : [...others, responseId],
    });
  };

  /**
   * The questionnaire was sent. What this device gave and the clinic has otherwise stays here to be shown; the rest goes.
   */
  function untakenOf(form: LinkForm): readonly Untaken[] {
    const sheet = sheetFrom(keep.get(nameOf(form.responseId)));
    const places = (sheet?.pending ?? []).filter(
      (place) =>
        form.instrument.items[place] !== undefined &&
        (sheet?.answers[place] ?? null) !== (form.answers[place] ?? null),
    );
    if (sheet !== undefined && places.length > 0)
      return [{ form, places, answers: sheet.answers, told: 'waiting' }];
    keep.set(nameOf(form.responseId), undefined);
    return [];
  }

  /** Takes what the clinic has of each questionnaire. */
  function take({ clinicName, forms, crisis }: Told): void {
    const sent = forms.flatMap(({ responseId, state: now }) => (now === 'submitted' ? [responseId] : []));
    const untaken = forms.filter(({ responseId }) => sent.includes(responseId)).flatMap(untakenOf);
    const sheets = Object.fromEntries(
      forms
        .filter(({ responseId }) => !sent.includes(responseId))
        .map(({ responseId, answers, instrument }) => [
          responseId,
          joined(answers, instrument.items.length, sheetFrom(keep.get(nameOf(responseId)))),
        ]),
    );
    put({ stage: 'here', lost: false, refusal: undefined, clinicName, forms, crisis, sent, sheets, untaken });
    if (untaken.some(wantsHelp)) put({ showCrisis: true });
  }

  async function load(newPass?: string): Promise<void> {
    pass = newPass ?? pass;
    put({ stage: 'loading' });
    const told = await ask('link/questionnaire', undefined, pass);
    if (told.kind === 'lost') return put({ lost: true });
    if (told.kind === 'refused') return put({ stage: 'shut', lost: false });
    found(told.value.forms.map(({ responseId }) => responseId));
    take(told.value);
    await work();
  }

  /** An answer came after its questionnaire was sent from elsewhere: asks what the clinic has, to tell which are lacking. */
  async function sentElsewhere(responseId: string): Promise<boolean> {
    const told = await ask('link/questionnaire', undefined, pass);
    if (told.kind === 'lost') {
      put({ lost: true });
      return false;
    }
    if (told.kind === 'ok') take(told.value);
    if (state.sent.includes(responseId)) return true;
    // What the clinic has cannot be seen any more, so each answer that was not taken is shown.
    const untaken = state.forms
      .filter((form) => form.responseId === responseId)
      .flatMap((form) => untakenOf({ ...form, answers: [] }));
    put({
      lost: false,
      refusal: undefined,
      sent: [...state.sent, responseId],
      untaken: [...state.untaken, ...untaken],
      showCrisis: state.showCrisis || untaken.some(wantsHelp),
    });
    return true;
  }

  /** The next thing the clinic does not have: an answer, or a questionnaire that is ready to be sent. */
  function next(): { readonly responseId: string; readonly place?: number } | Untaken | undefined {
    if (stopped) return undefined;
    const late = state.untaken.find(({ told }) => told === 'waiting');
    if (late !== undefined) return late;
    for (const { responseId } of state.forms) {
      if (state.sent.includes(responseId)) continue;
      const { pending, wanted } = sheetOf(responseId);
      const [place] = pending;
      if (place !== undefined) return { responseId, place };
      if (wanted) return { responseId };
    }
    return undefined;
  }

  /** Tells the clinic of answers that came too late; false when there is no connection. */
  async function tell(late: Untaken): Promise<boolean> {
    const { responseId } = late.form;
    let told: Untaken['told'] = 'yes';
    for (const place of late.places) {
      const answer = late.answers[place] ?? null;
      const outcome = await ask('link/answers', { responseId, item: place, answer }, pass);
      if (stopped) return false;
      if (outcome.kind === 'lost') {
        put({ lost: true });
        return false;
      }
      if (outcome.kind === 'refused') told = 'refused';
    }
    put({ lost: false, untaken: state.untaken.map((one) => (one === late ? { ...one, told } : one)) });
    return true;
  }

  /** Sends one thing; false when there is no use in going on now. */
  async function sendOne({ responseId, place }: { responseId: string; place?: number }): Promise<boolean> {
    const answer = place === undefined ? null : (sheetOf(responseId).answers[place] ?? null);
    const told =
      place === undefined
        ? await ask('link/submit', { responseId }, pass)
        : await ask('link/answers', { responseId, item: place, answer }, pass);
    if (stopped) return false;
    if (told.kind === 'lost') {
      put({ lost: true });
      return false;
    }
    const wasSentBefore = told.kind === 'refused' && told.problem.code === 'RSP-003';
    const isLate = told.kind === 'ok' && 'late' in told.value && told.value.late;
    if ((wasSentBefore || isLate) && place !== undefined) return sentElsewhere(responseId);
    if (told.kind === 'ok' || wasSentBefore) {
      put({ lost: false, refusal: undefined });
      if (place !== undefined) {
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
    try {
      for (let one = next(); one !== undefined && state.stage === 'here'; one = next())
        if (!(await ('form' in one ? tell(one) : sendOne(one)))) break;
    } finally {
      running = undefined;
      put({ sending: false });
    }
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
    again: async () => {
      for (const responseId of state.notKept) putSheet(responseId, sheetOf(responseId));
      return state.stage === 'loading' ? load() : state.stage === 'here' ? work() : undefined;
    },
    seen: () => {
      // What the clinic is still to be told of stays on the device, and is told of later.
      for (const { form, told } of state.untaken)
        if (told !== 'waiting') keep.set(nameOf(form.responseId), undefined);
      put({ untaken: state.untaken.filter(({ told }) => told === 'waiting') });
    },
    stop: () => {
      stopped = true;
    },
    forget: async () => {
      await work();
      if (stopped) return;
      for (const { responseId } of state.forms) {
        const { pending, wanted } = sheetOf(responseId);
        const isUntaken = state.untaken.some(({ form }) => form.responseId === responseId);
        const has = !isUntaken && (state.sent.includes(responseId) || (pending.length === 0 && !wanted));
        if (has) keep.set(nameOf(responseId), undefined);
      }
    },
  };
}
