import type { CourseSeries, CourseView } from '@evenkeel/contract';
import { useState } from 'react';
import { momentText } from '../app/format.ts';
import { NativeSelect } from '../app/ui.tsx';
import { courseWords as words } from '../words/course-en.ts';
import { isJudged } from './course-stops.ts';

const t = words.figures;
type Figure = CourseSeries['figures'][number];

/** Yes, no and unknown as shapes; the word stands beside it. */
function StateMark({ state }: { readonly state: Figure['state'] }) {
  if (state === 'number') return <span />;
  return (
    <span className={`figure-state ${state}`}>
      <svg width={14} height={14} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
        {state === 'yes' ? (
          <>
            <circle cx="8" cy="8" r="7" fill="currentColor" />
            <path d="M4.5 8.2 7 10.7l4.5-5" fill="none" stroke="var(--ground)" strokeWidth="2" />
          </>
        ) : (
          <>
            <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeWidth="1.75" />
            {state === 'unknown' ? <path d="M3 13 13 3" stroke="currentColor" strokeWidth="1.75" /> : null}
          </>
        )}
      </svg>
      {t.states[state]}
    </span>
  );
}

/** What the scores of one scale say, figure by figure; each opens to its definition, its source and the scores it used. */
export function CourseFigures({
  course,
  shown,
}: {
  readonly course: CourseView;
  readonly shown: readonly CourseSeries[];
}) {
  const [chosen, setChosen] = useState<string>();
  const offered = shown.filter((one) => isJudged(one) && one.figures.length > 0);
  const series = offered.find(({ instrument }) => instrument === chosen) ?? offered[0];
  return (
    <section aria-labelledby="course-says">
      <h2 id="course-says">{t.title}</h2>
      {offered.length < 2 ? null : (
        <NativeSelect
          className="noprint"
          style={{ maxWidth: 260 }}
          label={t.scale}
          value={series?.instrument ?? ''}
          data={offered.map((one) => ({ value: one.instrument, label: one.shortTitle }))}
          onChange={(event) => setChosen(event.currentTarget.value)}
        />
      )}
      {series === undefined ? (
        <p className="quiet">{t.none}</p>
      ) : (
        <ul className="list course-figures" key={series.instrument}>
          {series.figures.map((figure) => (
            <li key={figure.id}>
              <FigureRow figure={figure} timeZone={course.timeZone} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function FigureRow({ figure, timeZone }: { readonly figure: Figure; readonly timeZone: string }) {
  const why = figure.state === 'unknown' ? figure.whyUnknown : undefined;
  return (
    <details>
      <summary>
        <span className="figure-title">{figure.title}</span>
        <StateMark state={figure.state} />
        <span>
          {figure.says}
          {why === undefined || figure.says.includes(why) ? null : <span className="quiet"> {why}</span>}
        </span>
      </summary>
      <dl>
        <dt>{t.definition}</dt>
        <dd>{figure.definition}</dd>
        <dt>{t.source}</dt>
        <dd>
          {figure.source.citation} <span className="tag">{figure.source.mark}</span>
        </dd>
        <dt>{t.used}</dt>
        <dd>
          {figure.used.length === 0 ? (
            t.usedNone
          ) : (
            <ul className="list">
              {figure.used.map((one) => (
                <li key={`${one.at} ${one.as}`}>
                  <strong>{one.total}</strong> {one.as}, {momentText(timeZone, one.at)}
                </li>
              ))}
            </ul>
          )}
        </dd>
      </dl>
    </details>
  );
}
