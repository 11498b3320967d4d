import type { PlanPreview } from '@evenkeel/contract';
import { effectWindow, type PlannedDose } from '@evenkeel/protocol';
import { daysBetween, type CalendarDate } from '@evenkeel/quantities';
import { Button, DateInput } from '../app/ui.tsx';
import { Attention } from '../theme/attention-mark.tsx';
import { planWords as t } from '../words/plan-en.ts';

const sixWeeks = 42;

/** "Sat": the day of the week of a calendar date. */
function weekday(day: string): string {
  return new Date(`${day}T12:00:00Z`).toLocaleDateString('en-GB', { weekday: 'short', timeZone: 'UTC' });
}

/** The days of a course with their phases; each can be moved or left out. The first six weeks are open. */
export function PlanCourse({
  course,
  edited,
  onChange,
}: {
  readonly course: PlanPreview['course'];
  readonly edited: boolean;
  readonly onChange: (days: readonly string[]) => void;
}) {
  const first = course[0]?.day;
  if (first === undefined) return null;
  const row = (one: PlanPreview['course'][number], index: number) => (
    <tr key={one.number}>
      <td className="number">{one.number}</td>
      <td>
        <span className="small quiet">{weekday(one.day)}</span>
        <DateInput
          aria-label={t.course.day(one.number)}
          value={one.day}
          onChange={(event) => {
            const day = event.currentTarget.value;
            if (day !== '') onChange(course.map((each, place) => (place === index ? day : each.day)));
          }}
        />
      </td>
      <td>
        <span className="quiet">
          {one.phase}
          {one.hours === undefined ? '' : `, ${t.course.hours(one.hours)}`}
        </span>
        {one.problem === undefined ? null : (
          <div>
            <Attention level="now">{one.problem}</Attention>
          </div>
        )}
      </td>
      <td>
        <Button
          type="button"
          variant="default"
          size="compact-sm"
          disabled={course.length < 2}
          aria-label={`${t.course.out}: ${t.course.day(one.number)}`}
          onClick={() => onChange(course.filter((_, place) => place !== index).map(({ day }) => day))}
        >
          {t.course.out}
        </Button>
      </td>
    </tr>
  );
  const early = course.filter(
    ({ day }) => daysBetween(first as CalendarDate, day as CalendarDate) < sixWeeks,
  ).length;
  return (
    <section>
      <h3>{t.course.title(course.length)}</h3>
      <table className="plan-days">
        <tbody>{course.slice(0, early).map((one, index) => row(one, index))}</tbody>
      </table>
      {early === course.length ? null : (
        <details>
          <summary>{t.course.later(course.length - early)}</summary>
          <table className="plan-days">
            <tbody>{course.slice(early).map((one, index) => row(one, index + early))}</tbody>
          </table>
        </details>
      )}
      {edited ? (
        <Button type="button" variant="default" onClick={() => onChange([])}>
          {t.course.reset}
        </Button>
      ) : null}
    </section>
  );
}

/** What will be due at each visit: gates, observations with their times, scales. */
export function PlanVisit({
  visit,
  dose,
}: {
  readonly visit: NonNullable<PlanPreview['visit']>;
  readonly dose: PlannedDose | undefined;
}) {
  const effect = dose === undefined ? undefined : effectWindow(dose.route, dose.durationMinutes);
  return (
    <details>
      <summary>{t.visit.title}</summary>
      <h4>{t.visit.gates}</h4>
      <ul>
        {visit.gates.map(({ id, question }) => (
          <li key={id}>
            {question} <span className="quiet">{id}</span>
          </li>
        ))}
      </ul>
      <h4>{t.visit.observations}</h4>
      <ul>
        {visit.observations.map(({ minute, what }) => (
          <li key={minute}>
            {t.visit.minute(minute)}: {what.join(', ')}
          </li>
        ))}
      </ul>
      <p>{t.visit.leave(visit.leaveAfterMinutes)}</p>
      {effect === undefined ? null : <p className="quiet">{t.visit.effect(effect.from, effect.to)}</p>}
      <h4>{t.visit.scales}</h4>
      <ul>
        {visit.scales.map(({ title, instruments }) => (
          <li key={title}>
            {title}: {instruments.join(', ')}
          </li>
        ))}
      </ul>
    </details>
  );
}
