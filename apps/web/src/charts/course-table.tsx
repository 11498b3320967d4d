import type { CourseSeries, CourseView } from '@evenkeel/contract';
import { useMemo } from 'react';
import { dateText, momentText } from '../app/format.ts';
import { Value } from '../app/ui.tsx';
import { TableHead } from '../app/table-head.tsx';
import { courseWords as words } from '../words/course-en.ts';
import { courseRows } from './course-rows.ts';

/** The same data as the picture, one row an event. A gap is a row without a value. */
export function CourseTable({
  course,
  shown,
}: {
  readonly course: CourseView;
  readonly shown: readonly CourseSeries[];
}) {
  const rows = useMemo(() => courseRows(course, shown), [course, shown]);
  return (
    <table className="plain chart-table">
      <TableHead names={words.columns} />
      <tbody>
        {rows.map((row) => (
          <tr key={row.key}>
            <td>
              {row.when === ''
                ? words.rows.unknownDay
                : row.when.includes('T')
                  ? momentText(course.timeZone, row.when)
                  : dateText(row.when)}
            </td>
            <td>{row.what}</td>
            <td>{row.name}</td>
            <td>{row.value === '' ? '' : <Value value={row.value} unit={row.unit} />}</td>
            <td>
              {row.change === ''
                ? ''
                : words.change(Number(row.change), row.percent === '' ? undefined : Number(row.percent))}
            </td>
            <td>{row.outcome}</td>
            <td>{row.detail}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
