import { routes } from '@evenkeel/contract';
import { jurisdictionRules, type Jurisdiction } from '@evenkeel/protocol';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { call, useMe } from '../app/api.ts';
import { momentText } from '../app/format.ts';
import { may } from '../app/may.ts';
import { Loading } from '../app/load-problem.tsx';
import { Button, Page, TextInput, Value } from '../app/ui.tsx';
import { policyWords as t } from '../words/policy-en.ts';
import { differenceText, memberTitle, SourceLine } from './difference.tsx';
import { PolicyEditor } from './policy-editor.tsx';
import { fits, type PolicyInForce } from './policy-in-force.ts';
import { Reevaluation } from './reevaluation.tsx';
import { AreaJump, areaId } from './area-jump.tsx';
import { areaOf, areas, thresholdTitle } from './threshold-areas.ts';
import { limitText } from './value-faults.ts';

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
          <InForce policy={policy} />
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
          <thead>
            <tr>
              {[t.version, t.state, t.who, t.difference].map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
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

function InForce({ policy }: { readonly policy: PolicyInForce }) {
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
      {shown.length === 0 ? <p>{t.none}</p> : null}
      <AreaJump shown={shown} />
      {areas.map((area) => {
        const rows = shown.filter((one) => areaOf(one.name) === area);
        if (rows.length === 0) return null;
        return (
          <section key={area}>
            <h2 id={areaId(area)} tabIndex={-1}>
              {t.areas[area]}
            </h2>
            <div className="scroll">
              <table className="plain">
                <thead>
                  <tr>
                    {[t.threshold, t.value, t.usual, t.limit, t.source].map((head) => (
                      <th key={head} scope="col">
                        {head}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {rows.map((one) => (
                    <tr key={one.name}>
                      <th scope="row">{thresholdTitle(one.name)}</th>
                      <td data-label={t.value}>
                        <Value value={one.value} unit={one.unit} />{' '}
                        {one.value === one.usual ? null : <span className="tag">{t.differs}</span>}
                      </td>
                      <td data-label={t.usual}>
                        <Value value={one.usual} unit={one.unit} />
                      </td>
                      <td data-label={t.limit}>{limitText(one)}</td>
                      <td data-label={t.source}>
                        <SourceLine {...one} />
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </section>
        );
      })}
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
