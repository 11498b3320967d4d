import { readFile } from 'node:fs/promises';
import {
  clinicPolicyOf,
  OutlineProblem,
  readScenario,
  runScenario,
  type PatientOutcome,
  type ScenarioOutcome,
  type SessionOutcome,
} from '@evenkeel/protocol';
import { exit, type Command } from '../command.ts';

/** Files are short; a bound keeps a wrong path from being read for minutes. */
const longest = 200_000;

/** A file with what the rules say of it, or why they could not say anything. */
type Judged =
  | { readonly file: string; readonly outcome: ScenarioOutcome }
  | { readonly file: string; readonly sentence: string };

const isUnread = (one: Judged): one is Extract<Judged, { sentence: string }> => 'sentence' in one;

/** Reads and judges one file. Whatever is wrong with it is said of it, so that the others are judged all the same. */
async function judge(file: string): Promise<Judged> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch {
    return { file, sentence: `${file} cannot be read.` };
  }
  if (text.length > longest) return { file, sentence: `${file} is too long for a scenario.` };
  try {
    const scenario = readScenario(text);
    const jurisdiction = scenario.kind === 'patient' ? scenario.facts.jurisdiction : scenario.jurisdiction;
    return { file, outcome: runScenario(scenario, clinicPolicyOf(jurisdiction ?? 'UK')) };
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return {
      file,
      sentence: error instanceof OutlineProblem ? `${file}: ${said}` : `${file} cannot be judged: ${said}`,
    };
  }
}

const summaries = Object.freeze({
  mayProceed: 'Nothing that was asked stands in the way. A licensed person decides.',
  hold: 'Held: something has to be cleared first.',
  stop: 'A hard stop.',
  unknown: 'Not known: something has to be asked or measured first.',
});

const reviews = Object.freeze({
  stop: 'something speaks for stopping.',
  hold: 'something speaks for holding.',
  unknown: 'not everything is known.',
  continue: 'nothing that was asked speaks against going on. A licensed person decides.',
});

function patientWords({ verdict, dose, longTerm, after, review }: PatientOutcome): readonly string[] {
  const open = verdict.findings
    .filter((one) => one.verdict !== 'met')
    .toSorted((a, b) => verdict.open.indexOf(a.rule) - verdict.open.indexOf(b.rule));
  return [
    summaries[verdict.summary],
    ...open.flatMap((one) => [
      `  ${one.rule} ${one.verdict === 'notMet' ? 'not met' : 'unknown'} (${one.ruleClass}): ${one.says}`,
      `    Source: ${one.source.citation} (${one.source.mark}).`,
      `    Would change it: ${one.wouldChange}`,
      ...one.missing.map((missing) => `    To do: ${missing}`),
    ]),
    ...(verdict.smallestChange.changes.length === 0 || verdict.summary === 'mayProceed'
      ? []
      : [
          `Smallest change, to ${verdict.smallestChange.to}: ${verdict.smallestChange.changes.map(({ rule }) => rule).join(', ')}.`,
        ]),
    ...(dose === undefined
      ? []
      : 'typed' in dose
        ? [`Dose refused: ${dose.typed}`]
        : 'problem' in dose
          ? [`Dose refused: ${dose.problem.sentence}`]
          : [
              dose.sentence,
              ...dose.warnings.map((warning) => `  ${warning}`),
              ...(dose.needs.secondSigner ? ['  Needs a reason and a second signature.'] : []),
            ]),
    ...(longTerm ?? [])
      .filter(({ finding, due }) => finding !== 'nothing' || due)
      .map(
        ({ rule, finding, due, says, action }) =>
          `  ${rule} ${finding === 'nothing' ? 'due' : due ? `${finding}, due` : finding}: ${says}${action === undefined ? '' : ` ${action}`}`,
      ),
    ...(after?.checks ?? []).map(({ rule, says }) => `  ${rule}: ${says}`),
    ...(after?.mood === undefined ? [] : [`  ${after.mood.rule} ${after.mood.level}: ${after.mood.says}`]),
    ...(review === undefined
      ? []
      : [
          `Review of the course: ${reviews[review.mostSerious]}`,
          ...review.voices.map(({ rule, speaksFor, says }) => `  ${rule} ${speaksFor}: ${says}`),
        ]),
  ];
}

function sessionWords({ refused, looks }: SessionOutcome): readonly string[] {
  return [
    ...refused.map(({ minute, code, sentence }) => `Minute ${minute}, refused by ${code}: ${sentence}`),
    ...looks.flatMap((look) => [
      `Minute ${look.minute}: ${look.phase}, ${look.delivered} delivered.`,
      ...look.attention.map(({ rule, level, sentence }) => `  ${rule} ${level}: ${sentence}`),
      ...(look.leaving.length === 0 || look.phase === 'infusing'
        ? []
        : [`  Leaving: ${look.leaving.join(', ')}.`]),
      ...look.problems.map((problem) => `  ${problem}`),
      ...look.missing.map((missing) => `  Before signing: ${missing}`),
    ]),
  ];
}

function words(outcome: ScenarioOutcome): string {
  return [
    outcome.title,
    ...(outcome.kind === 'patient' ? patientWords(outcome) : sessionWords(outcome)),
    ...outcome.differences.map((difference) => `Not as expected: ${difference}`),
  ].join('\n');
}

export const checkCommand: Command = {
  name: 'check',
  usage: 'FILE [more FILES]',
  summary: 'Judge a written patient, or replay a written session, and say what the rules find.',
  help: [
    'A file with a log is a session; any other is a patient. packages/protocol/scenarios holds many to begin from.',
    'Ends with 1 when a file says what is expected and something else is found, and with 2 when a file cannot be read;',
    'the other files are judged all the same. Needs no database and no server.',
    'Reads the default policy of the jurisdiction. It records nothing and decides nothing.',
  ],
  words: { least: 1, most: 500 },
  run: async ({ words: files }, out) => {
    const all: Judged[] = [];
    for (const file of files) all.push(await judge(file));
    const unread = all.filter(isUnread);
    const outcomes = all.filter((one) => 'outcome' in one);
    const wrong = outcomes.filter(({ outcome }) => outcome.differences.length > 0);
    const ok = wrong.length === 0 && unread.length === 0;
    const single = files.length === 1;
    for (const { sentence } of unread) out.progress(sentence);
    const shown = (single ? outcomes : wrong).map(
      ({ file, outcome }) => (single ? '' : `${file}\n`) + words(outcome),
    );
    const summary = `${files.length} files, ${wrong.length} not as expected${unread.length === 0 ? '' : `, ${unread.length} not read`}.`;
    const told = (one: Judged) =>
      isUnread(one) ? { ...one, ok: false } : { file: one.file, ...one.outcome };
    const [only] = all;
    // A single file that cannot be read has been told of already.
    if (out.json || !single || unread.length === 0)
      out.result(
        (single ? shown : [...shown, summary]).join('\n\n'),
        single && only !== undefined ? { ...told(only), ok } : { ok, files: all.map(told) },
      );
    return unread.length > 0 ? exit.usage : wrong.length > 0 ? exit.problem : exit.ok;
  },
};
