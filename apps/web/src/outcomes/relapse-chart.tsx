import type { ClinicOutcomesView } from '@evenkeel/contract';
import { scaleLinear } from 'd3-scale';
import { useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { TableHead } from '../app/table-head.tsx';
import { useWidth } from '../charts/use-width.ts';
import { outcomesWords as words } from '../words/outcomes-en.ts';
import { bandPath, curveAt, isHidden, stepPath, type Relapse } from './outcome-model.ts';
import '../charts/charts.css';
import './outcomes.css';

const left = 68;
const right = 14;
const top = 30;
const plot = 190;
const bottom = top + plot;
const height = bottom + 56;
const t = words.relapse;
const percent = (share: number | undefined) => (share === undefined ? '' : String(Math.round(100 * share)));
const intervalText = ({ low, high }: Relapse['curve'][number]) =>
  low === undefined || high === undefined ? '' : words.interval(percent(low), percent(high));

/** Time to relapse, or why no curve can be drawn yet. */
export function RelapsePart({ relapse }: { readonly relapse: ClinicOutcomesView['relapse'] }) {
  if (!isHidden(relapse) && relapse.curve.length > 0) return <RelapseChart relapse={relapse} />;
  return (
    <section aria-label={words.charts.relapse}>
      <h2>{words.charts.relapse}</h2>
      <p className="quiet">{isHidden(relapse) ? relapse.why : `${t.noEvents} ${t.n(relapse.n)}`}</p>
    </section>
  );
}

/** A step curve with its band, the numbers at risk under the axis and the median in words. */
function RelapseChart({ relapse }: { readonly relapse: Relapse }) {
  const [asTable, setAsTable] = useState(false);
  const [place, setPlace] = useState<number>();
  const holder = useRef<HTMLElement>(null);
  const toggle = useRef<HTMLButtonElement>(null);
  const width = useWidth(holder, 520);
  const id = useId();
  const { curve, atRisk, medianDays, medianInterval, n } = relapse;
  const end = curve.at(-1)?.days ?? 0;
  const told = atRisk.filter(({ n: count }) => !isHidden(count));
  const span = Math.max(28, end, ...told.map(({ weeks }) => weeks * 7));
  const { x, line, band, y } = useMemo(() => {
    const xs = scaleLinear()
      .domain([0, span])
      .range([left, width - right]);
    const ys = scaleLinear().domain([0, 1]).range([bottom, top]);
    const [px, py] = [(days: number) => round(xs(days)), (share: number) => round(ys(share))];
    return {
      x: px,
      y: py,
      line: stepPath(curve, ({ survival }) => survival, px, py),
      band: bandPath(curve, px, py),
    };
  }, [curve, span, width]);
  const step = place === undefined ? undefined : curve[place];
  const reading =
    step === undefined
      ? ''
      : `${t.at(step.days)}: ${percent(step.survival)} % (${intervalText(step)}, n ${n})`;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const last = curve.length - 1;
    if (event.key === 't') {
      setAsTable((now) => !now);
      toggle.current?.focus();
    } else if (event.key === 'ArrowRight') setPlace((old) => Math.min(last, (old ?? -1) + 1));
    else if (event.key === 'ArrowLeft') setPlace((old) => Math.max(0, (old ?? last + 1) - 1));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const interval =
    medianInterval === undefined
      ? ''
      : t.medianInterval(
          medianInterval.low === undefined ? t.open : String(medianInterval.low),
          medianInterval.high === undefined ? t.open : String(medianInterval.high),
        );
  return (
    <section className="chart relapse-chart" aria-labelledby={id} ref={holder}>
      <div className="chart-head">
        <h2 id={id}>{words.charts.relapse}</h2>
        <button
          ref={toggle}
          type="button"
          className="chart-toggle"
          aria-label={`${asTable ? words.chart : words.table}: ${words.charts.relapse}`}
          onClick={() => setAsTable((now) => !now)}
          onKeyDown={onKeyDown}
        >
          {asTable ? words.chart : words.table}
        </button>
      </div>
      {asTable ? (
        <RelapseTable relapse={relapse} />
      ) : (
        <div
          className="chart-picture"
          // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an input cannot hold a picture
          role="slider"
          tabIndex={0}
          aria-label={`${words.charts.relapse}. ${words.help}`}
          aria-valuemin={0}
          aria-valuemax={Math.max(0, curve.length - 1)}
          aria-valuenow={place ?? 0}
          aria-valuetext={reading}
          onKeyDown={onKeyDown}
          onPointerMove={(event) => {
            const box = event.currentTarget.getBoundingClientRect();
            const days = ((event.clientX - box.left - left) / (width - left - right)) * span;
            const near = curve.indexOf(curveAt(curve, days));
            setPlace(near < 0 ? undefined : near);
          }}
          onPointerLeave={() => setPlace(undefined)}
        >
          <svg
            width={width}
            height={height}
            viewBox={`0 0 ${width} ${height}`}
            data-figure={words.charts.relapse}
            aria-hidden="true"
          >
            <text className="chart-label" x={4} y={12}>
              {words.axis.percent}
            </text>
            <g className="chart-grid">
              {[0, 0.25, 0.5, 0.75, 1].map((share) => (
                <g key={share}>
                  <line
                    x1={left}
                    x2={width - right}
                    y1={y(share)}
                    y2={y(share)}
                    className={share === 0 ? 'heavy' : ''}
                  />
                  <text x={left - 8} y={y(share) + 4} textAnchor="end">
                    {100 * share}
                  </text>
                </g>
              ))}
              {atRisk
                .filter(({ weeks }) => weeks * 7 <= span)
                .map(({ weeks }) => (
                  <text key={weeks} x={x(weeks * 7)} y={bottom + 20} textAnchor="middle">
                    {weeks}
                  </text>
                ))}
            </g>
            <path className="relapse-band" d={band} />
            <path className="relapse-line" d={line} />
            {medianDays === undefined ? null : (
              <path className="relapse-median" d={`M${left} ${y(0.5)}H${x(medianDays)}V${bottom}`} />
            )}
            {step === undefined ? null : (
              <line className="week-cursor" x1={x(step.days)} x2={x(step.days)} y1={top} y2={bottom} />
            )}
            <text className="chart-note" x={left - 20} y={bottom + 20} textAnchor="end">
              {words.weeksShort}
            </text>
            <text className="chart-note" x={left - 20} y={bottom + 40} textAnchor="end">
              {t.atRisk}
            </text>
            {atRisk
              .filter(({ weeks }) => weeks * 7 <= span)
              .map(({ weeks, n: count }) => (
                <text key={weeks} className="chart-note" x={x(weeks * 7)} y={bottom + 40} textAnchor="middle">
                  {isHidden(count) ? '–' : count}
                </text>
              ))}
          </svg>
        </div>
      )}
      <p className="chart-read" aria-live="polite">
        {reading === ''
          ? `${medianDays === undefined ? t.noMedian : t.median(medianDays, interval)} ${t.n(n)} ${t.ends}`
          : reading}
      </p>
    </section>
  );
}

const round = (value: number) => Math.round(10 * value) / 10;

/** The curve and the numbers at risk as tables. */
function RelapseTable({ relapse: { curve, atRisk } }: { readonly relapse: Relapse }) {
  return (
    <div className="chart-scroll columns">
      <table className="plain chart-table">
        <TableHead names={t.columns} />
        <tbody>
          {curve.map((step) => (
            <tr key={step.days}>
              <th scope="row">{step.days}</th>
              <td>{percent(step.survival)} %</td>
              <td>{intervalText(step)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <table className="plain chart-table">
        <TableHead names={t.riskColumns} />
        <tbody>
          {atRisk.map(({ weeks, n }) => (
            <tr key={weeks}>
              <th scope="row">{weeks}</th>
              <td>{isHidden(n) ? n.why : n}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
