import { routes, type Answered, type SettingAsked, type VerdictView } from '@evenkeel/contract';
import { overrideNeeds, type CareSetting, type Finding } from '@evenkeel/protocol';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { flushSync } from 'react-dom';
import { call, queryClient, useMe } from '../app/api.ts';
import { DraftLine } from '../app/draft-line.tsx';
import { useDraft } from '../app/draft.ts';
import { dateText, momentText } from '../app/format.ts';
import { may } from '../app/may.ts';
import { LoadProblem, Loading } from '../app/load-problem.tsx';
import { ProblemBox } from '../app/problem-box.tsx';
import { Button, Choice, Page, Textarea } from '../app/ui.tsx';
import { AskList } from '../care/ask-list.tsx';
import { OverrideForm, OverrideList } from '../care/override-form.tsx';
import { settingText, SettingChooser } from '../care/setting-chooser.tsx';
import { AttentionMark, type AttentionLevel } from '../theme/attention-mark.tsx';
import { careWords } from '../words/care-en.ts';
import { officeWords } from '../words/office-en.ts';
import { recordWords } from '../words/patient-record-en.ts';
import { refreshRecord } from './fact-form.tsx';
import { PatientFrame } from './patient-frame.tsx';

const t = recordWords.eligibility;
const c = careWords;
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

/**
 * The whole verdict for one drug, route and phase: the smallest change, what to ask, every rule's finding with its source
 * and the data it used, what was overridden; then a prescriber's decision.
 */
export function EligibilityPage() {
  const { patientId = '' } = useParams({ strict: false });
  return (
    <PatientFrame patientId={patientId}>
      {() => <Review key={patientId} patientId={patientId} />}
    </PatientFrame>
  );
}

function Review({ patientId }: { readonly patientId: string }) {
  const me = useMe();
  const zone = me?.timeZone ?? 'UTC';
  const [asked, setAsked] = useState<SettingAsked>({});
  // What is folded on the screen is on the print.
  const [unfolded, setUnfolded] = useState(false);
  const found = useQuery({
    queryKey: ['verdict', patientId, asked],
    queryFn: async () => await call(routes.verdict, { params: { patientId }, query: asked }),
    placeholderData: (before: VerdictView | undefined) => before,
  });
  const decided = useQuery({
    queryKey: ['eligibility', patientId],
    queryFn: async () => await call(routes.eligibility, { params: { patientId } }),
  });
  const facts = useQuery({
    queryKey: ['facts', patientId],
    queryFn: async () => await call(routes.facts, { params: { patientId } }),
  });
  if (found.data === undefined || decided.data === undefined || facts.data === undefined)
    return <Loading of={[found, decided, facts]} />;
  const verdict = found.data;
  return (
    <Page title={t.titles[verdict.summary]}>
      <LoadProblem of={[found, decided, facts]} />
      <p>
        <strong>{settingText(verdict.setting)}</strong>: {countsOf(verdict)}
      </p>
      <p className="quiet">{t.lead}</p>
      <div className="care-head noprint">
        <SettingChooser setting={verdict.setting} onChange={setAsked} />
        <Button
          variant="default"
          onClick={() => {
            flushSync(() => setUnfolded(true));
            window.print();
          }}
        >
          {c.print}
        </Button>
        {may(me, 'override.read') ? <Link to="/overrides">{c.override.clinic}</Link> : null}
      </div>
      <SmallestChange verdict={verdict} />
      <AskList
        patientId={patientId}
        verdict={verdict}
        answers={facts.data.facts.filter(({ kind }) => kind === 'screening')}
      />
      {(Object.keys(t.groups) as Group[]).map((group) => (
        <FindingGroup
          key={group}
          group={group}
          patientId={patientId}
          verdict={verdict}
          unfolded={unfolded}
          findings={verdict.findings.filter((finding) => groupOf(finding) === group)}
        />
      ))}
      <OverrideList overrides={verdict.overrides} zone={zone} />
      <Decision
        patientId={patientId}
        eligibility={decided.data}
        setting={verdict.setting}
        // What another drug or route asks for is still on its way: nobody decides on the findings before.
        waiting={found.isPlaceholderData}
        zone={zone}
      />
    </Page>
  );
}

/** How much stands in the way, what is beside the overrides, and until when time alone leaves it so. */
function countsOf({ findings, summary, summaryBeside, firstDayOfChange }: VerdictView): string {
  const of = (group: Group) => findings.filter((one) => groupOf(one) === group).length;
  return [
    `${c.counts(of('stop'), of('hold'), of('unknown'), of('caution'))}. ${c.ofRules(of('met'), findings.length)}`,
    ...(summaryBeside === summary ? [] : [c.beside(c.summaries[summaryBeside])]),
    ...(firstDayOfChange === undefined
      ? []
      : [c.changesOn(dateText(firstDayOfChange.day), c.summaries[firstDayOfChange.summary])]),
  ].join(' ');
}

/** How many changes are shown before the rest is folded. */
const mostChanges = 5;

function SmallestChange({ verdict }: { readonly verdict: VerdictView }) {
  const { summary, smallestChange } = verdict;
  const { to, changes } = smallestChange;
  if (changes.length === 0) return null;
  const rows = (from: number, until?: number) => (
    <ul className="list">
      {changes.slice(from, until).map(({ rule, change }) => (
        <li key={rule}>
          {change} <span className="tag">{rule}</span>
        </li>
      ))}
    </ul>
  );
  return (
    <section>
      <h2>{c.smallest.title}</h2>
      <p className="quiet">
        {summary === 'mayProceed' ? c.smallest.any : c.smallest.all(c.smallest.leaves[to], changes.length)}
      </p>
      {rows(0, mostChanges)}
      {changes.length > mostChanges ? (
        <details>
          <summary>{c.smallest.more(changes.length)}</summary>
          {rows(mostChanges)}
        </details>
      ) : null}
    </section>
  );
}

function FindingGroup({
  group,
  findings,
  patientId,
  verdict,
  unfolded,
}: {
  readonly unfolded: boolean;
  readonly group: Group;
  readonly findings: readonly Finding[];
  readonly patientId: string;
  readonly verdict: VerdictView;
}) {
  if (findings.length === 0) return null;
  const level = levels[group];
  const title = `${t.groups[group]}: ${findings.length}`;
  const list = (
    <ul className="list">
      {findings.map((finding) => (
        <FindingItem
          key={finding.rule}
          finding={finding}
          patientId={patientId}
          verdict={verdict}
          // What is not known is asked for above; its grounds are one tap away.
          open={unfolded || group !== 'unknown'}
        />
      ))}
    </ul>
  );
  // What is met is most of the page: it is there, and folded.
  if (group === 'met')
    return (
      <details open={unfolded}>
        <summary>
          <h2 style={{ display: 'inline' }}>{title}</h2>
        </summary>
        {list}
      </details>
    );
  return (
    <section>
      <h2 className={level === undefined ? undefined : `attention attention-${level}`}>
        {level === undefined ? null : <AttentionMark level={level} />}
        {title}
      </h2>
      {list}
    </section>
  );
}

function FindingItem({
  finding,
  patientId,
  verdict,
  open: shown,
}: {
  readonly finding: Finding;
  readonly open: boolean;
  readonly patientId: string;
  readonly verdict: VerdictView;
}) {
  const me = useMe();
  const [open, setOpen] = useState(false);
  const needs = overrideNeeds(finding, verdict.setting);
  const leadMissing = needs === 'medicalLeadAndSecond' && me?.roles.includes('medicalLead') !== true;
  const inForce = verdict.overrides.some((one) => one.inForce && one.rule === finding.rule);
  return (
    <li>
      <details className="finding-fold" open={shown}>
        <summary>
          <strong>{finding.says}</strong> <span className="quiet">{finding.statement}</span>{' '}
          <span className="tag">{finding.rule}</span>{' '}
          {inForce ? <span className="tag tag-due">{c.overridden}</span> : null}
        </summary>
        <div className="small quiet">{t.ruleVersion(finding.rule, finding.ruleVersion)}</div>
        {finding.missing.length === 0 ? null : (
          <div>
            {t.missing}: {finding.missing.join(' ')}
          </div>
        )}
        {finding.used.length === 0 ? null : (
          <div className="small">
            <span className="quiet">{t.used}: </span>
            {finding.used.map((used, index) => (
              <span key={`${used.what}${used.value}${used.at ?? ''}`}>
                {index > 0 ? '; ' : ''}
                {used.what}: {used.value}
                {used.ageDays === undefined ? null : <span className="quiet"> ({t.days(used.ageDays)})</span>}
                {used.stale ? <span className="tag tag-due">{t.stale}</span> : null}
              </span>
            ))}
          </div>
        )}
        <div className="small quiet">
          {t.source}: {officeWords.library.marks[finding.source.mark]}. {finding.source.citation}. {t.change}:{' '}
          {finding.wouldChange}
        </div>
        {needs === 'no' ? <div className="small quiet">{c.override.never}</div> : null}
        {leadMissing ? <div className="small quiet">{c.override.leadOnly}</div> : null}
        {needs !== 'no' &&
        needs !== 'nothing' &&
        !leadMissing &&
        may(me, 'eligibility.override') &&
        !inForce ? (
          <>
            <button
              type="button"
              className="linklike small noprint"
              aria-expanded={open}
              onClick={() => setOpen(!open)}
            >
              {c.override.open(finding.rule)}
            </button>
            {open ? (
              <OverrideForm
                patientId={patientId}
                finding={finding}
                setting={verdict.setting}
                onDone={() => setOpen(false)}
              />
            ) : null}
          </>
        ) : null}
      </details>
    </li>
  );
}

interface DecisionDraft {
  readonly choice?: 'eligible' | 'notEligible' | 'wait';
  readonly reason: string;
}

function Decision({
  patientId,
  eligibility,
  setting,
  waiting,
  zone,
}: {
  readonly patientId: string;
  readonly eligibility: Answered<typeof routes.eligibility>;
  readonly setting: CareSetting;
  readonly waiting: boolean;
  readonly zone: string;
}) {
  const me = useMe();
  const mayDecide = may(me, 'eligibility.decide');
  const draft = useDraft<DecisionDraft>(`decided/${patientId}`, { reason: '' });
  const { choice, reason } = draft.value;
  const decide = useMutation({
    mutationFn: async () =>
      await call(routes.decideEligibility, {
        params: { patientId },
        body: {
          decision: choice ?? 'wait',
          reason,
          drug: setting.drug,
          route: setting.route,
          phase: setting.phase,
          ...(setting.indication === undefined ? {} : { indication: setting.indication }),
        },
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
          . {decision.setting === undefined ? null : `${settingText(decision.setting)}. `}
          {decision.reason}
        </p>
      )}
      {mayDecide ? (
        <form
          className="form narrow noprint"
          onSubmit={(event) => {
            event.preventDefault();
            decide.mutate();
          }}
        >
          <DraftLine draft={draft} />
          <p>{t.decideFor(settingText(setting))}</p>
          <Choice
            label={t.decide}
            value={choice}
            onChange={(next) => draft.change({ ...draft.value, choice: next })}
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
            value={reason}
            onChange={(event) => draft.change({ ...draft.value, reason: event.currentTarget.value })}
          />
          <ProblemBox error={decide.error} />
          <div>
            <Button type="submit" disabled={choice === undefined || waiting} loading={decide.isPending}>
              {t.go}
            </Button>
          </div>
        </form>
      ) : null}
    </section>
  );
}
