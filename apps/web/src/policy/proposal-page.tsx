import { routes } from '@evenkeel/contract';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { call, queryClient, useMe } from '../app/api.ts';
import { DraftLine } from '../app/draft-line.tsx';
import { useDraft } from '../app/draft.ts';
import { momentText } from '../app/format.ts';
import { may } from '../app/may.ts';
import { Loading } from '../app/load-problem.tsx';
import { ProblemBox } from '../app/problem-box.tsx';
import { Button, Page, TextInput } from '../app/ui.tsx';
import { policyWords } from '../words/policy-en.ts';
import { scenarioWords } from '../words/scenario-en.ts';
import { DifferenceTable, ListDifference } from './difference.tsx';
import { withTitles } from './value-faults.ts';
import { PolicyValues } from './policy-values.tsx';
import { versionValues } from './version-values.ts';
import { changeGroups, groupCount } from './scenario-changes.ts';

const t = policyWords.proposal;

/** One version: what the clinic started with, or a proposal and what became of it; with all its values. */
export function VersionPage() {
  const { version } = useParams({ strict: false }) as { readonly version: string };
  const found = useQuery({ queryKey: ['policy'], queryFn: async () => await call(routes.policy) });
  if (found.data === undefined) return <Loading of={[found]} />;
  const values = versionValues(found.data, Number(version));
  const shown =
    values === undefined ? null : <PolicyValues policy={values} valueHead={policyWords.versionValue} />;
  const state = found.data.versions.find((one) => one.version === 1)?.state ?? 'past';
  return version === '1' ? (
    <Page title={policyWords.versionOf(1)}>
      <p>
        <span className="tag">{policyWords.states[state]}</span> {policyWords.first}
      </p>
      {shown}
    </Page>
  ) : (
    <ProposalPage>
      {shown === null ? null : (
        <details>
          <summary>{policyWords.valuesOf(Number(version))}</summary>
          {shown}
        </details>
      )}
    </ProposalPage>
  );
}

/** A proposal: what it changes, which scenarios come out otherwise, and putting it in force. */
function ProposalPage({ children }: { readonly children: ReactNode }) {
  const { version } = useParams({ strict: false }) as { readonly version: string };
  const me = useMe();
  const zone = me?.timeZone ?? 'UTC';
  const navigate = useNavigate();
  const found = useQuery({
    queryKey: ['policy', 'proposal', version],
    queryFn: async () => await call(routes.policyProposal, { params: { version: Number(version) } }),
  });
  const why = useDraft(`policy/${version}/withdraw`, '');
  const done = async () => {
    await queryClient.invalidateQueries({ queryKey: ['policy'] });
    await navigate({ to: '/policy' });
  };
  const activate = useMutation({
    mutationFn: async (shown: string) =>
      await call(routes.activatePolicy, { params: { version: Number(version) }, body: { shown } }),
    onSuccess: done,
  });
  const withdraw = useMutation({
    mutationFn: async () =>
      await call(routes.withdrawPolicy, {
        params: { version: Number(version) },
        body: { reason: why.value },
      }),
    onSuccess: async () => {
      why.discard();
      await done();
    },
  });
  if (found.data === undefined) return <Loading of={[found]} />;
  const one = found.data;
  const { changed, ran, unread } = one.scenarios;
  const isOpen = one.state === 'proposed' || one.state === 'outdated';
  return (
    <Page title={t.title(one.version, one.changes.length + one.lists.length)}>
      <p>
        <span className="tag">{policyWords.states[one.state]}</span>{' '}
        {one.proposedByName === undefined
          ? null
          : policyWords.proposedBy(one.proposedByName, momentText(zone, one.proposedAt ?? ''))}{' '}
        {one.reason}
      </p>
      {one.whyNot === undefined ? null : <p>{one.whyNot}</p>}
      {one.mayActivate ? (
        <div className="banner row noprint" style={{ justifyContent: 'space-between' }}>
          <span>{t.scenarios(changed.length, ran)}</span>
          <Button loading={activate.isPending} onClick={() => activate.mutate(one.shown)}>
            {t.activate}
          </Button>
        </div>
      ) : null}
      <ProblemBox error={activate.error ?? withdraw.error} />
      {one.changes.length === 0 ? null : <DifferenceTable changes={one.changes} />}
      <ListDifference lists={one.lists} />
      <h2>{ran === 0 ? t.noScenarios : t.scenarios(changed.length, ran)}</h2>
      {unread.length === 0 ? null : (
        <p>
          {t.unread(unread.length)} {unread.join(', ')}
        </p>
      )}
      {ran > 0 && changed.length === 0 ? <p>{t.noneChanged}</p> : null}
      <ul className="list">
        {changeGroups(changed).map((group) => (
          <li key={group.says.join(' ')}>
            <strong>{groupCount(group)}</strong>
            <ul>
              {group.says.map((says) => (
                <li key={says}>{says}</li>
              ))}
            </ul>
            <details className="small">
              <summary>{scenarioWords.names(group.scenarios.length)}</summary>
              <ul>
                {group.scenarios.map(({ key, title }) => (
                  <li key={key}>{title}</li>
                ))}
              </ul>
            </details>
          </li>
        ))}
      </ul>
      {isOpen && one.problems.length > 0 ? (
        <>
          <h2>{t.problems}</h2>
          <ul>
            {one.problems.map((says) => (
              <li key={says}>{withTitles(says)}</li>
            ))}
          </ul>
        </>
      ) : null}
      {isOpen && may(me, 'policy.propose') ? (
        <form
          className="row noprint"
          style={{ alignItems: 'end' }}
          onSubmit={(event) => {
            event.preventDefault();
            withdraw.mutate();
          }}
        >
          <DraftLine draft={why} />
          <TextInput
            label={t.withdrawReason}
            required
            value={why.value}
            onChange={(event) => why.change(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" loading={withdraw.isPending}>
            {t.withdraw}
          </Button>
        </form>
      ) : null}
      {children}
    </Page>
  );
}
