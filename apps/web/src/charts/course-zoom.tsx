import { courseWords as words } from '../words/course-en.ts';
import { day, looks, type Look, type Stretch } from './course-time.ts';

/** How much of a course is shown; a look longer than the course shows all of it. */
export function CourseZoom({
  stretch,
  whole,
  onLook,
  onCloser,
  onFurther,
}: {
  readonly stretch: Stretch;
  readonly whole: Stretch;
  readonly onLook: (look: Look | undefined) => void;
  readonly onCloser: (() => void) | undefined;
  readonly onFurther: (() => void) | undefined;
}) {
  const days = (stretch[1] - stretch[0]) / day;
  const isWhole = stretch[0] <= whole[0] && stretch[1] >= whole[1];
  const choices = Object.keys(looks) as Look[];
  return (
    <fieldset className="course-zoom noprint">
      <legend className="small">{words.zoom}</legend>
      <button type="button" aria-pressed={isWhole} onClick={() => onLook(undefined)}>
        {words.looks.whole}
      </button>
      {choices
        .filter((one) => looks[one] * day < whole[1] - whole[0])
        .map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={!isWhole && Math.abs(days - looks[one]) < 0.01}
            onClick={() => onLook(one)}
          >
            {words.looks[one]}
          </button>
        ))}
      <button
        type="button"
        aria-label={words.further}
        disabled={onFurther === undefined}
        onClick={() => onFurther?.()}
      >
        −
      </button>
      <button
        type="button"
        aria-label={words.closer}
        disabled={onCloser === undefined}
        onClick={() => onCloser?.()}
      >
        +
      </button>
    </fieldset>
  );
}
