import type { MeasureScheduleView } from '@evenkeel/contract';
import { instruments } from '@evenkeel/instruments';
import { Button, NativeSelect, TextInput } from '../app/ui.tsx';
import { measureWords } from '../words/measures-en.ts';
import { recordWords } from '../words/patient-record-en.ts';
import { NumberField, numberOf, ReadField } from './number-field.tsx';
import { limitsOf, remindersSay } from './schedule-limits.ts';

const t = measureWords.schedule;
type Occasion = MeasureScheduleView['occasions'][number];
type Anchor = Occasion['anchor'];
type Measure = Occasion['measures'][number];

const anchors: Readonly<Record<string, Anchor>> = {
  'dose first': { kind: 'dose', which: 'first' },
  'dose each': { kind: 'dose', which: 'each' },
  'dose last': { kind: 'dose', which: 'last' },
  'visit first': { kind: 'visit', which: 'first' },
  'visit each': { kind: 'visit', which: 'each' },
  eachDose: { kind: 'calendar', everyDays: 7, from: 'eachDose' },
};
const anchorWords: Readonly<Record<string, string>> = {
  'dose first': t.anchors.dose.first,
  'dose each': t.anchors.dose.each,
  'dose last': t.anchors.dose.last,
  'visit first': t.anchors.visit.first,
  'visit each': t.anchors.visit.each,
  eachDose: t.anchors.eachDose(7),
};

/** The fields of one occasion: when it is, how long it is open, its reminders and its scales. */
export function OccasionFields({
  occasion,
  onChange,
  onRemove,
}: {
  readonly occasion: Occasion;
  readonly onChange: (more: Partial<Occasion>) => void;
  readonly onRemove: () => void;
}) {
  const { anchor, measures } = occasion;
  const anchorKey =
    anchor.kind === 'calendar' ? (anchor.from ?? 'calendar') : `${anchor.kind} ${anchor.which}`;
  const setMeasure = (place: number, more: Partial<Measure>) =>
    onChange({ measures: measures.map((one, index) => (index === place ? { ...one, ...more } : one)) });
  return (
    <>
      <div className="row" style={{ alignItems: 'end' }}>
        <TextInput
          label={t.name}
          required
          value={occasion.title}
          onChange={(event) => onChange({ title: event.currentTarget.value })}
        />
        <NativeSelect
          label={t.timepoint}
          value={occasion.timepoint}
          onChange={(event) => onChange({ timepoint: event.currentTarget.value as Occasion['timepoint'] })}
          data={Object.entries(recordWords.measures.timepoints).map(([value, label]) => ({ value, label }))}
        />
        <NativeSelect
          label={t.anchor}
          value={anchorKey}
          onChange={(event) =>
            onChange({ anchor: anchors[event.currentTarget.value] ?? { kind: 'calendar', everyDays: 28 } })
          }
          data={[
            ...Object.keys(anchors).map((value) => ({ value, label: anchorWords[value] ?? value })),
            {
              value: 'calendar',
              label: t.anchors.calendar(anchor.kind === 'calendar' ? anchor.everyDays : 28),
            },
          ]}
        />
        {anchor.kind === 'calendar' ? (
          <NumberField
            label={t.every}
            limits={limitsOf.everyDays}
            value={String(anchor.everyDays)}
            onNumber={(everyDays) => onChange({ anchor: { ...anchor, everyDays } })}
          />
        ) : null}
        <NumberField
          label={t.after}
          limits={limitsOf.afterHours}
          value={hoursText(occasion.afterMinutes)}
          onNumber={(hours) => onChange({ afterMinutes: Math.round(hours * 60) })}
        />
        <NumberField
          label={t.openHours}
          limits={limitsOf.openHours}
          value={hoursText(occasion.openMinutes)}
          onNumber={(hours) => onChange({ openMinutes: Math.round(hours * 60) })}
        />
        <ReadField
          label={t.remindHours}
          title={t.remindHint}
          value={occasion.remindAfterMinutes.map((minutes) => hoursText(minutes)).join(' ')}
          read={(text) => {
            const hours = text.split(/[\s,]+/).filter((part) => part !== '');
            return hours.map(numberOf).some(Number.isNaN)
              ? undefined
              : hours.map((part) => Math.round(numberOf(part) * 60));
          }}
          says={(reminders) => remindersSay(reminders, occasion)}
          onRead={(remindAfterMinutes) => onChange({ remindAfterMinutes })}
        />
      </div>
      <ul className="list">
        {measures.map((measure, place) => (
          <li key={`${measure.instrument} ${String(place)}`} className="row" style={{ alignItems: 'end' }}>
            <NativeSelect
              aria-label={t.scales}
              value={measure.instrument}
              onChange={(event) => setMeasure(place, { instrument: event.currentTarget.value })}
              data={instruments.map((one) => ({ value: one.id, label: one.shortTitle }))}
            />
            <NativeSelect
              aria-label={t.way}
              value={measure.way}
              onChange={(event) => setMeasure(place, { way: event.currentTarget.value as Measure['way'] })}
              data={Object.entries(measureWords.due.ways).map(([value, label]) => ({ value, label }))}
            />
            <Button
              size="compact-sm"
              variant="default"
              disabled={measures.length === 1}
              onClick={() => onChange({ measures: measures.filter((_, index) => index !== place) })}
            >
              {t.remove}
            </Button>
          </li>
        ))}
      </ul>
      <div className="row" style={{ marginTop: 8, justifyContent: 'space-between' }}>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => onChange({ measures: [...measures, { instrument: 'gad7', way: 'link' }] })}
        >
          {t.addScale}
        </Button>
        <Button size="compact-sm" variant="subtle" onClick={onRemove}>
          {t.removeOccasion}
        </Button>
      </div>
    </>
  );
}

/** Minutes as hours, as they are typed. */
const hoursText = (minutes: number): string => String(Number((minutes / 60).toFixed(3)));
