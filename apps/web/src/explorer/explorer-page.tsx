import type { Channel } from '@evenkeel/pharmacology';
import { useMemo, useRef, useState } from 'react';
import { useDraft } from '../app/draft.ts';
import { DraftLine } from '../app/draft-line.tsx';
import { Button, NativeSelect, Page } from '../app/ui.tsx';
import { explorerWords as words } from '../words/explorer-en.ts';
import { BandChart } from './band-chart.tsx';
import type { BandLine } from './band-chart-model.ts';
import { BodyFields } from './body-fields.tsx';
import {
  analyteChoices,
  effectChoices,
  hasSpread,
  type AnalyteChoice,
  type EffectChoice,
  type PlanJob,
} from './explorer-job.ts';
import { figuresOf } from './figures.ts';
import { FiguresTable, type Opened } from './figures-table.tsx';
import {
  firstDraft,
  letters,
  mostPlans,
  readBody,
  readPlan,
  type ExplorerDraft,
  type PlanDraft,
} from './plan-draft.ts';
import { PlanFields, PlanLine } from './plan-fields.tsx';
import { SavePart } from './save-part.tsx';
import { useExplorer } from './use-explorer.ts';
import { WhyPanel } from './why-panel.tsx';
import './explorer.css';

type Mood = keyof typeof words.view.moods;

/** Up to four plans for one person: plasma, receptors, effect and mood, with their bands. A model, not a measurement. */
export function ExplorerPage() {
  const draft = useDraft<ExplorerDraft>('explorer', firstDraft);
  const { value } = draft;
  const [windowH, setWindowH] = useState(8);
  const [analyte, setAnalyte] = useState<AnalyteChoice>('ketamine');
  const [effect, setEffect] = useState<EffectChoice>('dissociation');
  const [mood, setMood] = useState<Mood>('moodDrug');
  const [frontPlan, setFront] = useState(0);
  const [opened, setOpened] = useState<Opened>();
  const [removed, setRemoved] = useState<{ readonly plan: PlanDraft; readonly at: number }>();
  const holder = useRef<HTMLDivElement>(null);
  const front = Math.min(frontPlan, value.plans.length - 1);

  const body = readBody(value.body);
  const weightKg = body.ok ? body.value.weightKg : 70;
  const read = value.plans.map((plan) => readPlan(plan, weightKg));
  const lastDose = (index: number) => {
    const one = read[index];
    return one?.ok === true ? (one.value.regimen.at(-1)?.at ?? 0) : 0;
  };
  const moodH = Math.max(168, windowH, ...read.map((_, index) => lastDose(index) + 96));
  const jobs = read.map((one): PlanJob | undefined =>
    one.ok && body.ok
      ? {
          model: value.model,
          person: body.value,
          regimen: one.value.regimen,
          benzodiazepine: value.body.benzodiazepine,
          windowH,
          moodH,
        }
      : undefined,
  );
  const explored = useExplorer(jobs, value.people);
  const { answers, bands } = explored;

  const change = (plans: readonly PlanDraft[]) => draft.change({ ...value, plans });
  const at = (index: number, next: PlanDraft) => change(value.plans.with(index, next));
  const spread = hasSpread(value.model);
  const linesFor = (channel: Channel): BandLine[] =>
    value.plans.flatMap((_, index) => {
      const answer = jobs[index] === undefined ? undefined : answers[index];
      if (answer?.ok !== true) return [];
      const values = answer.value.series[channel];
      if (values === undefined || Number.isNaN(values[0])) return [];
      const found = bands[index]?.bands[channel];
      const isPlasma = channel === analyte || channel === 'occupancy';
      return [
        {
          letter: letters[index] ?? '',
          typical: { times: answer.value.times, values },
          ...(found === undefined || (isPlasma && !spread)
            ? {}
            : { band: { times: bands[index]?.times ?? new Float64Array(), ...found } }),
        },
      ];
    });
  const charts = useMemo(
    () => ({
      plasma: linesFor(analyte),
      occupancy: linesFor('occupancy'),
      effect: linesFor(effect),
      mood: linesFor(mood),
    }),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- lines follow from the answers and what is chosen
    [answers, bands, analyte, effect, mood, value.plans.length],
  );
  const figures = value.plans.flatMap((_, index) => {
    const answer = jobs[index] === undefined ? undefined : answers[index];
    return answer?.ok === true
      ? [
          {
            index,
            letter: letters[index] ?? '',
            rows: figuresOf(answer.value, bands[index], analyte, lastDose(index)),
          },
        ]
      : [];
  });
  const warnings = [
    ...new Set(answers.flatMap((answer) => (answer?.ok === true ? answer.value.warnings : []))),
  ];
  const names = read.map((one, index) => `${letters[index]}: ${one.ok ? one.value.name : one.sentence}`);
  const letter = letters[front] ?? '';
  const whyJob = opened === undefined ? undefined : jobs[opened.plan];

  return (
    <Page title={words.title}>
      <p>
        <strong className="model-label">{words.label}</strong> {words.lead}
      </p>
      <DraftLine draft={draft} />
      <div className="explorer" ref={holder}>
        <div className="stack explorer-left">
          {value.plans.map((plan, index) => {
            const one = read[index];
            const answer = answers[index];
            return one === undefined ? null : (
              <PlanFields
                // oxlint-disable-next-line react/no-array-index-key -- a plan is its letter
                key={index}
                index={index}
                letter={letters[index] ?? ''}
                draft={plan}
                model={value.model}
                read={
                  answer?.ok === false && jobs[index] !== undefined && answer.field !== 'weight'
                    ? answer
                    : one
                }
                front={index === front}
                onFront={value.plans.length > 1 ? () => setFront(index) : undefined}
                onChange={(next) => at(index, next)}
                onCopy={
                  value.plans.length < mostPlans
                    ? () =>
                        change([...value.plans.slice(0, index + 1), plan, ...value.plans.slice(index + 1)])
                    : undefined
                }
                onRemove={
                  value.plans.length > 1
                    ? () => {
                        setRemoved({ plan, at: index });
                        change(value.plans.toSpliced(index, 1));
                      }
                    : undefined
                }
              />
            );
          })}
          {removed === undefined || value.plans.length >= mostPlans ? null : (
            <output className="status small">
              {words.plan.removed(letters[removed.at] ?? '')}{' '}
              <button
                type="button"
                className="linklike"
                onClick={() => {
                  change(value.plans.toSpliced(removed.at, 0, removed.plan));
                  setRemoved(undefined);
                }}
              >
                {words.plan.undo}
              </button>
            </output>
          )}
          {value.plans.length < mostPlans ? (
            <Button
              variant="light"
              onClick={() => change([...value.plans, value.plans.at(-1) ?? firstDraft.plans[0]!])}
            >
              {words.plan.add}
            </Button>
          ) : null}
          <BodyFields draft={value} read={body} onChange={draft.change} />
        </div>
        <div className="explorer-right">
          <div className="explorer-view noprint">
            <NativeSelect
              label={words.view.window}
              value={String(windowH)}
              data={Object.entries(words.view.windows).map(([hours, label]) => ({ value: hours, label }))}
              onChange={(event) => setWindowH(Number(event.currentTarget.value))}
            />
            <NativeSelect
              label={words.view.analyte}
              value={analyte}
              data={analyteChoices.map((one) => ({ value: one, label: words.view.analytes[one] }))}
              onChange={(event) => setAnalyte(event.currentTarget.value as AnalyteChoice)}
            />
            <NativeSelect
              label={words.view.effect}
              value={effect}
              data={effectChoices.map((one) => ({ value: one, label: words.view.effects[one] }))}
              onChange={(event) => setEffect(event.currentTarget.value as EffectChoice)}
            />
            <NativeSelect
              label={words.view.mood}
              value={mood}
              data={Object.entries(words.view.moods).map(([one, label]) => ({ value: one, label }))}
              onChange={(event) => setMood(event.currentTarget.value as Mood)}
            />
          </div>
          {answers.map((answer, index) =>
            answer === undefined || answer.ok || jobs[index] === undefined ? null : (
              <p key={letters[index]} className="problem" role="alert">
                {words.problem(letters[index] ?? '', answer.sentence)}
              </p>
            ),
          )}
          {body.ok ? null : (
            <p className="problem" role="alert">
              {body.sentence}
            </p>
          )}
          <ul className="list explorer-names small">
            {names.map((name, index) => (
              <li key={name}>
                <PlanLine index={index} /> {name}
              </li>
            ))}
          </ul>
          <div className="explorer-charts" data-took={JSON.stringify(explored.took)}>
            <BandChart title={words.axis[analyte]} lines={charts.plasma} front={letter} domainH={windowH} />
            <BandChart
              title={words.axis.occupancy}
              lines={charts.occupancy}
              front={letter}
              domainH={windowH}
              scale={100}
            />
            <BandChart title={words.axis[effect]} lines={charts.effect} front={letter} domainH={windowH} />
            <BandChart title={words.axis[mood]} lines={charts.mood} front={letter} domainH={moodH} inDays />
          </div>
          <div className="status small quiet explorer-progress" aria-live="polite">
            {explored.progress !== undefined ? (
              <>
                <progress
                  value={explored.progress.done}
                  max={explored.progress.of}
                  aria-label={words.computing}
                />{' '}
                {words.progress(
                  explored.progress.done.toLocaleString('en-GB'),
                  explored.progress.of.toLocaleString('en-GB'),
                )}{' '}
                <button type="button" className="linklike" onClick={explored.stop}>
                  {words.stop}
                </button>
              </>
            ) : explored.stopped ? (
              <>
                {words.stopped}{' '}
                <button type="button" className="linklike" onClick={explored.again}>
                  {words.again}
                </button>
              </>
            ) : bands.some((one) => one !== undefined) ? (
              <>
                {words.caption(value.people.toLocaleString('en-GB'))} {spread ? null : words.noSpread}{' '}
                <span className="noprint">{words.chartHelp}</span>
              </>
            ) : (
              words.typicalCaption
            )}
          </div>
          <h2>{words.figures.title}</h2>
          <p className="small quiet">{words.figures.lead}</p>
          <FiguresTable plans={figures} onWhy={setOpened} />
          {warnings.length === 0 ? null : (
            <>
              <h2>{words.warnings}</h2>
              <ul>
                {warnings.map((one) => (
                  <li key={one}>{one}</li>
                ))}
              </ul>
            </>
          )}
          <SavePart
            holder={holder}
            names={names}
            plans={names.map((name, index) => ({ name, answer: answers[index], bands: bands[index] }))}
          />
          <p className="small quiet noprint">{words.offline}</p>
        </div>
      </div>
      {opened === undefined || whyJob === undefined ? null : (
        <WhyPanel opened={opened} job={whyJob} onClose={() => setOpened(undefined)} />
      )}
    </Page>
  );
}
