import type { Hazard } from './hazards.ts';
import type { TestTitle } from './test-titles.ts';

/** What a text in brackets must look like to be taken for the id of a rule. */
const ruleInTitle = /\[((?:ELI|MON|DIS|GAT|DOS|WRK|CAR|BIP|SUI|INT|REG|STP|SYM|AFT|LTM|POL)-[^\]]*)\]/g;

/** What is wrong between rules, tests and hazards, one sentence each; none when every rule and hazard is tested. */
export function ruleFaults(
  ruleIds: readonly string[],
  titles: readonly TestTitle[],
  hazards: readonly Hazard[],
  /** How many hazards the log has; each has its row. */
  hazardCount = 0,
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
    ...hazards.flatMap((hazard) => hazardFaults(hazard, tested, running)),
  ];
}

function hazardFaults(
  { id, controls, tests, open }: Hazard,
  tested: ReadonlySet<string>,
  running: readonly TestTitle[],
): readonly string[] {
  const missing = tests.filter((test) =>
    /^[A-Z]{3}-\d+$/.test(test)
      ? !tested.has(test)
      : test.length < 4 || !running.some(({ title }) => title.includes(test)),
  );
  return [
    ...(/^H\d+$/.test(id) ? [] : [`hazard ${id} has no id like H12`]),
    ...(open === undefined && controls.length === 0
      ? [`hazard ${id} has no control and does not say why it is open`]
      : []),
    ...(open === undefined && tests.length === 0
      ? [`hazard ${id} has no test and does not say why it is open`]
      : []),
    ...(open !== undefined && open.trim().length < 20 ? [`hazard ${id} does not say why it is open`] : []),
    ...missing.map((test) => `hazard ${id}: no test that runs is called ${JSON.stringify(test)}`),
  ];
}

function idsIn(title: string): readonly string[] {
  return [...title.matchAll(ruleInTitle)].map(([, id = '']) => id);
}

function twice(ids: readonly string[]): readonly string[] {
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];
}
