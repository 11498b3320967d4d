import type { TimelineItem } from '@evenkeel/protocol';
import { sessionWords as words } from '../words/session-en.ts';
import { clock, problemOfDraft, type Chair } from './chair.ts';
import { entryText } from './entry-words.ts';
import { placeOf } from './outbox.ts';

/** The log, newest first: what was corrected stays beside what corrects it, and each entry says where it is. */
export function TimelineList({ chair }: { readonly chair: Chair }) {
  const { state } = chair;
  const items = state.timeline.toReversed();
  return (
    <section className="timeline" aria-label={words.timeline.title}>
      <h2>{words.timeline.title}</h2>
      {items.length === 0 ? <p className="quiet">{words.timeline.empty}</p> : null}
      <ol className="timeline-list">
        {items.map((item) => (
          <Line key={item.entry.id} chair={chair} item={item} />
        ))}
      </ol>
      {state.problems.map((problem) => (
        <p key={problem} className="soft-problem">
          {problem}
        </p>
      ))}
    </section>
  );
}

function Line({ chair, item }: { readonly chair: Chair; readonly item: TimelineItem }) {
  const { entry, current, correctedBy, retracted, late, afterSigning } = item;
  const { snapshot, frame, me, show, panel } = chair;
  const place = placeOf(snapshot.log, entry.id) ?? 'device';
  const who = entry.authorId === me.actorId ? me.name : frame.people[entry.authorId];
  const struck = !current && entry.type !== 'retraction';
  const tags = [
    entry.corrects === undefined ? '' : words.timeline.corrects,
    retracted ? words.timeline.retracted : correctedBy === undefined ? '' : words.timeline.corrected,
    late ? words.timeline.late : '',
    afterSigning ? words.timeline.afterSigning : '',
  ].filter((tag) => tag !== '');
  const mayCorrect =
    current &&
    entry.type !== 'retraction' &&
    entry.type !== 'discharge' &&
    problemOfDraft(chair, { ...entry, corrects: entry.id, reason: 'x' }) === undefined;
  return (
    <li
      className={`${struck ? 'superseded' : ''}${panel.kind === 'correct' && panel.entryId === entry.id ? ' chosen' : ''}`}
      data-entry={entry.type}
    >
      <span className="timeline-time">{clock(chair, entry.clinicalTime)}</span>
      <span className="timeline-what">
        <span className={struck ? 'struck-text' : ''}>
          <strong>{words.entryNames[entry.type]}</strong> {entryText(entry)}
        </span>{' '}
        {entry.reason === undefined ? null : <span className="quiet">({entry.reason}) </span>}
        {tags.map((tag) => (
          <span key={tag} className="tag">
            {tag}
          </span>
        ))}
        <span className="timeline-place" data-place={place}>
          {who === undefined ? '' : `${who}, `}
          {words.ribbon.place[place]}
        </span>
      </span>
      {mayCorrect ? (
        <button
          type="button"
          className="chair-button slim"
          onClick={() => show({ kind: 'correct', entryId: entry.id })}
        >
          {words.timeline.correct}
        </button>
      ) : null}
    </li>
  );
}
