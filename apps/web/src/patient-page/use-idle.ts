import { useEffect, useState } from 'preact/hooks';
import { holder } from './holder.ts';

/** Without a touch for this long, the page closes. Milliseconds. Ours: long enough to read a question twice. */
const idleMs = 180_000;
/** So long before, it says so. Milliseconds. */
const warnMs = 20_000;
const touches = ['pointerdown', 'keydown', 'input', 'wheel', 'touchmove'] as const;

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
    for (const name of touches) addEventListener(name, touch, { passive: true });
    return () => {
      clearInterval(timer);
      for (const name of touches) removeEventListener(name, touch);
    };
  }, [onIdle, touched]);
  return left;
}
