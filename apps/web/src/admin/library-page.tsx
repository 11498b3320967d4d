import { routes } from '@evenkeel/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../app/api.ts';
import { Loading } from '../app/load-problem.tsx';
import { Page, TextInput, Value } from '../app/ui.tsx';
import { officeWords } from '../words/office-en.ts';
import { thresholdTitle } from '../policy/threshold-areas.ts';
import { limitText, withTitles } from '../policy/value-faults.ts';
import { measureWords } from '../words/measures-en.ts';
import { policyWords } from '../words/policy-en.ts';
import { RuleLibrary } from './rule-library.tsx';
import { SitePacks } from './site-packs.tsx';

const t = officeWords.library;
type Mark = keyof typeof t.marks;

/** Every threshold with its floor and source, and every rule; searchable. */
export function LibraryPage() {
  const policy = useQuery({ queryKey: ['policy'], queryFn: async () => await call(routes.policy) });
  const [search, setSearch] = useState('');
  if (policy.data === undefined) return <Loading of={[policy]} />;
  const fits = (...texts: readonly string[]) => texts.join(' ').toLowerCase().includes(search.toLowerCase());
  const thresholds = policy.data.thresholds.filter((one) =>
    fits(one.name, one.citation, one.unit, thresholdTitle(one.name)),
  );
  return (
    <Page title={t.title}>
      {policy.data.missing.length === 0 ? null : (
        <>
          <h2>{t.missing}</h2>
          <ul>
            {policy.data.missing.map((one) => (
              <li key={one}>{withTitles(one)}</li>
            ))}
          </ul>
        </>
      )}
      <RuleLibrary thresholds={policy.data.thresholds} />
      <h2>{t.thresholds}</h2>
      <TextInput
        type="search"
        label={t.searchThresholds}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
        style={{ maxWidth: 420 }}
      />
      <p className="quiet small">
        {t.version(policy.data.version)} <Link to="/policy">{policyWords.title}</Link>
      </p>
      <details key={String(search !== '')} open={search !== ''}>
        <summary>{t.count(thresholds.length)}</summary>
        <div className="scroll">
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">{t.name}</th>
                <th scope="col">{t.value}</th>
                <th scope="col">{policyWords.limit}</th>
                <th scope="col">{t.source}</th>
              </tr>
            </thead>
            <tbody>
              {thresholds.map((one) => (
                <tr key={one.name}>
                  <th scope="row">{thresholdTitle(one.name)}</th>
                  <td data-label={t.value}>
                    <Value value={one.value} unit={one.unit} />
                  </td>
                  <td data-label={policyWords.limit}>{limitText(one)}</td>
                  <td data-label={t.source}>
                    <span className="tag">{t.marks[one.mark as Mark]}</span>{' '}
                    <span className="small quiet">{one.citation}</span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
      {thresholds.length === 0 ? <p>{t.none}</p> : null}
      <h2>{measureWords.schedule.title}</h2>
      <p>
        <Link to="/schedule">{measureWords.schedule.title}</Link>
      </p>
      <SitePacks />
    </Page>
  );
}
