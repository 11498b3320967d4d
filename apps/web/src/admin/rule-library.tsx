import { allRules, type RuleRecord } from '@evenkeel/protocol';
import { Link } from '@tanstack/react-router';
import { useDeferredValue, useMemo, useState } from 'react';
import { flushSync } from 'react-dom';
import { wordsOf } from '../app/format.ts';
import { dateText } from '../app/format.ts';
import { Button, NativeSelect, TextInput } from '../app/ui.tsx';
import { drugText, routeText } from '../words/drug-en.ts';
import { evidenceMarks } from '../words/evidence-en.ts';
import { followUpWords } from '../words/follow-up-en.ts';
import { recordWords } from '../words/patient-record-en.ts';
import { areaOf } from './rule-area.ts';
import ruleTestsJson from './rule-tests.json';

const t = followUpWords.library;
const testsOf: Readonly<Record<string, readonly string[]>> = ruleTestsJson;

/** A threshold of the policy in force, by name. */
export interface ThresholdShown {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}

interface Shown {
  readonly rule: RuleRecord;
  readonly applies: string;
  readonly inputs: readonly string[];
  readonly tests: readonly string[];
  /** Everything that can be searched, in small letters. */
  readonly text: string;
}

function appliesTo({ appliesTo: to }: RuleRecord): string {
  const parts = [
    ...(to.drugs ?? []).map((one) => drugText(one)),
    ...(to.routes ?? []).map((one) => routeText(one)),
    ...(to.diagnoses ?? []).map((one) => recordWords.diagnoses[one]),
    ...(to.jurisdictions ?? []),
    ...(to.phases ?? []).map(wordsOf),
  ];
  return parts.length === 0 ? t.everyone : parts.join(', ');
}

function shownRules(thresholds: readonly ThresholdShown[]): readonly Shown[] {
  const byName = new Map(thresholds.map((one) => [one.name, one]));
  return allRules.map((rule) => {
    const applies = appliesTo(rule);
    const inputs = rule.inputs.map(({ what, window }) => {
      const limit = window === undefined ? undefined : byName.get(window);
      const words = wordsOf(what);
      return limit === undefined ? words : `${words}, ${t.within(limit.value, limit.unit)}`;
    });
    const tests = testsOf[rule.id] ?? [];
    const { source } = rule;
    const texts = [
      rule.id,
      rule.statement,
      t.classes[rule.ruleClass] ?? '',
      applies,
      ...inputs,
      source.citation,
      evidenceMarks[source.mark] ?? '',
      ...tests,
    ];
    return { rule, applies, inputs, tests, text: texts.join(' ').toLowerCase() };
  });
}

/** The classes a rule has, for whichever drug. */
const classesOf = ({ ruleClass, classFor }: RuleRecord): readonly string[] => [
  ruleClass,
  ...Object.values(classFor ?? {}),
];

const drugs = Object.fromEntries(
  [...new Set(allRules.flatMap(({ appliesTo }) => appliesTo.drugs ?? []))].map((one) => [one, drugText(one)]),
);

/** Every rule with its source and its tests, by area; all of it is searched. */
export function RuleLibrary({ thresholds }: { readonly thresholds: readonly ThresholdShown[] }) {
  const [typed, setTyped] = useState('');
  const search = useDeferredValue(typed);
  const all = useMemo(() => shownRules(thresholds), [thresholds]);
  const sought = search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const [only, setOnly] = useState({ area: '', ruleClass: '', drug: '' });
  const [unfolded, setUnfolded] = useState(false);
  const found = all.filter(
    ({ rule, text }) =>
      sought.every((word) => text.includes(word)) &&
      (only.area === '' || areaOf(rule) === only.area) &&
      (only.ruleClass === '' || classesOf(rule).includes(only.ruleClass)) &&
      (only.drug === '' || rule.appliesTo.drugs?.some((one) => one === only.drug) !== false),
  );
  const isSought = sought.length > 0 || Object.values(only).some((one) => one !== '');
  const choose = (label: string, key: keyof typeof only, names: Readonly<Record<string, string>>) => (
    <NativeSelect
      label={label}
      value={only[key]}
      onChange={(event) => setOnly({ ...only, [key]: event.currentTarget.value })}
      data={[
        { value: '', label: t.any },
        ...Object.entries(names).map(([value, name]) => ({ value, label: name })),
      ]}
    />
  );
  return (
    <section aria-label={t.title(all.length)}>
      <h2>{t.title(all.length)}</h2>
      <div className="row noprint" style={{ alignItems: 'end' }}>
        <TextInput
          type="search"
          label={t.search}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          style={{ flex: '1 1 320px', maxWidth: 460 }}
        />
        {choose(t.area, 'area', t.areas)}
        {choose(t.ruleClass, 'ruleClass', t.classes)}
        {choose(t.drug, 'drug', drugs)}
        <Button
          variant="default"
          onClick={() => {
            // A folded area is not printed.
            flushSync(() => setUnfolded(true));
            print();
          }}
        >
          {t.print}
        </Button>
        <Link to="/hazards">{t.hazards}</Link>
      </div>
      <output className="small quiet">{t.found(found.length, all.length)}</output>
      {found.length === 0 ? <p>{t.none}</p> : null}
      {Object.entries(t.areas).map(([prefix, name]) => {
        const members = found.filter(({ rule }) => areaOf(rule) === prefix);
        return members.length === 0 ? null : (
          // Folded again when the search ends; in between each is folded by hand.
          <details key={`${prefix} ${String(isSought || unfolded)}`} open={isSought || unfolded}>
            <summary>
              <h3 style={{ display: 'inline' }}>{t.areaOf(name, prefix, members.length)}</h3>
            </summary>
            <ul className="list">
              {members.map((one) => (
                <li key={one.rule.id}>
                  <RuleRow shown={one} />
                </li>
              ))}
            </ul>
          </details>
        );
      })}
    </section>
  );
}

function RuleRow({ shown: { rule, applies, inputs, tests } }: { readonly shown: Shown }) {
  const { source } = rule;
  return (
    <article aria-label={rule.id}>
      <div className="row" style={{ justifyContent: 'space-between' }}>
        <span>
          <strong>{rule.id}</strong> {rule.statement}
        </span>
        <span className="tag">{t.classes[rule.ruleClass]}</span>
      </div>
      <p className="small" style={{ margin: '2px 0' }}>
        {t.appliesTo} {applies}
        {Object.entries(rule.classFor ?? {}).map(
          ([drug, ruleClass]) => `. ${t.classFor(t.classes[ruleClass] ?? '', drugText(drug))}`,
        )}
        . {t.inputs}: {inputs.join('; ')}.
      </p>
      <p className="small" style={{ margin: '2px 0' }}>
        <span className="tag">{evidenceMarks[source.mark]}</span>{' '}
        {source.url === undefined ? (
          source.citation
        ) : (
          <a href={source.url} rel="noreferrer noopener" target="_blank">
            {source.citation}
          </a>
        )}{' '}
        <span className="quiet">{t.version(rule.version, dateText(rule.reviewed))}</span>
      </p>
      <details className="small">
        <summary>{t.tests(tests.length)}</summary>
        <ul>
          {tests.map((title) => (
            <li key={title}>{title}</li>
          ))}
        </ul>
      </details>
    </article>
  );
}
