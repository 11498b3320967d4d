import type { PatientMeasures } from '@evenkeel/contract';
import { instrumentById, isForPatients } from '@evenkeel/instruments';
import { momentText } from '../app/format.ts';
import { Button } from '../app/ui.tsx';
import { Attention } from '../theme/attention-mark.tsx';
import { measureWords } from '../words/measures-en.ts';

const t = measureWords.due;
type Due = PatientMeasures['due'][number];

/** What a person can start from an occasion. */
export interface DueActions {
  readonly onLink: (due: Due, instruments: readonly string[], kind: 'personal' | 'kiosk') => void;
  readonly onRate: (due: Due, instrument: string) => void;
  readonly onResume: (responseId: string) => void;
}

const shortOf = (id: string) => instrumentById(id)?.shortTitle ?? id;

/** Occasions of one patient: what is due first, what comes, and what has passed. */
export function DueList({
  measures,
  zone,
  actions,
}: {
  readonly measures: PatientMeasures;
  readonly zone: string;
  readonly actions: DueActions | undefined;
}) {
  const now = measures.due.filter(({ state }) => state === 'due' || state === 'started');
  const coming = measures.due.filter(({ state }) => state === 'coming');
  const past = measures.due.filter(({ state }) => state === 'answered' || state === 'expired').toReversed();
  return (
    <section aria-label={t.title}>
      <h2>{t.title}</h2>
      <p className="small quiet">{measures.change.noMessages ? t.noMessages : t.reach[measures.reach]}</p>
      {now.length + coming.length === 0 ? <p className="quiet">{t.none}</p> : null}
      <ul className="list">
        {[...now, ...coming].map((due) => (
          <li key={due.key}>
            <Occasion due={due} zone={zone} actions={actions} />
          </li>
        ))}
      </ul>
      {past.length === 0 ? null : (
        <details>
          <summary>{t.past}</summary>
          <ul className="list">
            {past.map((due) => (
              <li key={due.key}>
                <Occasion due={due} zone={zone} actions={undefined} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function Occasion({
  due,
  zone,
  actions,
}: {
  readonly due: Due;
  readonly zone: string;
  readonly actions: DueActions | undefined;
}) {
  const open = due.scales.filter(({ state }) => state === 'due' || state === 'coming');
  // The server knows which texts this site has loaded, and refuses what cannot be sent.
  const forPatient = open
    .filter(({ instrument, way }) => {
      const known = instrumentById(instrument);
      return known !== undefined && (way !== 'rater' || isForPatients(known));
    })
    .map(({ instrument }) => instrument);
  const rated = open.filter(({ way }) => way === 'rater');
  const begun = due.scales.filter(
    ({ state, way, responseId }) => state === 'started' && way === 'rater' && responseId !== undefined,
  );
  return (
    <>
      <div className="row" style={{ justifyContent: 'space-between' }}>
        <span>
          {due.state === 'due' ? (
            <Attention level="due">
              <strong>{due.title}</strong>
            </Attention>
          ) : due.state === 'expired' ? (
            <Attention level="unknown">{due.title}</Attention>
          ) : (
            <strong>{due.title}</strong>
          )}{' '}
          <span className="tag">{t.states[due.state]}</span>
        </span>
        <span className="quiet small">
          {t.from(momentText(zone, due.dueAt))} {t.until(momentText(zone, due.expiresAt))}
          {due.invitedAt === undefined
            ? null
            : `. ${t.invited(momentText(zone, due.invitedAt), due.messages)}`}
        </span>
      </div>
      <p className="small" style={{ margin: '2px 0' }}>
        {due.scales
          .map(
            ({ instrument, way, state }) =>
              `${shortOf(instrument)} ${t.ways[way]}${state === due.state ? '' : `, ${t.states[state]}`}`,
          )
          .join('; ')}
      </p>
      {actions === undefined ? null : (
        <div className="row">
          {forPatient.length === 0 ? null : (
            <>
              <Button
                size="compact-sm"
                variant="default"
                onClick={() => actions.onLink(due, forPatient, 'personal')}
              >
                {t.link}
              </Button>
              <Button
                size="compact-sm"
                variant="default"
                onClick={() => actions.onLink(due, forPatient, 'kiosk')}
              >
                {t.tablet}
              </Button>
            </>
          )}
          {due.state === 'coming'
            ? null
            : rated.map(({ instrument }) => (
                <Button
                  key={instrument}
                  size="compact-sm"
                  variant="default"
                  onClick={() => actions.onRate(due, instrument)}
                >
                  {t.rate(shortOf(instrument))}
                </Button>
              ))}
          {begun.map(({ instrument, responseId }) => (
            <Button
              key={instrument}
              size="compact-sm"
              variant="default"
              onClick={() => actions.onResume(responseId ?? '')}
            >
              {t.goOn(shortOf(instrument))}
            </Button>
          ))}
        </div>
      )}
    </>
  );
}
