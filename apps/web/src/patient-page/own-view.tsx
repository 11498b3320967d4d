/** @jsxImportSource preact */
import { useCallback, useEffect, useState } from 'preact/hooks';
import type { OwnProgressView } from '@evenkeel/contract';
import { patientWords as words } from '../words/patient-en.ts';
import { ContactList } from './crisis.tsx';
import { ask } from './link-api.ts';
import { dayText, OwnChart } from './own-chart.tsx';
import { OwnGoals } from './own-goals.tsx';
import type { CrisisContact } from './visit.ts';
import './own-view.css';

const t = words.mine;
const longDay = new Intl.DateTimeFormat(navigator.language, {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  timeZone: 'UTC',
});

function sentenceOf({ kind, percent = 0 }: OwnProgressView['change']): string {
  if (kind === 'fewer') return t.fewer(percent);
  if (kind === 'more') return t.more(percent);
  return kind === 'same' ? t.same : t.first;
}

/** How things have gone, for the person they are about: a plain sentence, a chart a scale, own goals, the next visit. */
export function OwnView({
  visitKey,
  contacts,
}: {
  /** Names this link on the device. */
  readonly visitKey: string;
  readonly contacts: readonly CrisisContact[];
}) {
  const [progress, setProgress] = useState<OwnProgressView>();
  const load = useCallback(async () => {
    const told = await ask('link/progress');
    if (told.kind === 'ok') setProgress(told.value);
  }, []);
  useEffect(() => {
    const again = () => void load();
    again();
    addEventListener('online', again);
    return () => removeEventListener('online', again);
  }, [load]);
  if (progress === undefined) return null;
  const { change, charts, doses, next, goals } = progress;
  return (
    <section class="mine">
      <h2>{t.title}</h2>
      <p class="lead">{sentenceOf(change)}</p>
      {next === undefined ? null : <p>{t.next(longDay.format(new Date(`${next}T00:00:00Z`)))}</p>}
      {change.kind === 'more' ? <HardDays contacts={contacts} /> : null}
      {charts.map((chart) => (
        <ScaleFigure key={chart.name} chart={chart} doses={doses} />
      ))}
      {charts.length === 0 ? null : <p class="small">{t.days}</p>}
      <OwnGoals goals={goals} visitKey={visitKey} onChange={setProgress} onReload={load} />
    </section>
  );
}

/** What helps when things got harder. */
function HardDays({ contacts }: { readonly contacts: readonly CrisisContact[] }) {
  return (
    <section class="hard">
      <h3>{t.hard.title}</h3>
      <ul>
        {t.hard.ways.map((way) => (
          <li key={way}>{way}</li>
        ))}
      </ul>
      <details>
        <summary>{t.hard.contacts}</summary>
        <ContactList contacts={contacts} />
      </details>
    </section>
  );
}

function ScaleFigure({
  chart,
  doses,
}: {
  readonly chart: OwnProgressView['charts'][number];
  readonly doses: readonly string[];
}) {
  const { domain, name, direction, range, points, baseline } = chart;
  const better = direction === 'higherIsBetter' ? t.higher : t.lower;
  const rows = [
    ...points.map(({ at, total }) => ({ at, says: total === undefined ? t.noTotal : t.points(total) })),
    ...doses.map((at) => ({ at, says: t.dayOfTreatment })),
  ].toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
  return (
    <figure>
      <figcaption>
        <h3>{t.domains[domain] ?? domain}</h3> <span class="small">{name}</span>
      </figcaption>
      <OwnChart points={points} range={range} better={better} baseline={baseline} doses={doses} />
      <details>
        <summary>{t.table}</summary>
        <p class="small">{better}</p>
        <ul class="numbers">
          {rows.map(({ at, says }) => (
            <li key={`${at} ${says}`}>
              {dayText(at)}: {says}
            </li>
          ))}
        </ul>
      </details>
    </figure>
  );
}
