/** @jsxImportSource preact */
import { useEffect, useRef } from 'preact/hooks';
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
    <section class="crisis">
      <h2>{words.crisis.title}</h2>
      {isKiosk ? <p>{words.kiosk.staff}</p> : null}
      <p>{words.crisis.now}</p>
      <ContactList contacts={contacts} />
      <p>{words.crisis.watched}</p>
    </section>
  );
}

/** The contacts below an answer that asks for them. They are brought into view and read out when they come. */
export function HelpAtOnce({
  isNeeded,
  contacts,
  isKiosk,
}: {
  readonly isNeeded: boolean;
  readonly contacts: readonly CrisisContact[];
  readonly isKiosk: boolean;
}) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isNeeded) place.current?.scrollIntoView({ block: 'start' });
  }, [isNeeded]);
  return (
    <div ref={place} aria-live="polite">
      {isNeeded ? <CrisisCard contacts={contacts} isKiosk={isKiosk} /> : null}
    </div>
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
