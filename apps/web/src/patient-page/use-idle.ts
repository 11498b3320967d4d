import { useEffect, useState } from 'preact/hooks';
import { holder } from './holder.ts';

/** Without a touch for this long, the page closes. Milliseconds. Ours: long enough to read a question twice. */
const idleMs = 180_000;
/** So long before, it says so. Milliseconds. */
const warnMs = 20_000;
/**
 * Each is the end of what a person does. At its beginning (a finger or a key that goes down) the warning must not go away
 * yet: what comes up would meet the question below.
 */
const touches = ['click', 'keyup', 'input', 'wheel', 'scroll'] as const;

/** Calls when nobody has touched the page for three minutes. Gives the seconds left in the last twenty. */
export function useIdle(onIdle: () => void): number | undefined {
  const [left, setLeft] = useState<number>();
  const [touched] = useState(() => holder(0));
  useEffect(() => {
    touched.put(Date.now());
    const touch = () => {
      touched.put(Date.now());
      setLeft(undefined);
    };
    const timer = setInterval(() => {
      const rest = idleMs - (Date.now() - touched.get());
      if (rest <= 0) {
        touch();
        onIdle();
      } else setLeft(rest <= warnMs ? Math.ceil(rest / 1000) : undefined);
    }, 1_000);
    for (const name of touches) addEventListener(name, touch, { passive: true, capture: true });
    return () => {
      clearInterval(timer);
      for (const name of touches) removeEventListener(name, touch, { capture: true });
    };
  }, [onIdle, touched]);
  return left;
}
