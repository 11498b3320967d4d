import { routes, type Answered } from '@evenkeel/contract';
import { useMutation } from '@tanstack/react-query';
import { call, queryClient, useMe } from '../app/api.ts';
import { timeText } from '../app/format.ts';
import { may } from '../app/may.ts';
import { newId } from '../app/new-id.ts';
import { ProblemBox } from '../app/problem-box.tsx';
import { Attention } from '../theme/attention-mark.tsx';
import { officeWords } from '../words/office-en.ts';

const t = officeWords.chairs.observers;
const most = 99;

type Today = Answered<typeof routes.today>;

/** [MON-17] How many observers are present and whether they are enough. Each tap is kept at once. */
export function ObserverCount({
  today: { observers, observersPresent, timeZone },
}: {
  readonly today: Pick<Today, 'observers' | 'observersPresent' | 'timeZone'>;
}) {
  const mayCount = may(useMe(), 'session.chart');
  const count = useMutation({
    // One after another: what was tapped last counts.
    scope: { id: 'observers' },
    mutationFn: async (present: number) =>
      await call(routes.countObservers, { body: { countId: newId(), observers: present } }),
    onSettled: async () => await queryClient.invalidateQueries({ queryKey: ['today'] }),
  });
  const present = count.isPending ? count.variables : observersPresent?.observers;
  const change = (by: number) => count.mutate(Math.min(most, Math.max(0, (present ?? 0) + by)));
  return (
    <section aria-label={t.title} className="observers">
      <div className="row">
        <span>{t.title}</span>
        {mayCount ? (
          <button
            type="button"
            className="step"
            aria-label={t.fewer}
            aria-disabled={present === 0}
            onClick={() => (present === 0 ? undefined : change(-1))}
          >
            −
          </button>
        ) : null}
        <output className="big">{present ?? '?'}</output>
        {mayCount ? (
          <button
            type="button"
            className="step"
            aria-label={t.more}
            aria-disabled={present === most}
            onClick={() => (present === most ? undefined : change(1))}
          >
            +
          </button>
        ) : null}
        <span className="quiet small">
          {observersPresent === undefined
            ? t.notCounted
            : t.counted(observersPresent.byName, timeText(timeZone, observersPresent.at))}
        </span>
      </div>
      {observers === undefined ? null : observers.verdict === 'met' ? (
        <p className="quiet">{observers.says}</p>
      ) : (
        <p>
          <Attention level={observers.verdict === 'notMet' ? 'due' : 'unknown'}>{observers.says}</Attention>
        </p>
      )}
      <ProblemBox error={count.error} />
    </section>
  );
}
