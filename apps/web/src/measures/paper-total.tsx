import { routes } from '@evenkeel/contract';
import { instrumentById, itemText, optionText, type Instrument } from '@evenkeel/instruments';
import { clockTime, instantOf } from '@evenkeel/quantities';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../app/api.ts';
import { todayIn } from '../app/format.ts';
import { instantIn } from '../app/instant-in.ts';
import { newId } from '../app/new-id.ts';
import { ProblemBox } from '../app/problem-box.tsx';
import { typedNumber } from '../app/typed-number.ts';
import { Button, DateInput, NativeSelect, TextInput } from '../app/ui.tsx';
import { measureWords } from '../words/measures-en.ts';

const t = measureWords.paper;
type Timepoint = 'baseline' | 'unscheduled';

/** A total from a paper form. The items that ask about suicide are asked for, because unknown is not "no". */
export function PaperTotal({
  patientId,
  instrument,
  timepoint,
  zone,
  onDone,
}: {
  readonly patientId: string;
  readonly instrument: Instrument;
  readonly timepoint: string;
  readonly zone: string;
  readonly onDone: () => void;
}) {
  const [responseId] = useState(newId);
  const [total, setTotal] = useState('');
  const [day, setDay] = useState(() => todayIn(zone));
  const [clock, setClock] = useState(() => clockTime(zone, instantOf(Date.now())));
  const [rater, setRater] = useState('');
  const [known, setKnown] = useState<Readonly<Record<number, string>>>({});
  const asked = [
    ...new Set(instrument.flags.filter(({ flag }) => flag === 'suicidality').map(({ item }) => item)),
  ];
  const { from, to } = instrument.range;
  const read = typedNumber(total, { lowest: from, highest: to });
  const save = useMutation({
    mutationFn: async () => {
      const takenAt = instantIn(zone, day, clock);
      return await call(routes.recordTotal, {
        params: { patientId },
        body: {
          responseId,
          instrument: instrument.id,
          timepoint: timepoint as Timepoint,
          total: 'value' in read ? read.value : Number.NaN,
          takenAt: takenAt ?? '',
          ...(rater.trim() === '' ? {} : { rater: rater.trim() }),
          known: asked.flatMap((item) => {
            const given = known[item] ?? '';
            return given === '' ? [] : [{ item, answer: Number(given) }];
          }),
        },
      });
    },
    onSuccess: onDone,
  });
  return (
    <form
      className="form narrow"
      aria-label={t.title(instrument.shortTitle)}
      onSubmit={(event) => {
        event.preventDefault();
        if ('value' in read) save.mutate();
      }}
    >
      <h2>{t.title(instrument.shortTitle)}</h2>
      <p className="quiet">{t.lead}</p>
      <TextInput
        label={t.total(from, to)}
        required
        inputMode="decimal"
        value={total}
        error={total.trim() !== '' && 'sentence' in read ? read.sentence : undefined}
        onChange={(event) => setTotal(event.currentTarget.value)}
        style={{ maxWidth: 200 }}
      />
      {asked.map((item) => (
        <NativeSelect
          key={item}
          label={instrument.items[item]?.text === undefined ? t.item(item + 1) : itemText(instrument, item)}
          description={t.itemWhy}
          value={known[item] ?? ''}
          onChange={(event) => setKnown({ ...known, [item]: event.currentTarget.value })}
          data={[
            { value: '', label: t.notKnown },
            ...(instrument.items[item]?.options ?? []).map((option) => ({
              value: String(option.value),
              label: option.label === undefined ? optionText(option) : `${option.value} ${option.label}`,
            })),
          ]}
        />
      ))}
      <div className="row" style={{ alignItems: 'end' }}>
        <DateInput label={t.day} value={day} onChange={(event) => setDay(event.currentTarget.value)} />
        <TextInput
          label={t.time}
          type="time"
          value={clock}
          onChange={(event) => setClock(event.currentTarget.value)}
        />
      </div>
      <TextInput
        label={t.rater}
        description={t.raterSelf}
        value={rater}
        onChange={(event) => setRater(event.currentTarget.value)}
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

/** The scale of an id, for a total. */
export function scaleForTotal(id: string): Instrument | undefined {
  const instrument = instrumentById(id);
  return instrument === undefined || instrument.scoring.kind === 'none' ? undefined : instrument;
}
