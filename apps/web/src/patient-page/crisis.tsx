/** @jsxImportSource preact */
import { patientWords as words } from '../words/patient-en.ts';
import type { CrisisContact } from './visit.ts';

/** Whom to reach, each as one large number to tap. */
export function ContactList({ contacts }: { readonly contacts: readonly CrisisContact[] }) {
  return (
    <ul class="contacts">
      {contacts.map((one) => (
        <li key={one.name}>
          <a href={`tel:${one.number.replaceAll(' ', '')}`}>
            {words.crisis.call} {one.number}
          </a>
          <span>
            {one.name}. {one.note}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Whom to reach at once. It comes with the questionnaire, so it is there without a connection too. */
export function CrisisCard({
  contacts,
  isKiosk = false,
}: {
  readonly contacts: readonly CrisisContact[];
  readonly isKiosk?: boolean;
}) {
  return (
    <section class="crisis" aria-live="polite">
      <h2>{words.crisis.title}</h2>
      {isKiosk ? <p>{words.kiosk.staff}</p> : null}
      <p>{words.crisis.now}</p>
      <ContactList contacts={contacts} />
      <p>{words.crisis.watched}</p>
    </section>
  );
}

/** The same contacts, folded, at the foot of every screen. */
export function CrisisFoot({ contacts }: { readonly contacts: readonly CrisisContact[] }) {
  if (contacts.length === 0) return null;
  return (
    <details class="foot">
      <summary>{words.crisis.link}</summary>
      <ContactList contacts={contacts} />
      <p>{words.crisis.watched}</p>
    </details>
  );
}
