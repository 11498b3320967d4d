import { Link } from '@tanstack/react-router';
import { useDeferredValue, useState } from 'react';
import { Choice, Page, TextInput } from '../app/ui.tsx';
import { Attention } from '../theme/attention-mark.tsx';
import { followUpWords } from '../words/follow-up-en.ts';
import hazardsJson from './hazards.json';

const t = followUpWords.hazards;

interface Hazard {
  readonly id: string;
  readonly hazard: string;
  readonly open?: string;
  readonly controls: readonly {
    readonly kind: keyof typeof t.kinds;
    readonly id: string;
    readonly says: string;
  }[];
  readonly tests: readonly { readonly named: string; readonly titles: readonly string[] }[];
}
const hazards = hazardsJson as readonly Hazard[];

/** Every hazard with its controls and tests; what is open says why and what closes it. */
export function HazardsPage() {
  const [typed, setTyped] = useState('');
  const [which, setWhich] = useState<'all' | 'open'>('all');
  const search = useDeferredValue(typed.toLowerCase());
  const found = hazards.filter(
    ({ id, hazard, open, controls, tests }) =>
      (which === 'all' || open !== undefined) &&
      [
        id,
        hazard,
        open ?? '',
        ...controls.flatMap((one) => [one.says, t.kinds[one.kind], one.id]),
        ...tests.flatMap(({ named, titles }) => [named, ...titles]),
      ]
        .join(' ')
        .toLowerCase()
        .includes(search),
  );
  const open = hazards.filter((one) => one.open !== undefined).length;
  return (
    <Page title={t.title(open, hazards.length)}>
      <p>{t.lead}</p>
      <div className="row noprint" style={{ alignItems: 'end' }}>
        <TextInput
          type="search"
          label={t.search}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          style={{ flex: '1 1 320px', maxWidth: 460 }}
        />
        <Choice
          label={t.which}
          options={[
            ['all', t.all(hazards.length)],
            ['open', t.onlyOpen],
          ]}
          value={which}
          onChange={setWhich}
        />
        <Link to="/library">{t.back}</Link>
      </div>
      {found.length === 0 ? <p>{t.none}</p> : null}
      <ul className="list">
        {found.map((one) => (
          <li key={one.id}>
            <HazardRow hazard={one} />
          </li>
        ))}
      </ul>
    </Page>
  );
}

function HazardRow({ hazard }: { readonly hazard: Hazard }) {
  const count = hazard.tests.reduce((sum, { titles }) => sum + titles.length, 0);
  return (
    <article aria-label={hazard.id}>
      <strong>{hazard.id}</strong> {hazard.hazard}
      {hazard.open === undefined ? null : (
        <p style={{ margin: '2px 0' }}>
          <Attention level="unknown">
            {t.open}: {hazard.open}
          </Attention>
        </p>
      )}
      {hazard.controls.length === 0 ? null : (
        <ul className="small" aria-label={t.controls} style={{ margin: '4px 0' }}>
          {hazard.controls.map((one) => (
            <li key={`${one.kind} ${one.id} ${one.says}`}>
              {one.says}{' '}
              <span className="quiet" style={{ overflowWrap: 'anywhere' }}>
                {t.kinds[one.kind]} {one.id}
              </span>
            </li>
          ))}
        </ul>
      )}
      {count === 0 ? null : (
        <details className="small">
          <summary>{t.tests(count)}</summary>
          <ul>
            {hazard.tests.flatMap(({ named, titles }) =>
              titles.map((title) => <li key={`${named} ${title}`}>{title}</li>),
            )}
          </ul>
        </details>
      )}
    </article>
  );
}
