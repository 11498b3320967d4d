import { words } from '../words/en.ts';
import { Button, Page } from './ui.tsx';

/** What stands in place of a page that could not be shown. The rail beside it stays, so that one can go elsewhere. */
export function PageBroke({ error }: { readonly error: unknown }) {
  return (
    <Page title={words.broke.title}>
      <div role="alert">
        <p>{words.broke.safe}</p>
        <p>{words.broke.toDo}</p>
      </div>
      <Button onClick={() => location.reload()}>{words.broke.reload}</Button>
      <details className="small">
        <summary>{words.broke.detail}</summary>
        <p>{error instanceof Error ? error.message : String(error)}</p>
      </details>
    </Page>
  );
}
