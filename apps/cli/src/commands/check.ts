import { readFile } from 'node:fs/promises';
import {
  clinicPolicyOf,
  OutlineProblem,
  readScenario,
  runScenario,
  type PatientOutcome,
  type Scenario,
  type ScenarioOutcome,
  type SessionOutcome,
} from '@evenkeel/protocol';
import { exit, UsageProblem, type Command } from '../command.ts';

/** Files are short; a bound keeps a wrong path from being read for minutes. */
const longest = 200_000;

async function scenarioAt(file: string): Promise<Scenario> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch {
    throw new UsageProblem(`${file} cannot be read.`);
  }
  if (text.length > longest) throw new UsageProblem(`${file} is too long for a scenario.`);
  try {
    return readScenario(text);
  } catch (error) {
    if (error instanceof OutlineProblem) throw new UsageProblem(`${file}: ${error.message}`);
    throw error;
  }
}

const summaries = Object.freeze({
  mayProceed: 'Nothing that was asked stands in the way. A licensed person decides.',
  hold: 'Held: something has to be cleared first.',
  stop: 'A hard stop.',
  unknown: 'Not known: something has to be asked or measured first.',
});

function patientWords({ verdict, dose }: PatientOutcome): readonly string[] {
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
    'Ends with 1 when a file says what is expected and something else is found. Needs no database and no server.',
    'Reads the default policy of the jurisdiction. It records nothing and decides nothing.',
  ],
  words: { least: 1, most: 500 },
  run: async ({ words: files }, out) => {
    const outcomes: { file: string; outcome: ScenarioOutcome }[] = [];
    for (const file of files) {
      const scenario = await scenarioAt(file);
      const policy = clinicPolicyOf(scenario.kind === 'patient' ? scenario.facts.jurisdiction : 'UK');
      outcomes.push({ file, outcome: runScenario(scenario, policy) });
    }
    const wrong = outcomes.filter(({ outcome }) => outcome.differences.length > 0);
    const [only] = outcomes;
    const summary =
      outcomes.length === 1 ? [] : [`${outcomes.length} files, ${wrong.length} not as expected.`];
    out.result(
      (outcomes.length === 1 ? outcomes : wrong)
        .map(({ file, outcome }) => (outcomes.length === 1 ? '' : `${file}\n`) + words(outcome))
        .concat(summary)
        .join('\n\n'),
      outcomes.length === 1 && only !== undefined
        ? { ok: wrong.length === 0, file: only.file, ...only.outcome }
        : { ok: wrong.length === 0, files: outcomes.map(({ file, outcome }) => ({ file, ...outcome })) },
    );
    return wrong.length === 0 ? exit.ok : exit.problem;
  },
};
