import { Link } from '@tanstack/react-router';
import { Page } from '../app/ui.tsx';
import { officeWords } from '../words/office-en.ts';
import { words } from '../words/en.ts';

const t = officeWords.coming;

/** What will be here. */
export function OutcomesPage() {
  return <Coming title={t.outcomesTitle} what={t.outcomes} />;
}

function Coming({ title, what }: { readonly title: string; readonly what: string }) {
  return (
    <Page title={title}>
      <p>{what}</p>
      <p className="quiet">{t.soon}</p>
      <Link to="/patients">{words.rail.patients}</Link>
    </Page>
  );
}
