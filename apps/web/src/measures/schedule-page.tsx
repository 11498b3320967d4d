import { routes, type MeasureScheduleView } from '@evenkeel/contract';
import { instrumentById } from '@evenkeel/instruments';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call, useMe } from '../app/api.ts';
import { momentText } from '../app/format.ts';
import { may } from '../app/may.ts';
import { Loading } from '../app/load-problem.tsx';
import { Button, Page } from '../app/ui.tsx';
import { TableHead } from '../app/table-head.tsx';
import { measureWords } from '../words/measures-en.ts';
import { officeWords } from '../words/office-en.ts';
import { ScheduleEditor } from './schedule-editor.tsx';

const t = measureWords.schedule;
type Occasion = MeasureScheduleView['occasions'][number];

/** What an occasion is counted from, in words. */
export function anchorText({ anchor }: Pick<Occasion, 'anchor'>): string {
  if (anchor.kind === 'calendar')
    return (anchor.from === undefined ? t.anchors.calendar : t.anchors.eachDose)(anchor.everyDays);
  return anchor.kind === 'visit' ? t.anchors.visit[anchor.which] : t.anchors.dose[anchor.which];
}

const hours = (minutes: number) => t.hours(Math.round((Math.abs(minutes) / 60) * 10) / 10);

/** When this clinic gives which scales, and changing it. */
export function SchedulePage() {
  const me = useMe();
  const zone = me?.timeZone ?? 'UTC';
  const [editing, setEditing] = useState(false);
  const found = useQuery({
    queryKey: ['measureSchedule'],
    queryFn: async () => await call(routes.measureSchedule),
  });
  if (found.data === undefined) return <Loading of={[found]} />;
  const { schedule, isDefault, reason, madeByName, madeAt, secondName } = found.data;
  return (
    <Page title={t.title}>
      <p className="quiet">
        {isDefault
          ? t.default
          : t.version(
              schedule.version,
              [madeByName ?? '', ...(secondName === undefined ? [] : [t.withSecond(secondName)])].join(' '),
              madeAt === undefined ? '' : momentText(zone, madeAt),
              reason ?? '',
            )}
      </p>
      {editing ? (
        <ScheduleEditor schedule={schedule} onDone={() => setEditing(false)} />
      ) : (
        <>
          {may(me, 'schedule.change') ? (
            <div className="noprint">
              <Button variant="default" onClick={() => setEditing(true)}>
                {t.edit}
              </Button>
            </div>
          ) : null}
          <p>
            {t.quiet} {schedule.quiet.from} {t.quietAnd} {schedule.quiet.to}. {t.quietZone}
          </p>
          <div className="scroll">
            <table className="plain">
              <TableHead names={[t.occasion, t.when, t.open, t.reminders, t.scales, t.source]} />
              <tbody>
                {schedule.occasions.map((one) => (
                  <tr key={one.id}>
                    <th scope="row">{one.title}</th>
                    <td data-label={t.when}>
                      {one.afterMinutes === 0 ? '' : `${hours(one.afterMinutes)} `}
                      {anchorText(one)}
                    </td>
                    <td data-label={t.open}>{hours(one.openMinutes)}</td>
                    <td data-label={t.reminders}>
                      {one.remindAfterMinutes.length === 0
                        ? t.none
                        : one.remindAfterMinutes.map(hours).join(', ')}
                    </td>
                    <td data-label={t.scales}>
                      {one.measures
                        .map(
                          ({ instrument, way, diagnoses }) =>
                            `${instrumentById(instrument)?.shortTitle ?? instrument} ${measureWords.due.ways[way]}${
                              diagnoses === undefined
                                ? ''
                                : ` ${t.anchors.onlyFor(diagnoses.map((one) => t.anchors.diagnoses[one]).join(', '))}`
                            }`,
                        )
                        .join('; ')}
                    </td>
                    <td data-label={t.source}>
                      <span className="tag">{officeWords.library.marks[one.source.mark]}</span>{' '}
                      <span className="small quiet">{one.source.citation}</span>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </Page>
  );
}
