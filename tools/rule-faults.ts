import type { IsThere } from './control-names.ts';
import type { Hazard } from './hazards.ts';
import { namesTest } from './names-test.ts';
import type { TestTitle } from './test-titles.ts';

/** What a text in brackets must look like to be taken for the id of a rule. */
const ruleInTitle = /\[((?:ELI|MON|DIS|GAT|DOS|WRK|CAR|BIP|SUI|INT|REG|STP|SYM|AFT|LTM|POL|CLO)-[^\]]*)\]/g;

/** What is wrong between rules, tests and hazards, one sentence each; none when every rule and hazard is tested. */
export function ruleFaults(
  ruleIds: readonly string[],
  titles: readonly TestTitle[],
  hazards: readonly Hazard[],
  /** How many hazards the log has; each has its row. */
  hazardCount = 0,
  isThere: IsThere = () => true,
): readonly string[] {
  const listed = new Set(hazards.map(({ id }) => id));
  const known = new Set(ruleIds);
  const running = titles.filter(({ runs }) => runs);
  const tested = new Set(running.flatMap(({ title }) => idsIn(title)));
  return [
    ...twice(ruleIds).map((id) => `rule ${id} is in the library twice`),
    ...ruleIds
      .filter((id) => !tested.has(id))
      .map((id) => `rule ${id} has no test with [${id}] in its title`),
    ...titles.flatMap(({ file, title }) =>
      idsIn(title)
        .filter((id) => !known.has(id))
        .map((id) => `${file}: a test names [${id}], which is no rule`),
    ),
    ...twice(hazards.map(({ id }) => id)).map((id) => `hazard ${id} comes twice`),
    ...Array.from({ length: hazardCount }, (_, index) => `H${index + 1}`)
      .filter((id) => !listed.has(id))
      .map((id) => `hazard ${id} is not in the log`),
    ...hazards.flatMap((hazard) => hazardFaults(hazard, running, isThere)),
  ];
}

function hazardFaults(
  { id, controls, tests, open }: Hazard,
  running: readonly TestTitle[],
  isThere: IsThere,
): readonly string[] {
  const missing = tests.filter((named) => !running.some(({ title }) => namesTest(named, title)));
  return [
    ...(/^H\d+$/.test(id) ? [] : [`hazard ${id} has no id like H12`]),
    ...(open === undefined && controls.length === 0
      ? [`hazard ${id} has no control and does not say why it is open`]
      : []),
    ...(open === undefined && tests.length === 0
      ? [`hazard ${id} has no test and does not say why it is open`]
      : []),
    ...(open !== undefined && open.trim().length < 20 ? [`hazard ${id} does not say why it is open`] : []),
    ...controls.flatMap((control) => [
      ...(isThere(control) ? [] : [`hazard ${id}: there is no ${control.kind} ${control.id}`]),
      ...(control.says.trim().length < 10
        ? [`hazard ${id}: ${control.kind} ${control.id} does not say what it does`]
        : []),
    ]),
    ...twice(tests).map((test) => `hazard ${id}: the test ${JSON.stringify(test)} comes twice`),
    ...missing.map((test) => `hazard ${id}: no test that runs is called ${JSON.stringify(test)}`),
  ];
}

function idsIn(title: string): readonly string[] {
  return [...title.matchAll(ruleInTitle)].map(([, id = '']) => id);
}

function twice(ids: readonly string[]): readonly string[] {
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];
}
