import type { CourseSeries } from '@evenkeel/contract';
import { courseWords as words } from '../words/course-en.ts';
import { inOrder } from './course-shown.ts';

/** Which scales are shown, by what they are about. The last one cannot be taken away. */
export function CourseScales({
  series,
  shown,
  onChange,
}: {
  readonly series: readonly CourseSeries[];
  readonly shown: readonly string[];
  readonly onChange: (ids: readonly string[]) => void;
}) {
  const ordered = inOrder(series);
  const domains = [...new Set(ordered.map(({ domain }) => domain))];
  return (
    <fieldset className="course-scales noprint">
      <legend>{words.scales}</legend>
      {domains.map((domain) => (
        <fieldset key={domain} aria-label={words.domains[domain as keyof typeof words.domains] ?? domain}>
          <span className="quiet small">{words.domains[domain as keyof typeof words.domains] ?? domain}</span>
          {ordered
            .filter((one) => one.domain === domain)
            .map(({ instrument, shortTitle }) => {
              const isShown = shown.includes(instrument);
              return (
                <label key={instrument}>
                  <input
                    type="checkbox"
                    checked={isShown}
                    disabled={isShown && shown.length === 1}
                    onChange={() =>
                      onChange(isShown ? shown.filter((one) => one !== instrument) : [...shown, instrument])
                    }
                  />
                  {shortTitle}
                </label>
              );
            })}
        </fieldset>
      ))}
    </fieldset>
  );
}
