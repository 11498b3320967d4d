import { homeGoing } from '@evenkeel/protocol';
import { routeWords as words } from '../words/every-route-en.ts';
import type { Chair } from './chair.ts';

/** What the patient is told and given to take home, with the numbers of this country. */
export function HomeGoing({ chair }: { readonly chair: Chair }) {
  const { jurisdiction } = chair.frame;
  if (jurisdiction === undefined) return null;
  const { lines, contacts } = homeGoing(jurisdiction);
  return (
    <section aria-label={words.home.title}>
      <h2>{words.home.title}</h2>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <h3>{words.home.numbers}</h3>
      <ul>
        {contacts.map(({ name, number, note }) => (
          <li key={name}>
            <strong>{number}</strong> {name}: {note}
          </li>
        ))}
      </ul>
    </section>
  );
}
