import { Button } from './ui.tsx';
import { words } from '../words/en.ts';

/** Prints the page as it stands. It is not on the print. */
export function PrintButton() {
  return (
    <div className="row noprint" style={{ justifyContent: 'flex-end' }}>
      <Button size="compact-sm" variant="default" onClick={() => print()}>
        {words.print}
      </Button>
    </div>
  );
}
