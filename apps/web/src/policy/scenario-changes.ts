import type { PolicyPreviewView } from '@evenkeel/contract';
import { allRules } from '@evenkeel/protocol';
import { scenarioWords as t } from '../words/scenario-en.ts';

type Changed = Pick<PolicyPreviewView['scenarios']['changed'][number], 'file' | 'title' | 'before' | 'after'>;

/** One way in which scenarios come out otherwise, and those that do. */
export interface ChangeGroup {
  /** What changes, one sentence each, rules by their title and id. */
  readonly says: readonly string[];
  /** How many are written patients; the others are written sessions. */
  readonly patients: number;
  readonly sessions: number;
  readonly scenarios: readonly { readonly key: string; readonly title: string }[];
}

/** A line of an outcome, taken apart: what it is about, and what is said of it. */
interface Part {
  readonly subject: string;
  readonly state: string;
  /** True for the judgement of the whole patient, which follows from the others. */
  readonly isSummary: boolean;
}

const titles: ReadonlyMap<string, string> = new Map(
  allRules.map((rule) => [
    rule.id,
    'title' in rule && typeof rule.title === 'string' ? rule.title : rule.statement.replace(/\.$/, ''),
  ]),
);
const wordOf = (list: Readonly<Record<string, string>>, key: string) => list[key];

/** The scenarios by what changes in them, the change that most share first. */
export function changeGroups(changed: readonly Changed[]): readonly ChangeGroup[] {
  const groups = new Map<string, Changed[]>();
  for (const one of changed) {
    const key = saysOf(one).join('\n');
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups]
    .map(([key, members]): ChangeGroup => {
      const sessions = members.filter(isSession).length;
      return {
        says: key.split('\n'),
        patients: members.length - sessions,
        sessions,
        scenarios: members.map(({ file, title }) => ({ key: file, title })),
      };
    })
    .toSorted((one, other) => other.scenarios.length - one.scenarios.length);
}

/** A group's size in words: `81 patients and 2 sessions`. */
export function groupCount({ patients, sessions }: Pick<ChangeGroup, 'patients' | 'sessions'>): string {
  return [
    ...(patients > 0 ? [t.patients(patients)] : []),
    ...(sessions > 0 ? [t.sessions(sessions)] : []),
  ].join(t.and);
}

const isSession = ({ before, after }: Changed) =>
  [...before, ...after].some((line) => /^(refused )?\d+ /.test(line));

/** What changes in one scenario. */
function saysOf({ before, after }: Changed): readonly string[] {
  const [were, are] = [before.map(partOf), after.map(partOf)];
  const parts = [...were, ...are];
  // The whole follows from its parts: it is said first, and only once.
  const subjects = [
    ...new Set(parts.toSorted((a, b) => Number(b.isSummary) - Number(a.isSummary)).map((one) => one.subject)),
  ];
  return subjects.map((subject) => {
    const states = (list: readonly Part[]) => [
      ...new Set(list.filter((one) => one.subject === subject).map((one) => one.state)),
    ];
    const [was, is] = [states(were), states(are)];
    const [gone, come] = [
      was.filter((one) => !is.includes(one)).join(t.and),
      is.filter((one) => !was.includes(one)).join(t.and),
    ];
    const same = was.filter((one) => is.includes(one)).join(t.and);
    const how =
      gone !== '' && come !== ''
        ? t.turns(gone, come)
        : come !== ''
          ? t.appears(come)
          : gone !== ''
            ? t.goes(gone)
            : subject === t.dose
              ? t.otherwise(same)
              : t.moves(same);
    return `${subject}: ${how}`;
  });
}

/** Takes a line of an outcome apart. A line that is not known stays as it is: a change is never left out. */
function partOf(line: string): Part {
  const part = (subject: string, state: string): Part => ({
    subject,
    state,
    isSummary: subject === t.summary,
  });
  if (line.startsWith('{')) return part(t.dose, doseState(line));
  const words = line
    .replace(/^refused (\d+) (\S+)$/, '$1 $2 refused')
    .replace(/^\d+ /, '')
    .split(' ');
  const [first = '', ...rest] = words;
  const state = rest.join(' ');
  if (first === 'summary') return part(t.summary, wordOf(t.summaries, state) ?? state);
  if (rest.length === 0) return part(t.course, wordOf(t.phases, first) ?? first);
  const title = titles.get(first);
  const subject = title === undefined ? (wordOf(t.signs, first) ?? first) : `${title} (${first})`;
  return part(subject, state === 'refused' ? t.refused : (wordOf(t.states, state) ?? state));
}

function doseState(line: string): string {
  const dose = JSON.parse(line) as { readonly band?: string };
  return dose.band === undefined ? t.doseRefused : (wordOf(t.bands, dose.band) ?? dose.band);
}
