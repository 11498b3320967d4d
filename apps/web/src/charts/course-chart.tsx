import type { CourseSeries, CourseView } from '@evenkeel/contract';
import { dateIn, instantOf } from '@evenkeel/quantities';
import { useId, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { dateText, momentText } from '../app/format.ts';
import { save } from '../explorer/save-figure.ts';
import { courseWords as words } from '../words/course-en.ts';
import { doseKey } from './course-doses.ts';
import { layoutCourse } from './course-layout.ts';
import { CoursePicture } from './course-picture.tsx';
import { courseCsv } from './course-rows.ts';
import { courseStops, nearestStop, type CourseStop } from './course-stops.ts';
import { CourseTable } from './course-table.tsx';
import {
  day,
  held,
  including,
  lookAt,
  looks,
  moved,
  shortestStretch,
  wholeStretch,
  zoomed,
  type Look,
  type Stretch,
} from './course-time.ts';
import { CourseZoom } from './course-zoom.tsx';
import { useWidth } from './use-width.ts';
import './charts.css';
import './course.css';

/**
 * The course of one patient: lanes, one panel a scale and doses on one time axis. Arrow keys step through what is there,
 * plus and minus zoom, t shows the same data as a table, dragging over the picture zooms to that stretch.
 */
export function CourseChart({
  course,
  shown,
}: {
  readonly course: CourseView;
  readonly shown: readonly CourseSeries[];
}) {
  const [asTable, setAsTable] = useState(false);
  const [stop, setStop] = useState<string>();
  /** What the pointer is over: read while it is there, without moving what was chosen. */
  const [over, setOver] = useState<CourseStop>();
  const [zoom, setZoom] = useState<Stretch>();
  const [brush, setBrush] = useState<readonly [number, number]>();
  const holder = useRef<HTMLElement>(null);
  const picture = useRef<SVGSVGElement>(null);
  const wasBrushed = useRef(false);
  const toggle = useRef<HTMLButtonElement>(null);
  const width = useWidth(holder, 0);
  const id = useId();
  const stops = useMemo(() => courseStops(course, shown), [course, shown]);
  const whole = useMemo(() => wholeStretch(course), [course]);
  const stretch = zoom === undefined ? whole : held(zoom, whole);
  const [from, to] = stretch;
  const layout = useMemo(
    () => layoutCourse({ course, shown: width === 0 ? [] : shown, stretch: [from, to], width }),
    [course, shown, from, to, width],
  );
  const place = stops.findIndex((one) => one.key === stop);
  const chosen = stops[place];

  /** What zooming keeps in its place: what is being read, else the middle. */
  const around = () =>
    chosen !== undefined && chosen.at >= from && chosen.at <= to ? chosen.at : (from + to) / 2;
  const show = (next: Stretch) => setZoom(next === whole ? undefined : next);
  const look = (one: Look | undefined) => {
    if (one === undefined) return setZoom(undefined);
    const last = stops.at(-1)?.at ?? whole[1];
    // Without a chosen visit a look ends at the newest thing: it is what a reader comes for.
    const centre = chosen?.at ?? Math.min(last, whole[1]) - (looks[one] * day) / 2 + 0.04 * looks[one] * day;
    show(lookAt(looks[one], centre, whole));
  };
  const stepTo = (next: CourseStop | undefined) => {
    if (next === undefined) return;
    setStop(next.key);
    setOver(undefined);
    if (zoom !== undefined) show(including(stretch, next.at, whole));
  };
  const step = (by: number) => {
    if (place >= 0) return stepTo(stops[place + by]);
    stepTo(by > 0 ? stops.find((one) => one.at >= from) : stops.findLast((one) => one.at <= to));
  };
  const toTable = () => {
    setAsTable((now) => !now);
    // The picture may be gone now; the button that leads back is not.
    toggle.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const keys: { readonly [key: string]: () => void } = {
      t: toTable,
      ArrowRight: () => (event.shiftKey ? show(moved(stretch, 0.25, whole)) : step(1)),
      ArrowLeft: () => (event.shiftKey ? show(moved(stretch, -0.25, whole)) : step(-1)),
      Home: () => stepTo(stops[0]),
      End: () => stepTo(stops.at(-1)),
      '+': () => show(zoomed(stretch, 0.5, around(), whole)),
      '=': () => show(zoomed(stretch, 0.5, around(), whole)),
      '-': () => show(zoomed(stretch, 2, around(), whole)),
      '0': () => setZoom(undefined),
    };
    const act = keys[event.key];
    if (act === undefined || (asTable && event.key !== 't')) return;
    act();
    event.preventDefault();
    event.stopPropagation();
  };
  const pixel = (event: PointerEvent) => {
    const box = picture.current?.getBoundingClientRect();
    return Math.min(layout.right, Math.max(layout.left, event.clientX - (box?.left ?? 0)));
  };
  const endBrush = () => {
    if (brush !== undefined) {
      const [start = 0, end = 0] = brush.toSorted((a, b) => a - b);
      wasBrushed.current = end - start > 24;
      if (wasBrushed.current) {
        setOver(undefined);
        show(held([layout.at(start), layout.at(end)], whole));
      }
    }
    setBrush(undefined);
  };
  const when = (at: number) => momentText(course.timeZone, instantOf(at));
  const dayText = (at: number) => dateText(dateIn(course.timeZone, instantOf(at)));
  const read = over ?? chosen;
  const reading = read === undefined ? '' : `${when(read.at)}: ${read.text()}`;
  const panel = layout.panels.find(({ series }) => series.instrument === read?.instrument);

  return (
    <section className="chart course" aria-labelledby={id} ref={holder}>
      <div className="chart-head">
        <h2 id={id}>{words.title}</h2>
        <span className="row noprint">
          <button
            ref={toggle}
            type="button"
            className="chart-toggle"
            onClick={() => setAsTable((now) => !now)}
            onKeyDown={onKeyDown}
          >
            {asTable ? words.chart : words.table}
          </button>
          <button
            type="button"
            className="chart-toggle"
            onClick={() => save('course.csv', new Blob([courseCsv(course)], { type: 'text/csv' }))}
          >
            {words.csv}
          </button>
          <button type="button" className="chart-toggle" onClick={() => print()}>
            {words.print}
          </button>
        </span>
      </div>
      {asTable ? (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a wide table is scrolled by keyboard too
        <section className="chart-scroll" aria-label={words.table} tabIndex={0}>
          <CourseTable course={course} shown={shown} />
        </section>
      ) : (
        <>
          <div className="course-view">
            <CourseZoom
              stretch={stretch}
              whole={whole}
              onLook={look}
              onCloser={
                to - from > shortestStretch ? () => show(zoomed(stretch, 0.5, around(), whole)) : undefined
              }
              onFurther={zoom === undefined ? undefined : () => show(zoomed(stretch, 2, around(), whole))}
            />
            <span className="small quiet" data-stretch={`${from} ${to}`}>
              {to - from > 14 * day
                ? words.shown(dayText(from), dayText(to))
                : words.shown(when(from), when(to))}
            </span>
          </div>
          <div
            className="chart-picture"
            // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an input cannot hold a picture
            role="slider"
            tabIndex={0}
            aria-valuemin={0}
            aria-valuemax={Math.max(0, stops.length - 1)}
            aria-valuenow={Math.max(0, place)}
            aria-valuetext={reading === '' ? course.sentence : reading}
            aria-label={`${words.summary(course.sentence, stops.length)} ${words.help}`}
            onKeyDown={onKeyDown}
            onPointerDown={(event) => {
              if (event.pointerType === 'mouse' && event.button === 0) setBrush([pixel(event), pixel(event)]);
            }}
            onPointerMove={(event) => {
              if (brush !== undefined) setBrush([brush[0], pixel(event)]);
              else if (event.pointerType === 'mouse') setOver(nearestStop(stops, layout.at(pixel(event))));
            }}
            onPointerUp={endBrush}
            onPointerLeave={() => {
              setBrush(undefined);
              setOver(undefined);
            }}
            onClick={(event) => {
              // The click at the end of a brush chooses nothing.
              if (wasBrushed.current) return void (wasBrushed.current = false);
              const box = picture.current?.getBoundingClientRect();
              setStop(nearestStop(stops, layout.at(event.clientX - (box?.left ?? 0)))?.key);
            }}
          >
            {/* Nothing is drawn before its width is known: it would be drawn twice. */}
            {width === 0 ? null : (
              <svg
                ref={picture}
                width={layout.width}
                height={layout.height}
                viewBox={`0 0 ${layout.width} ${layout.height}`}
                data-figure={words.title}
                aria-hidden="true"
              >
                <CoursePicture layout={layout} clip={`${id}clip`} />
                {read === undefined || read.at < from || read.at > to ? null : (
                  <g className="course-stop noprint">
                    <line x1={layout.x(read.at)} x2={layout.x(read.at)} y1={layout.top} y2={layout.base} />
                    {panel === undefined ? null : (
                      <circle
                        cx={layout.x(read.at)}
                        cy={read.total === undefined ? panel.gapY : panel.y(read.total)}
                        r={7}
                      />
                    )}
                  </g>
                )}
                {brush === undefined ? null : (
                  <rect
                    className="course-brush"
                    x={Math.min(...brush)}
                    width={Math.abs(brush[1] - brush[0])}
                    y={layout.top}
                    height={layout.base - layout.top}
                  />
                )}
              </svg>
            )}
          </div>
          <p className="chart-read" aria-live="polite">
            {reading === '' ? <span className="noprint">{words.help}</span> : reading}
          </p>
          <p className="small quiet course-key">
            {course.doses.length + course.planned.length === 0 ? null : doseKey(course.doses)}{' '}
            {layout.hiddenMedicines > 0 ? words.moreMedicines(layout.hiddenMedicines) : null}
          </p>
        </>
      )}
    </section>
  );
}
