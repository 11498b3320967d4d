import { routes, type CourseReviewView } from '@evenkeel/contract';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { call, queryClient, useMe } from '../app/api.ts';
import { DraftLine } from '../app/draft-line.tsx';
import { useDraft } from '../app/draft.ts';
import { dateText, momentText } from '../app/format.ts';
import { may } from '../app/may.ts';
import { LoadProblem, Loading } from '../app/load-problem.tsx';
import { PrintButton } from '../app/print-button.tsx';
import { ProblemBox } from '../app/problem-box.tsx';
import { Button, Choice, Page, Textarea, YesNoUnknown, type AnswerValue } from '../app/ui.tsx';
import { PatientFrame } from '../patients/patient-frame.tsx';
import { Attention } from '../theme/attention-mark.tsx';
import { markText } from '../words/evidence-en.ts';
import { followUpWords } from '../words/follow-up-en.ts';

const t = followUpWords.review;
const questions = ['wantsToGoOn', 'burdenTooMuch', 'intolerable', 'cystitis', 'psychosis'] as const;
type Asked = { readonly [Q in (typeof questions)[number] | 'worse']?: AnswerValue };
type Voice = CourseReviewView['voices'][number];
type Decision = 'continue' | 'hold' | 'stop';
const domains = ['benefit', 'harm', 'burden', 'wishes'] as const;
const levels = { stop: 'now', hold: 'due', unknown: 'unknown' } as const;

/** What speaks for stopping, holding and going on; a prescriber decides and says why. */
export function ReviewPage() {
  const { patientId = '' } = useParams({ strict: false });
  const me = useMe();
  const draft = useDraft<{ asked: Asked; decision?: Decision; reason: string }>(`review/${patientId}`, {
    asked: {},
    reason: '',
  });
  const { asked, decision, reason } = draft.value;
  const found = useQuery({
    queryKey: ['review', patientId, asked],
    placeholderData: keepPreviousData,
    queryFn: async () => await call(routes.courseReview, { params: { patientId }, query: asked }),
  });
  const keep = useMutation({
    mutationFn: async (chosen: Decision) =>
      await call(routes.decideReview, {
        params: { patientId },
        body: { reviewId: draft.id, decision: chosen, reason, asked },
      }),
    onSuccess: async () => {
      draft.discard();
      await Promise.all(
        [['review', patientId], ['patient', patientId], ['sessions', patientId], ['today']].map((queryKey) =>
          queryClient.invalidateQueries({ queryKey }),
        ),
      );
    },
  });
  const view = found.data;
  const standing = view?.decisions.find(({ reviewId }) => reviewId === view.inForce);
  return (
    <PatientFrame patientId={patientId}>
      {() =>
        view === undefined ? (
          <Loading of={[found]} />
        ) : (
          <Page
            title={
              standing === undefined
                ? t.title[view.mostSerious]
                : t.decided[standing.decision](standing.byName, momentText(view.timeZone, standing.at))
            }
          >
            <PrintButton />
            {standing === undefined ? null : (
              <Standing decision={standing} now={t.title[view.mostSerious]} voicesNow={view.voices} />
            )}
            {view.sessions === 0 ? <p>{t.notBegun}</p> : null}
            <p>
              {t.basis(view.scale, view.sessions, view.acuteEnded)} {t.lead}
            </p>
            <LoadProblem of={[found]} />
            <Voices voices={view.voices} />
            {view.sessions === 0 ? (
              <details>
                <summary>{t.besides}</summary>
                <Besides view={view} />
              </details>
            ) : (
              <Besides view={view} />
            )}
            <h2>{t.suggestions}</h2>
            <p className="small quiet">{t.suggestionsLead}</p>
            <Suggestions view={view} />
            <h2 className="noprint">{t.ask}</h2>
            <div className="columns noprint" style={{ alignItems: 'end' }}>
              {[...questions, ...(view.missed === undefined ? [] : (['worse'] as const))].map((question) => (
                <YesNoUnknown
                  key={question}
                  label={t.questions[question]}
                  value={asked[question]}
                  onChange={(next) => draft.change({ ...draft.value, asked: { ...asked, [question]: next } })}
                />
              ))}
            </div>
            {may(me, 'review.decide') ? (
              <form
                className="form noprint"
                aria-label={t.decide}
                onSubmit={(event) => {
                  event.preventDefault();
                  if (decision !== undefined) keep.mutate(decision);
                }}
              >
                <h2>{t.decide}</h2>
                <DraftLine draft={draft} />
                <Choice<Decision>
                  label={t.decision}
                  options={[
                    ['continue', t.decisions.continue],
                    ['hold', t.decisions.hold],
                    ['stop', t.decisions.stop],
                  ]}
                  value={decision}
                  onChange={(next) => draft.change({ ...draft.value, decision: next })}
                />
                {decision === undefined || decision === 'continue' ? null : (
                  <p className="small">{t.follows[decision]}</p>
                )}
                <Textarea
                  label={t.reason}
                  required
                  autosize
                  minRows={2}
                  value={reason}
                  onChange={(event) => draft.change({ ...draft.value, reason: event.currentTarget.value })}
                />
                <ProblemBox error={keep.error} />
                <Button
                  type="submit"
                  disabled={decision === undefined || reason.trim() === '' || found.isFetching}
                  loading={keep.isPending}
                >
                  {t.keep}
                </Button>
              </form>
            ) : null}
            <h2>{t.kept}</h2>
            {view.decisions.length === 0 ? <p className="quiet">{t.none}</p> : null}
            <ul className="list">
              {view.decisions.map((one) => (
                <li key={one.reviewId}>
                  <strong>
                    {t.line(t.decisions[one.decision], momentText(view.timeZone, one.at), one.byName)}
                  </strong>
                  <p style={{ margin: '2px 0' }}>{one.reason}</p>
                  <details>
                    <summary>{t.voices}</summary>
                    <Voices voices={one.voices} />
                    {one.suggestions.map((says) => (
                      <p key={says} className="small">
                        {says}
                      </p>
                    ))}
                  </details>
                </li>
              ))}
            </ul>
          </Page>
        )
      }
    </PatientFrame>
  );
}

function Voices({ voices }: { readonly voices: readonly Voice[] }) {
  return (
    <>
      {domains.map((domain) => {
        const own = voices.filter((one) => one.domain === domain);
        return own.length === 0 ? null : (
          <section key={domain} aria-label={t.domains[domain]}>
            <h3>{t.domains[domain]}</h3>
            <ul className="list">
              {own.map((one) => (
                <li key={one.rule}>
                  <div className="row" style={{ justifyContent: 'space-between' }}>
                    {one.speaksFor === 'continue' ? (
                      <span>{one.says}</span>
                    ) : (
                      <Attention level={levels[one.speaksFor]}>{one.says}</Attention>
                    )}
                    <span className="tag">{t.speaks[one.speaksFor]}</span>
                  </div>
                  <details className="small">
                    <summary>{one.rule}</summary>
                    {one.statement} <span className="tag">{markText(one.mark)}</span>{' '}
                    <span className="quiet">{one.citation}</span>
                  </details>
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </>
  );
}

/** The decision in force: why, what follows from it, what it was decided with, and what the record says since. */
function Standing({
  decision: { decision, reason, voices },
  now,
  voicesNow,
}: {
  readonly decision: CourseReviewView['decisions'][number];
  readonly now: string;
  readonly voicesNow: readonly Voice[];
}) {
  // What was asked for the decision is not in the record: it stands here, and what is the same stands once, below.
  const then = voices.filter(
    (kept) => !voicesNow.some(({ rule, says }) => rule === kept.rule && says === kept.says),
  );
  return (
    <section aria-label={t.decisions[decision]}>
      <p>{decision === 'continue' ? reason : <Attention level={levels[decision]}>{reason}</Attention>}</p>
      {decision === 'continue' ? null : <p className="small">{t.follows[decision]}</p>}
      {then.length === 0 ? null : (
        <details open>
          <summary>{t.decidedWith}</summary>
          <Voices voices={then} />
        </details>
      )}
      <p>{t.now(now)}</p>
    </section>
  );
}

/** What the rest of the record says: eligibility, long-term watching, a young age, what was kept and missed. */
function Besides({ view }: { readonly view: CourseReviewView }) {
  const { besides, closerWatch, adherence, missed } = view;
  return (
    <section aria-label={t.besides}>
      <h3>{t.besides}</h3>
      <ul className="list">
        {besides.map((one) => (
          <li key={one.rule}>
            <div className="row" style={{ justifyContent: 'space-between' }}>
              <span>{one.says}</span>
              <span className="tag">{t.speaks[view.mostSerious]}</span>
            </div>
            <details className="small">
              <summary>{one.rule}</summary>
              <span className="tag">{markText(one.mark)}</span> <span className="quiet">{one.citation}</span>
            </details>
          </li>
        ))}
        {closerWatch === undefined ? null : <li>{closerWatch}</li>}
        {missed === undefined ? null : (
          <li>
            <Attention level={missed.kind === 'unknown' ? 'unknown' : 'note'}>
              {t.missed(dateText(missed.day))} {missed.says}
            </Attention>
          </li>
        )}
        {adherence.map(({ what, share, done, agreed, low }) => (
          <li key={what}>
            {t.adherence[what]}:{' '}
            {share === undefined ? (
              <span className="quiet">{t.notCounted}</span>
            ) : low === true ? (
              <Attention level="note">{t.share(share, done, agreed)}</Attention>
            ) : (
              t.share(share, done, agreed)
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Suggestions({ view: { interval, dose } }: { readonly view: CourseReviewView }) {
  if (interval === undefined && dose === undefined) return <p>{t.noSuggestion}</p>;
  return (
    <ul className="list">
      {interval === undefined ? null : (
        <li>
          {interval.kind === 'unknown' ? null : (
            <strong>{t.interval(interval.currentDays ?? interval.days, interval.days)} </strong>
          )}
          {interval.says} <span className="small quiet">{interval.rule}</span>
        </li>
      )}
      {dose === undefined ? null : (
        <li>
          {dose.amount === undefined ? null : <strong>{t.dose(dose.amount, dose.unit)} </strong>}
          {dose.says} <span className="small quiet">{dose.rule}</span>
        </li>
      )}
    </ul>
  );
}
