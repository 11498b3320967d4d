import {
  vitalSigns,
  vitalStatus,
  type ObservationStatus,
  type SessionState,
  type VitalSign,
} from '@evenkeel/protocol';
import { clockTime, elapsedText, type Uuid } from '@evenkeel/quantities';
import { TableHead } from '../app/table-head.tsx';
import { entryLine } from '../session/entry-words.ts';
import { useSessionPolicy } from '../session/session-policy.ts';
import { sessionWords as words } from '../words/session-en.ts';
import type { ChartMark, ChartReading } from './session-chart-model.ts';

const statusWord: { readonly [S in ObservationStatus]: string } = {
  inRange: '',
  watch: 'watch',
  act: 'act',
  stale: 'stale',
  notMeasured: '',
  implausible: 'hard to believe',
};

/** The chart's data as a table, in time order, with words where the picture has shapes. */
export function SessionTable({
  state,
  readings,
  marks,
  timeZone,
  onSelect,
}: {
  readonly state: SessionState;
  readonly readings: readonly ChartReading[];
  readonly marks: readonly ChartMark[];
  readonly timeZone: string;
  readonly onSelect: ((entryId: Uuid) => void) | undefined;
}) {
  const started = state.dose?.startedAt;
  const confirmed = new Set(
    state.readings.filter((one) => one.confirmedImplausible).map((one) => one.entryId),
  );
  const policy = useSessionPolicy();
  const lines = [
    ...readings.map((reading) => ({ at: reading.at, id: reading.entryId, late: reading.late, reading })),
    ...marks.map((mark) => ({ at: mark.at, id: mark.entryId, late: mark.late, mark })),
  ].toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  return (
    <table className="plain chart-table">
      <TableHead names={words.chart.columns} />
      <tbody>
        {lines.map((line) => {
          const vitals = 'reading' in line ? line.reading.vitals : {};
          const standing = 'reading' in line ? line.reading.standing : 'current';
          const cell = (sign: VitalSign) => {
            const value = vitals[sign];
            if (value === undefined) return null;
            const word = statusWord[vitalStatus(sign, value, policy, confirmed.has(line.id))];
            const name = vitalSigns.find((one) => one.sign === sign)?.name ?? sign;
            return (
              <span title={name}>
                {value}
                {word === '' ? null : <span className="small"> {word}</span>}
              </span>
            );
          };
          const struck = standing === 'corrected' || standing === 'retracted';
          return (
            <tr key={line.id} className={struck ? 'struck' : undefined}>
              <td>
                {onSelect === undefined || !('reading' in line) ? (
                  clockTime(timeZone, line.at)
                ) : (
                  <button type="button" className="chart-toggle" onClick={() => onSelect(line.id)}>
                    {clockTime(timeZone, line.at)}
                  </button>
                )}
              </td>
              <td>{started === undefined ? '' : elapsedText(started, line.at)}</td>
              <td>
                {vitals.systolic === undefined && vitals.diastolic === undefined ? null : (
                  <>
                    {cell('systolic') ?? '?'}/{cell('diastolic') ?? '?'}
                  </>
                )}
              </td>
              <td>{cell('heartRate')}</td>
              <td>{cell('spo2')}</td>
              <td>{cell('respiratoryRate')}</td>
              <td>{cell('moaas')}</td>
              <td>
                {[
                  'mark' in line ? entryLine(line.mark.entry) : '',
                  standing === 'corrected' ? words.timeline.corrected : '',
                  standing === 'retracted' ? words.timeline.retracted : '',
                  line.late ? words.timeline.late : '',
                ]
                  .filter((text) => text !== '')
                  .join(', ')}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
