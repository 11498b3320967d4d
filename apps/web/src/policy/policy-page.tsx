import { routes } from '@evenkeel/contract';
import { jurisdictionRules, type Jurisdiction } from '@evenkeel/protocol';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { call, useMe } from '../app/api.ts';
import { momentText } from '../app/format.ts';
import { may } from '../app/may.ts';
import { Loading } from '../app/load-problem.tsx';
import { Button, Page } from '../app/ui.tsx';
import { TableHead } from '../app/table-head.tsx';
import { policyWords as t } from '../words/policy-en.ts';
import { differenceText } from './difference.tsx';
import { PolicyEditor } from './policy-editor.tsx';
import type { PolicyInForce } from './policy-in-force.ts';
import { PolicyValues } from './policy-values.tsx';
import { Reevaluation } from './reevaluation.tsx';

/** The clinic's policy: what is in force, what was, and changing it. */
export function PolicyPage() {
  const me = useMe();
  const zone = me?.timeZone ?? 'UTC';
  const [editing, setEditing] = useState(false);
  const found = useQuery({ queryKey: ['policy'], queryFn: async () => await call(routes.policy) });
  if (found.data === undefined) return <Loading of={[found]} />;
  const policy = found.data;
  const country = jurisdictionRules[policy.jurisdiction as Jurisdiction].name;
  return (
    <Page title={t.inForce(policy.version, country)}>
      <p>{t.lead}</p>
      {editing ? (
        <PolicyEditor policy={policy} onDone={() => setEditing(false)} />
      ) : (
        <>
          {may(me, 'policy.propose') ? (
            <div className="noprint">
              <Button onClick={() => setEditing(true)}>{t.edit}</Button>
            </div>
          ) : null}
          {may(me, 'policy.effect') ? <Reevaluation /> : null}
          <History policy={policy} zone={zone} />
          <PolicyValues policy={policy} valueHead={t.value} />
        </>
      )}
    </Page>
  );
}

function History({ policy, zone }: { readonly policy: PolicyInForce; readonly zone: string }) {
  const at = (moment: string | undefined) => (moment === undefined ? '' : momentText(zone, moment));
  return (
    <section>
      <h2>{t.history}</h2>
      <div className="scroll">
        <table className="plain">
          <TableHead names={[t.version, t.state, t.who, t.difference]} />
          <tbody>
            {policy.versions.map((one) => (
              <tr key={one.version}>
                <th scope="row">
                  <Link to="/policy/$version" params={{ version: String(one.version) }}>
                    {t.versionOf(one.version)}
                  </Link>
                </th>
                <td data-label={t.state}>{t.states[one.state]}</td>
                <td data-label={t.who}>
                  {one.proposedByName === undefined
                    ? t.first
                    : `${t.proposedBy(one.proposedByName, at(one.proposedAt))} ${one.reason ?? ''}`}
                  {one.activatedByName === undefined ? null : (
                    <>
                      <br />
                      {t.activatedBy(one.activatedByName, at(one.activatedAt))}{' '}
                      {t.scenariosChanged(one.scenariosChanged ?? 0)}
                    </>
                  )}
                  {one.withdrawnByName === undefined ? null : (
                    <>
                      <br />
                      {t.withdrawnBy(one.withdrawnByName, at(one.withdrawnAt), one.withdrawnReason ?? '')}
                    </>
                  )}
                </td>
                <td data-label={t.difference}>{differenceText(one.changes, one.lists)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
