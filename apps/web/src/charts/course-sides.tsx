import type { CourseView } from '@evenkeel/contract';
import { useMemo } from 'react';
import { TableHead } from '../app/table-head.tsx';
import { courseWords } from '../words/course-en.ts';
import { courseSide, sideReach, sides } from './course-side.ts';

const t = courseWords.sides;
const [width, height, middle] = [220, 22, 110] as const;

/** Mood, anxiety, sleep, function and quality of life beside each other, each against its own meaningful change. */
export function CourseSides({ series }: { readonly series: CourseView['series'] }) {
  const rows = useMemo(
    () => series.filter(({ domain }) => sides.some((one) => one === domain)).map(courseSide),
    [series],
  );
  const reach = sideReach(rows);
  return (
    <section aria-labelledby="course-sides">
      <h2 id="course-sides">{t.title}</h2>
      <p className="small quiet">{t.lead}</p>
      <div className="scroll">
        <table className="plain course-sides">
          <TableHead names={t.columns} />
          <tbody>
            {sides.flatMap((side) => {
              const own = rows.filter(({ domain }) => domain === side);
              if (own.length === 0)
                return (
                  <tr key={side}>
                    <th scope="row">{courseWords.domains[side]}</th>
                    <td colSpan={4} className="quiet">
                      {t.notMeasured}
                    </td>
                  </tr>
                );
              return own.map((row, index) => (
                <tr key={row.instrument}>
                  <th scope="row">{index === 0 ? courseWords.domains[side] : ''}</th>
                  <td>{row.shortTitle}</td>
                  <td>
                    {row.baseline ?? '-'} → {row.newest ?? '-'}
                  </td>
                  <td>{row.units === undefined ? null : <SideBar units={row.units} reach={reach} />}</td>
                  <td>
                    {row.says}
                    {row.units === undefined || row.source === undefined ? null : (
                      <span className="small quiet side-source">
                        {t.source}: {row.source}
                      </span>
                    )}
                  </td>
                </tr>
              ));
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** A bar from the middle: to the right is better, to the left is worse. The ticks are one meaningful change away. */
function SideBar({ units, reach }: { readonly units: number; readonly reach: number }) {
  const room = middle - 34;
  const x = middle + (units / reach) * room;
  const one = room / reach;
  const text = `${units > 0 ? '+' : units < 0 ? '−' : ''}${Math.round(10 * Math.abs(units)) / 10}`;
  return (
    <svg className="side-bar" width={width} height={height} aria-hidden="true">
      {[-1, 1].map((side) => (
        <line
          key={side}
          className="unit"
          x1={middle + side * one}
          x2={middle + side * one}
          y1={2}
          y2={height - 2}
        />
      ))}
      <rect
        className={units < 0 ? 'worse' : 'better'}
        x={Math.min(middle, x)}
        y={6}
        width={Math.abs(x - middle)}
        height={height - 12}
      />
      <line className="zero" x1={middle} x2={middle} y1={0} y2={height} />
      <text x={x + (units < 0 ? -5 : 5)} y={height / 2 + 4} textAnchor={units < 0 ? 'end' : 'start'}>
        {text}
      </text>
    </svg>
  );
}
