import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { changedScenarios, readScenario, type Policy, type Scenario } from '@evenkeel/protocol';

/** The written patients and sessions of this version. */
export const scenarioFolder = join(import.meta.dirname, '../../../../packages/protocol/scenarios');

/** The scenario bank of a folder, with the files that could not be read. */
export interface ScenarioBank {
  readonly scenarios: readonly { readonly file: string; readonly scenario: Scenario }[];
  readonly unread: readonly string[];
}

/** Reads every scenario below a folder, in the order of the files' names. A folder that is not there is an empty bank. */
export async function readBank(folder: string): Promise<ScenarioBank> {
  const files = await readdir(folder, { recursive: true }).catch(() => []);
  const scenarios: ScenarioBank['scenarios'][number][] = [];
  const unread: string[] = [];
  for (const file of files.filter((name) => name.endsWith('.yaml')).toSorted()) {
    try {
      scenarios.push({ file, scenario: readScenario(await readFile(join(folder, file), 'utf8')) });
    } catch {
      unread.push(file);
    }
  }
  return { scenarios, unread };
}

/** What another policy does to the bank. */
export interface BankChanges {
  readonly ran: number;
  readonly changed: readonly {
    readonly file: string;
    readonly title: string;
    readonly before: readonly string[];
    readonly after: readonly string[];
  }[];
  readonly unread: readonly string[];
}

/** Runs a bank under two policies. Others are served between one scenario and the next. */
export async function runBank(bank: ScenarioBank, before: Policy, after: Policy): Promise<BankChanges> {
  const changed: BankChanges['changed'][number][] = [];
  const unread = [...bank.unread];
  for (const { file, scenario } of bank.scenarios) {
    try {
      for (const one of changedScenarios([scenario], before, after)) changed.push({ file, ...one });
    } catch {
      unread.push(file);
    }
    await nextTurn();
  }
  return { ran: bank.scenarios.length, changed, unread };
}
