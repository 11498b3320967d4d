import { memo } from 'react';
import { courseWords as words } from '../words/course-en.ts';
import type { CourseLayout } from './course-layout.ts';
import type { Panel } from './course-panel.ts';

/** The drawing of a course. It is drawn anew only when its layout changes, not when something is read in it. */
export const CoursePicture = memo(
  ({ layout, clip }: { readonly layout: CourseLayout; readonly clip: string }) => (
    <>
      <clipPath id={clip}>
        <rect x={layout.left - 6} y={0} width={layout.right - layout.left + 12} height={layout.height} />
      </clipPath>
      <g className="chart-grid">
        {layout.timeTicks.map((tick) => (
          <g key={tick.x}>
            <line x1={tick.x} x2={tick.x} y1={layout.top} y2={layout.base} />
            <text x={tick.x} y={layout.base + 18} textAnchor="middle">
              {tick.text}
            </text>
          </g>
        ))}
      </g>
      <Lanes layout={layout} />
      {layout.panels.map((panel) => (
        <PanelPart key={panel.series.instrument} panel={panel} layout={layout} clip={clip} />
      ))}
      <Doses layout={layout} />
    </>
  ),
);

function LaneName({ y, children }: { readonly y: number; readonly children: string }) {
  return (
    <text className="chart-label course-side" x={4} y={y}>
      {children}
    </text>
  );
}

/** Medicines, therapy, adverse events and goals. */
function Lanes({ layout }: { readonly layout: CourseLayout }) {
  const { medicines, rows, goals, left, right, narrow } = layout;
  const nameY = (y: number) => (narrow ? y - 16 : y);
  return (
    <g className="course-lanes">
      {medicines.map((lane, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- a list may hold one medicine twice
        <g key={`${lane.name} ${index}`}>
          {index === 0 && !narrow ? <LaneName y={lane.y}>{words.lanes.medicines}</LaneName> : null}
          <line className={lane.isOpen ? 'open' : ''} x1={lane.from} x2={lane.to} y1={lane.y} y2={lane.y} />
          <text className="chart-note" x={Math.min(lane.from, right - 90) + 4} y={lane.y - 5}>
            {lane.name}
          </text>
        </g>
      ))}
      {rows.map(({ kind, y, path }) => (
        <g key={kind} className={kind}>
          <LaneName y={nameY(y)}>{words.lanes[kind]}</LaneName>
          <line className="lane" x1={left} x2={right} y1={y + 4} y2={y + 4} />
          <path d={path} />
        </g>
      ))}
      {goals.map((goal, index) => (
        <g key={goal.wording} className="goal">
          {narrow ? (
            <LaneName y={nameY(goal.y)}>{words.goal(goal.wording)}</LaneName>
          ) : index === 0 ? (
            <LaneName y={goal.y}>{words.lanes.goals}</LaneName>
          ) : null}
          <line className="lane" x1={left} x2={right} y1={goal.y + 4} y2={goal.y + 4} />
          {layout.narrow ? null : (
            <text className="chart-note" x={right + 6} y={goal.y}>
              {goal.wording}
            </text>
          )}
          {goal.marks.map((one) => (
            <text key={one.key} className="goal-mark" x={one.x} y={goal.y} textAnchor="middle">
              {one.mark}
            </text>
          ))}
        </g>
      ))}
    </g>
  );
}

/** One scale: its name and direction, severity in steps of one hue with words, lines with words, its points and its gaps. */
function PanelPart({
  panel,
  layout,
  clip,
}: {
  readonly panel: Panel;
  readonly layout: CourseLayout;
  readonly clip: string;
}) {
  const { left, right } = layout;
  const { series, top, bottom, y } = panel;
  return (
    <g className="course-panel" data-scale={series.instrument}>
      <text className="course-name" x={4} y={top - 14}>
        {series.shortTitle}
        <tspan className="course-way">{`, ${series.direction === 'higherIsWorse' ? words.lowerBetter : words.higherBetter}`}</tspan>
      </text>
      <g className="chart-grid">
        {panel.ticks.map((tick) => (
          <g key={tick}>
            <line x1={left} x2={right} y1={y(tick)} y2={y(tick)} />
            <text x={left - 8} y={y(tick) + 4} textAnchor="end">
              {tick}
            </text>
          </g>
        ))}
      </g>
      {panel.bands.map((band) => (
        <g key={`${band.from} ${band.label}`}>
          <rect
            className={`course-band step-${band.step}`}
            x={right + 6}
            y={band.top}
            width={6}
            height={Math.max(0, band.height - 1)}
          />
          {band.height >= 11.5 && !layout.narrow ? (
            <text className="chart-note" x={right + 17} y={band.top + band.height / 2 + 3.5}>
              {words.band(band.label, band.from, band.to)}
            </text>
          ) : null}
        </g>
      ))}
      {panel.marks.map((mark) => (
        <g key={mark.kind} className={`course-mark ${mark.kind}`}>
          <line x1={left} x2={right} y1={mark.y} y2={mark.y} />
          <text x={mark.textX} y={mark.textY} textAnchor="end">
            {mark.text}
          </text>
        </g>
      ))}
      <g clipPath={`url(#${clip})`}>
        <path className="course-line" d={panel.line} />
      </g>
      <path className={`course-point${panel.isDense ? ' dense' : ''}`} d={panel.full} />
      <path className="course-point prorated" d={panel.hollow} />
      {panel.gaps === '' ? null : (
        <>
          <path className="course-gap" d={panel.gaps} />
          {layout.narrow ? null : (
            <text className="chart-note" x={left - 8} y={panel.gapY + 4} textAnchor="end">
              {words.noAnswer}
            </text>
          )}
        </>
      )}
      {panel.labels.map((label) => (
        <text
          key={label.key}
          className="course-value"
          x={label.x}
          y={label.y}
          textAnchor={label.atEnd ? 'end' : 'start'}
        >
          {label.text}
        </text>
      ))}
      <line className="course-foot" x1={left} x2={right} y1={bottom} y2={bottom} />
    </g>
  );
}

/**
 * Doses as ticks on the base line: height by mg/kg, of esketamine by mg, shape by route; planned ones dashed, a stopped one
 * barred, one of unknown size outlined.
 */
function Doses({ layout }: { readonly layout: CourseLayout }) {
  const { doses, base, left, right } = layout;
  return (
    <g className="course-doses">
      <line className="base" x1={left} x2={right} y1={base} y2={base} />
      <LaneName y={base - 4}>{words.lanes.doses}</LaneName>
      <path className="planned" d={doses.planned} />
      <path className="given" d={doses.given} />
      <path className="unknown" d={doses.unknown} />
      <path className="stopped" d={doses.stopped} />
      {doses.labels.map((label) => (
        <text key={label.key} x={label.x} y={label.y} textAnchor="middle">
          {label.text}
        </text>
      ))}
    </g>
  );
}
