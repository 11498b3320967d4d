import { routes, type ClinicOutcomesView } from '@evenkeel/contract';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { call, useMe } from '../app/api.ts';
import { momentText } from '../app/format.ts';
import { may } from '../app/may.ts';
import { LoadProblem, Loading } from '../app/load-problem.tsx';
import { Button, Page } from '../app/ui.tsx';
import { save } from '../explorer/save-figure.ts';
import { routeText } from '../words/drug-en.ts';
import { outcomesWords as words } from '../words/outcomes-en.ts';
import { choiceIn, diagnosisText, OutcomeFilters } from './outcome-filters.tsx';
import { isEmpty, isHidden, meanPoints, outcomesCsv, outcomeSentence, sharePoints } from './outcome-model.ts';
import { RelapsePart } from './relapse-chart.tsx';
import { SafetyTable } from './safety-table.tsx';
import { WeekChart } from './week-chart.tsx';
import './outcomes.css';

/** How often the page asks again while people are still being counted. Milliseconds. */
const askAgain = 2_000;

/** What the clinic's treatment did: response, remission, change, completion, relapse and safety, with n and interval. */
export function OutcomesPage() {
  const me = useMe();
  const navigate = useNavigate();
  const search: { readonly [name: string]: unknown } = useSearch({ strict: false });
  const choice = choiceIn(search);
  const found = useQuery({
    queryKey: ['outcomes', choice],
    placeholderData: keepPreviousData,
    queryFn: async () => await call(routes.outcomes, { query: choice }),
    refetchInterval: ({ state }) => ((state.data?.waiting ?? 0) > 0 ? askAgain : false),
  });
  const view = found.data;
  if (view === undefined)
    return (
      <Page title={words.title}>
        <Loading of={[found]} />
      </Page>
    );
  return (
    <Page title={outcomeSentence(view)}>
      <LoadProblem of={[found]} />
      {view.waiting > 0 ? <output className="status">{words.waiting(view.waiting)}</output> : null}
      <OutcomeFilters
        filters={view.filters}
        choice={choice}
        instrument={view.instrument}
        onChange={(next) => void navigate({ to: '/outcomes', search: next as never, replace: true })}
      />
      <p className="onlyprint small">
        {[
          view.shortTitle,
          view.chosen.diagnosis === undefined ? '' : diagnosisText(view.chosen.diagnosis),
          view.chosen.route === undefined ? '' : routeText(view.chosen.route),
          view.chosen.regimen ?? '',
        ]
          .filter((one) => one !== '')
          .join(', ')}
      </p>
      {isEmpty(view) ? (
        <>
          <p>{words.empty}</p>
          {may(me, 'patient.search') ? <Link to="/patients">{words.toPatients}</Link> : null}
        </>
      ) : (
        <Numbers view={view} zone={me?.timeZone ?? 'UTC'} />
      )}
    </Page>
  );
}

function Numbers({ view, zone }: { readonly view: ClinicOutcomesView; readonly zone: string }) {
  const { weeks, relapse, people } = view;
  const series = useMemo(
    () => ({
      response: [
        { name: words.series.scored, points: sharePoints(weeks, ({ response }) => response) },
        { name: words.series.all, points: sharePoints(weeks, ({ responseOfAll }) => responseOfAll) },
      ],
      remission: [
        { name: words.series.scored, points: sharePoints(weeks, ({ remission }) => remission) },
        { name: words.series.all, points: sharePoints(weeks, ({ remissionOfAll }) => remissionOfAll) },
      ],
      change: [{ name: words.series.change, points: meanPoints(weeks, ({ change }) => change) }],
      completion: [
        { name: words.series.completion, points: sharePoints(weeks, ({ completion }) => completion) },
      ],
    }),
    [weeks],
  );
  const hasRemission = weeks.some(({ remission }) => remission !== undefined);
  return (
    <>
      <div className="section-head">
        <p className="quiet">
          {isHidden(people)
            ? people.why
            : words.lead(people.toLocaleString('en-GB'), momentText(zone, view.asOf))}
        </p>
        <span className="row noprint">
          <Button variant="light" onClick={() => print()}>
            {words.print}
          </Button>
          <Button
            variant="light"
            onClick={() => save('outcomes.csv', new Blob([outcomesCsv(view)], { type: 'text/csv' }))}
          >
            {words.csv}
          </Button>
        </span>
      </div>
      {isHidden(people) ? null : (
        <div className="outcome-charts">
          <WeekChart
            title={words.charts.response}
            axis={words.axis.percent}
            unit="%"
            series={series.response}
          />
          {hasRemission ? (
            <WeekChart
              title={words.charts.remission}
              axis={words.axis.percent}
              unit="%"
              series={series.remission}
            />
          ) : null}
          <WeekChart
            title={words.charts.change}
            axis={words.axis.change(
              view.direction === 'higherIsWorse' ? words.axis.lower : words.axis.higher,
            )}
            unit="points"
            series={series.change}
          />
          <WeekChart
            title={words.charts.completion}
            axis={words.axis.completion}
            unit="%"
            series={series.completion}
          />
          <RelapsePart relapse={relapse} />
        </div>
      )}
      <SafetyTable safety={view.safety} />
      <h2>{words.definitions}</h2>
      <dl className="outcome-definitions small">
        {view.definitions.map(({ name, says, source }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {says} <span className="quiet">{source}</span>
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}
