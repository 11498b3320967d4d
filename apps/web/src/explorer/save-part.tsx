import { useState, type RefObject } from 'react';
import { Button } from '../app/ui.tsx';
import { explorerWords as words } from '../words/explorer-en.ts';
import type { BandAnswer, PlanAnswer } from './explorer-job.ts';
import { drawingOf, numbersOf, pictureOf, save } from './save-figure.ts';

/** Print and files of what is on the page. */
export function SavePart({
  holder,
  names,
  plans,
}: {
  readonly holder: RefObject<HTMLElement | null>;
  readonly names: readonly string[];
  readonly plans: readonly {
    readonly name: string;
    readonly answer: PlanAnswer | undefined;
    readonly bands: BandAnswer | undefined;
  }[];
}) {
  const [failed, setFailed] = useState(false);
  const drawing = () => (holder.current === null ? '' : drawingOf(holder.current, names));
  const picture = async () => {
    try {
      save('dose-explorer.png', await pictureOf(drawing()));
      setFailed(false);
    } catch {
      setFailed(true);
    }
  };
  return (
    <section className="noprint" aria-label={words.save.title}>
      <div className="row">
        <Button variant="light" onClick={() => print()}>
          {words.save.print}
        </Button>
        <Button variant="light" onClick={() => void picture()}>
          {words.save.png}
        </Button>
        <Button
          variant="light"
          onClick={() => save('dose-explorer.svg', new Blob([drawing()], { type: 'image/svg+xml' }))}
        >
          {words.save.svg}
        </Button>
        <Button
          variant="light"
          onClick={() => save('dose-explorer.csv', new Blob([numbersOf(plans)], { type: 'text/csv' }))}
        >
          {words.save.csv}
        </Button>
      </div>
      {failed ? (
        <p className="problem" role="alert">
          {words.save.failed}
        </p>
      ) : null}
    </section>
  );
}
