import { modelById, type Channel, type Ground } from '@evenkeel/pharmacology';
import { useEffect, useRef } from 'react';
import { explorerWords as words } from '../words/explorer-en.ts';
import { whyAnswer, type PlanJob } from './explorer-job.ts';
import { figure, letters } from './plan-draft.ts';
import type { Opened } from './figures-table.tsx';

const parts = ['kinetics', 'effect', 'person', 'spread'] as const;

function formulasOf(channel: Channel): readonly string[] {
  const { kinetics, effectSite, occupancy, dissociation, pressure, mood, total } = words.why.formulas;
  switch (channel) {
    case 'occupancy':
      return [kinetics, occupancy];
    case 'dissociation':
      return [kinetics, effectSite, dissociation];
    case 'systolicChange':
    case 'diastolicChange':
    case 'heartRateChange':
      return [kinetics, effectSite, pressure];
    case 'moodDrug':
      return [kinetics, occupancy, mood];
    case 'moodTotal':
      return [kinetics, occupancy, mood, total];
    default:
      return [kinetics];
  }
}

/** The grounds of one number, down to the paper of each parameter. */
export function WhyPanel({
  opened,
  job,
  onClose,
}: {
  readonly opened: Opened;
  readonly job: PlanJob;
  readonly onClose: () => void;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  const grounds = whyAnswer(job, opened.channel);
  const model = modelById(job.model);
  return (
    <dialog ref={dialog} className="why" aria-labelledby="why-title" onClose={onClose}>
      <div className="section-head">
        <h2 id="why-title">{words.why.title(opened.name, letters[opened.plan] ?? '')}</h2>
        <button type="button" className="chart-toggle" onClick={() => dialog.current?.close()}>
          {words.why.close}
        </button>
      </div>
      <p className="quiet">{words.label}</p>
      {formulasOf(opened.channel).map((text) => (
        <p key={text}>{text}</p>
      ))}
      <p className="small">
        {words.why.model(model.title, model.version, model.citation)} {words.why.sample[model.sample]}
      </p>
      <p className="small quiet">{words.why.lead}</p>
      {parts.map((part) => {
        const rows = grounds.filter((one) => one.part === part);
        return rows.length === 0 ? null : (
          <section key={part}>
            <h3>{words.why.parts[part]}</h3>
            <div className="scroll">
              <table className="plain">
                <thead>
                  <tr>
                    <th scope="col">{words.why.parameter}</th>
                    <th scope="col">{words.why.used}</th>
                    <th scope="col">{words.why.published}</th>
                    <th scope="col">{words.why.source}</th>
                  </tr>
                </thead>
                <tbody>
                  {rows.map((one) => (
                    <GroundRow key={one.name} ground={one} />
                  ))}
                </tbody>
              </table>
            </div>
          </section>
        );
      })}
    </dialog>
  );
}

function GroundRow({ ground: { name, parameter, used } }: { readonly ground: Ground }) {
  const { value, unit, source, mark, range, note } = parameter;
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        {figure(used, 4)}
        <span className="unit">{unit}</span>
      </td>
      <td>
        {figure(value, 4)}
        <span className="unit">{unit}</span>
      </td>
      <td>
        <span className="tag">{words.why.marks[mark]}</span> <span className="small">{source}</span>
        {note === undefined ? null : <span className="small quiet"> {note}</span>}
        {range === undefined ? null : (
          <span className="small quiet"> {words.why.range(String(range[0]), String(range[1]))}</span>
        )}
      </td>
    </tr>
  );
}
