import { routes, type Answered } from '@evenkeel/contract';
import type { Finding } from '@evenkeel/protocol';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { call, queryClient, useMe } from '../app/api.ts';
import { DraftLine } from '../app/draft-line.tsx';
import { useDraft } from '../app/draft.ts';
import { momentText } from '../app/format.ts';
import { ProblemBox } from '../app/problem-box.tsx';
import { Button, Choice, Page, Textarea } from '../app/ui.tsx';
import { AttentionMark, type AttentionLevel } from '../theme/attention-mark.tsx';
import { officeWords } from '../words/office-en.ts';
import { recordWords } from '../words/patient-record-en.ts';
import { words } from '../words/en.ts';
import { refreshRecord } from './fact-form.tsx';
import { PatientFrame } from './patient-frame.tsx';

const t = recordWords.eligibility;
type Group = keyof typeof t.groups;

function groupOf(finding: Finding): Group {
  if (finding.verdict === 'unknown') return 'unknown';
  if (finding.verdict === 'met') return 'met';
  return finding.ruleClass === 'hardStop' ? 'stop' : finding.ruleClass === 'hold' ? 'hold' : 'caution';
}

const levels: { readonly [G in Group]: AttentionLevel | undefined } = {
  stop: 'now',
  hold: 'due',
  unknown: 'unknown',
  caution: 'note',
  met: undefined,
};

/** Every rule's verdict with its source, the data it used and what is missing; then a prescriber's decision. */
export function EligibilityPage() {
  const { patientId = '' } = useParams({ strict: false });
  const zone = useMe()?.timeZone ?? 'UTC';
  const found = useQuery({
    queryKey: ['eligibility', patientId],
    queryFn: async () => await call(routes.eligibility, { params: { patientId } }),
  });
  return (
    <PatientFrame patientId={patientId}>
      {() =>
        found.data === undefined ? (
          found.error === null ? (
            words.loading
          ) : (
            <ProblemBox error={found.error} />
          )
        ) : (
          <Page title={t.titles[found.data.summary]}>
            <p className="quiet">{t.lead}</p>
            {(Object.keys(t.groups) as Group[]).map((group) => (
              <FindingGroup
                key={group}
                group={group}
                findings={found.data.findings.filter((finding) => groupOf(finding) === group)}
              />
            ))}
            <Decision patientId={patientId} eligibility={found.data} zone={zone} />
          </Page>
        )
      }
    </PatientFrame>
  );
}

function FindingGroup({ group, findings }: { readonly group: Group; readonly findings: readonly Finding[] }) {
  if (findings.length === 0) return null;
  const level = levels[group];
  return (
    <section>
      <h2 className={level === undefined ? undefined : `attention attention-${level}`}>
        {level === undefined ? null : <AttentionMark level={level} />}
        {t.groups[group]}
      </h2>
      <ul className="list">
        {findings.map((finding) => (
          <li key={finding.rule}>
            <strong>{finding.says}</strong>
            <div>
              {finding.statement} <span className="tag">{finding.rule}</span>{' '}
              <span className="small quiet">{t.version(finding.ruleVersion)}</span>
            </div>
            {finding.missing.length === 0 ? null : (
              <div>
                {t.missing}: {finding.missing.join(' ')}
              </div>
            )}
            {finding.used.length === 0 ? null : (
              <div className="small">
                <span className="quiet">{t.used}: </span>
                {finding.used.map((used, index) => (
                  <span key={`${used.what}${used.value}`}>
                    {index > 0 ? '; ' : ''}
                    {used.what}: {used.value}
                    {used.ageDays === undefined ? null : (
                      <span className="quiet"> ({t.days(used.ageDays)})</span>
                    )}
                    {used.stale ? <span className="tag tag-due">{t.stale}</span> : null}
                  </span>
                ))}
              </div>
            )}
            <div className="small quiet">
              {t.source}: {officeWords.library.marks[finding.source.mark]}. {finding.source.citation}.{' '}
              {t.change}: {finding.wouldChange}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Decision({
  patientId,
  eligibility,
  zone,
}: {
  readonly patientId: string;
  readonly eligibility: Answered<typeof routes.eligibility>;
  readonly zone: string;
}) {
  const me = useMe();
  const may =
    me?.strength === 'full' && me.roles.some((role) => role === 'prescriber' || role === 'medicalLead');
  const draft = useDraft(`decision/${patientId}`, '');
  const [choice, setChoice] = useState<'eligible' | 'notEligible' | 'wait'>();
  const decide = useMutation({
    mutationFn: async () =>
      await call(routes.decideEligibility, {
        params: { patientId },
        body: { decision: choice ?? 'wait', reason: draft.value },
      }),
    onSuccess: async (next) => {
      draft.discard();
      queryClient.setQueryData(['eligibility', patientId], next);
      await refreshRecord(patientId);
    },
  });
  const { decision } = eligibility;
  return (
    <section>
      <h2>{t.decide}</h2>
      {decision === undefined ? null : (
        <p>
          <strong>
            {t.decided(t.decisions[decision.decision], decision.byName, momentText(zone, decision.at))}
          </strong>
          . {decision.reason}
        </p>
      )}
      {may ? (
        <form
          className="form narrow noprint"
          onSubmit={(event) => {
            event.preventDefault();
            decide.mutate();
          }}
        >
          <DraftLine draft={draft} />
          <Choice
            label={t.decide}
            value={choice}
            onChange={setChoice}
            options={[
              ['eligible', t.decisions.eligible],
              ['notEligible', t.decisions.notEligible],
              ['wait', t.decisions.wait],
            ]}
          />
          <Textarea
            label={t.reason}
            required
            autosize
            minRows={2}
            value={draft.value}
            onChange={(event) => draft.change(event.currentTarget.value)}
          />
          <ProblemBox error={decide.error} />
          <div>
            <Button type="submit" disabled={choice === undefined} loading={decide.isPending}>
              {t.go}
            </Button>
          </div>
        </form>
      ) : null}
    </section>
  );
}
