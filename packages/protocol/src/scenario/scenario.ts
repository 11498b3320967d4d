import { defaultPolicy } from '../policy/default-policy.ts';
import type { Policy } from '../policy/policy.ts';
import { OutlineProblem, readOutline } from './outline.ts';
import { patientScenario, type PatientScenario } from './patient-scenario.ts';
import { afterWords, longTermWords, reviewWords, runPatient, type PatientOutcome } from './run-patient.ts';
import { runSession, type SessionOutcome } from './run-session.ts';
import { sessionScenario, type SessionScenario } from './session-scenario.ts';

/** A written patient or session. */
export type Scenario = PatientScenario | SessionScenario;
export type ScenarioOutcome = PatientOutcome | SessionOutcome;

/** Reads a scenario file. A file with a log is a session; any other is a patient. @throws OutlineProblem in plain words */
export function readScenario(text: string): Scenario {
  const outline = readOutline(text);
  if (typeof outline === 'string' || Array.isArray(outline))
    throw new OutlineProblem('A scenario is made of "key: value" lines.');
  return 'log' in outline ? sessionScenario(outline) : patientScenario(outline);
}

/** Judges a written patient or replays a written session under a policy. */
export function runScenario(scenario: Scenario, policy: Policy = defaultPolicy): ScenarioOutcome {
  return scenario.kind === 'patient' ? runPatient(scenario, policy) : runSession(scenario, policy);
}

/** A scenario whose answer another policy changes. */
export interface ScenarioChange {
  readonly title: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** The scenarios that come out otherwise under an edited policy, for the second person to see. */
export function changedScenarios(
  scenarios: readonly Scenario[],
  before: Policy,
  after: Policy,
): readonly ScenarioChange[] {
  return scenarios.flatMap((scenario) => {
    const [one, other] = [
      outcomeLines(runScenario(scenario, before)),
      outcomeLines(runScenario(scenario, after)),
    ];
    return JSON.stringify(one) === JSON.stringify(other)
      ? []
      : [
          {
            title: scenario.title,
            before: one.filter((line) => !other.includes(line)),
            after: other.filter((line) => !one.includes(line)),
          },
        ];
  });
}

/** An outcome as lines that can be compared. */
export function outcomeLines(outcome: ScenarioOutcome): readonly string[] {
  return outcome.kind === 'patient'
    ? [
        `summary ${outcome.verdict.summary}`,
        ...outcome.open,
        ...(outcome.dose === undefined ? [] : [JSON.stringify(outcome.dose)]),
        ...(outcome.longTerm === undefined ? [] : longTermWords(outcome.longTerm)),
        ...(outcome.after === undefined ? [] : afterWords(outcome.after)),
        ...(outcome.review === undefined ? [] : reviewWords(outcome.review)),
      ]
    : [
        ...outcome.refused.map(({ minute, code }) => `refused ${minute} ${code}`),
        ...outcome.looks.flatMap((look) => [
          `${look.minute} ${look.phase}`,
          ...look.attention.map(({ rule, level }) => `${look.minute} ${rule} ${level}`),
          ...look.signs.map((sign) => `${look.minute} ${sign}`),
          ...look.leaving.map((one) => `${look.minute} ${one}`),
        ]),
      ];
}
