import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Control } from './hazards.ts';

/** Whether what a control names is there. */
export type IsThere = (control: Pick<Control, 'kind' | 'id'>) => boolean;

/** The paths of the pages that a router's source makes. */
export function screensIn(source: string): ReadonlySet<string> {
  return new Set([...source.matchAll(/\bpage\(\s*'(\/[^']*)'/g)].map(([, path = '']) => path));
}

const made =
  /(?:^|[^\w])(?:(drop)\s+)?(?:constraint|index|trigger|policy|function)\s+(?:concurrently\s+)?(?:if\s+(?:not\s+)?exists\s+)?([a-z_][a-z0-9_]*)/gi;

/** The names of constraints, indexes, triggers, policies and functions that migrations leave, read in their order. */
export function constraintsIn(migrations: readonly string[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const text of migrations)
    for (const [, drop, name = ''] of text.replaceAll(/--.*$/gm, '').matchAll(made))
      if (drop === undefined) names.add(name);
      else names.delete(name);
  return names;
}

/** The controls of the house in this folder. */
export function controlsHere(root: string, ruleIds: readonly string[]): IsThere {
  const read = (file: string) => readFileSync(join(root, file), 'utf8');
  const migrations = globSync('packages/record/migrations/*.sql', { cwd: root }).toSorted();
  const named = {
    rule: new Set(ruleIds),
    screen: screensIn(read('apps/web/src/app/router.tsx')),
    constraint: constraintsIn(migrations.map(read)),
  };
  return ({ kind, id }) => {
    if (kind !== 'code') return named[kind].has(id);
    const isOwn = /^(?:apps|packages|tools|docs)\//.test(id) && !id.includes('..');
    const file = join(root, id);
    return isOwn && existsSync(file) && statSync(file).isFile();
  };
}
