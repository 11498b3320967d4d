import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { TextInput, Value } from '../app/ui.tsx';
import { TableHead } from '../app/table-head.tsx';
import { policyWords as t } from '../words/policy-en.ts';
import { ByArea } from './by-area.tsx';
import { memberTitle } from './difference.tsx';
import { GroundCells } from './ground-cells.tsx';
import { fits, type PolicyInForce } from './policy-in-force.ts';
import { thresholdTitle } from './threshold-areas.ts';

/** Every value of a policy, by area; searchable. */
export function PolicyValues({
  policy,
  valueHead,
}: {
  readonly policy: Pick<PolicyInForce, 'thresholds' | 'templates' | 'consentVersion'>;
  /** What the column of the values is called. */
  readonly valueHead: string;
}) {
  const [search, setSearch] = useState('');
  const [only, setOnly] = useState(false);
  const shown = policy.thresholds.filter((one) => fits(one, search) && (!only || one.value !== one.usual));
  return (
    <>
      <div className="row noprint" style={{ alignItems: 'end', marginTop: 24 }}>
        <TextInput
          type="search"
          label={t.search}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          style={{ width: 320, maxWidth: '100%' }}
        />
        <label>
          <input type="checkbox" checked={only} onChange={(event) => setOnly(event.currentTarget.checked)} />{' '}
          {t.changedOnly}
        </label>
      </div>
      <ByArea shown={shown}>
        {(rows) => (
          <div className="scroll">
            <table className="plain">
              <TableHead names={[t.threshold, valueHead, t.usual, t.limit, t.source]} />
              <tbody>
                {rows.map((one) => (
                  <tr key={one.name}>
                    <th scope="row">{thresholdTitle(one.name)}</th>
                    <td data-label={valueHead}>
                      <Value value={one.value} unit={one.unit} />{' '}
                      {one.value === one.usual ? null : <span className="tag">{t.differs}</span>}
                    </td>
                    <GroundCells row={one} />
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </ByArea>
      <h2>{t.lists}</h2>
      <h3>{t.templates}</h3>
      <p>
        {policy.templates.values
          .map((one) => memberTitle('templates', one, policy.templates.titles))
          .join('; ')}
      </p>
      <p>
        <Link to="/schedule">{t.scalesAt}</Link>
      </p>
      <p>
        {t.consentVersion}: {policy.consentVersion ?? t.consentNone}
      </p>
    </>
  );
}
