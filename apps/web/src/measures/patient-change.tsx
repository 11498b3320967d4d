import { routes, type MeasureChangeView, type PatientMeasures } from '@evenkeel/contract';
import { instrumentById, instruments } from '@evenkeel/instruments';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { call, queryClient } from '../app/api.ts';
import { ProblemBox } from '../app/problem-box.tsx';
import { Button, NativeSelect, TextInput } from '../app/ui.tsx';
import { measureWords } from '../words/measures-en.ts';

const t = measureWords.change;
const shortOf = (id: string) => instrumentById(id)?.shortTitle ?? id;
type Way = MeasureChangeView['add'][number]['measure']['way'];

/** What differs for one patient: occasions left out, scales added or taken off, no messages. With a reason. */
export function PatientChange({
  patientId,
  measures,
}: {
  readonly patientId: string;
  readonly measures: PatientMeasures;
}) {
  const [change, setChange] = useState<MeasureChangeView>(measures.change);
  const [reason, setReason] = useState('');
  const [scale, setScale] = useState('phq9');
  const [occasion, setOccasion] = useState(measures.schedule.occasions[0]?.id ?? '');
  const [way, setWay] = useState<Way>('link');
  const save = useMutation({
    mutationFn: async () =>
      await call(routes.changeMeasures, {
        params: { patientId },
        body: { version: measures.version + 1, change, reason },
      }),
    onSuccess: (data) => {
      queryClient.setQueryData(['measures', patientId], data);
      setReason('');
    },
  });
  const titleOf = (id: string) => measures.schedule.occasions.find((one) => one.id === id)?.title ?? id;
  const toggled = (list: readonly string[], id: string) =>
    list.includes(id) ? list.filter((one) => one !== id) : [...list, id];
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <p className="quiet">{t.lead}</p>
      <label>
        <input
          type="checkbox"
          checked={change.noMessages}
          onChange={() => setChange({ ...change, noMessages: !change.noMessages })}
        />{' '}
        {t.noMessages}
      </label>
      {measures.schedule.occasions.map((one) => (
        <fieldset key={one.id} className="choice">
          <legend className="small">{one.title}</legend>
          <label>
            <input
              type="checkbox"
              checked={change.without.includes(one.id)}
              onChange={() => setChange({ ...change, without: toggled(change.without, one.id) })}
            />{' '}
            {t.without(one.title)}
          </label>
          {one.measures.map(({ instrument }) => {
            const off = change.remove.some(
              (gone) => gone.occasion === one.id && gone.instrument === instrument,
            );
            return (
              <label key={instrument}>
                <input
                  type="checkbox"
                  checked={off}
                  onChange={() =>
                    setChange({
                      ...change,
                      remove: off
                        ? change.remove.filter(
                            (gone) => gone.occasion !== one.id || gone.instrument !== instrument,
                          )
                        : [...change.remove, { occasion: one.id, instrument }],
                    })
                  }
                />{' '}
                {t.takeOff(shortOf(instrument), one.title)}
              </label>
            );
          })}
        </fieldset>
      ))}
      <ul className="list">
        {change.add.map((one, index) => (
          <li key={`${one.occasion} ${one.measure.instrument}`}>
            {t.added(
              shortOf(one.measure.instrument),
              titleOf(one.occasion),
              measureWords.due.ways[one.measure.way],
            )}{' '}
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => setChange({ ...change, add: change.add.filter((_, place) => place !== index) })}
            >
              {t.remove}
            </Button>
          </li>
        ))}
      </ul>
      <div className="row" style={{ alignItems: 'end' }}>
        <NativeSelect
          label={t.addScale}
          value={scale}
          onChange={(event) => setScale(event.currentTarget.value)}
          data={instruments.map((one) => ({ value: one.id, label: one.shortTitle }))}
        />
        <NativeSelect
          label={t.addTo}
          value={occasion}
          onChange={(event) => setOccasion(event.currentTarget.value)}
          data={measures.schedule.occasions.map((one) => ({ value: one.id, label: one.title }))}
        />
        <NativeSelect
          label={t.addBy}
          value={way}
          onChange={(event) => setWay(event.currentTarget.value as Way)}
          data={Object.entries(measureWords.due.ways).map(([value, label]) => ({ value, label }))}
        />
        <Button
          variant="default"
          onClick={() =>
            setChange({
              ...change,
              add: [
                ...change.add.filter((one) => one.occasion !== occasion || one.measure.instrument !== scale),
                { occasion, measure: { instrument: scale, way } },
              ],
            })
          }
        >
          {t.add}
        </Button>
      </div>
      <TextInput
        label={t.reason}
        required
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <ProblemBox error={save.error} />
      <div>
        <Button type="submit" loading={save.isPending}>
          {t.save}
        </Button>
      </div>
    </form>
  );
}
