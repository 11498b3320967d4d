import { useEffect, useLayoutEffect, useState, type RefObject } from 'react';

/**
 * The width of an element in CSS pixels, so that a chart is drawn at its real size and its text stays legible. It is known
 * before the first picture is painted; `initial` stands until then.
 */
export function useWidth(ref: RefObject<HTMLElement | null>, initial: number): number {
  const [width, setWidth] = useState(initial);
  useLayoutEffect(() => {
    const now = ref.current?.getBoundingClientRect().width ?? 0;
    if (now > 0) setWidth(Math.round(now));
  }, [ref]);
  useEffect(() => {
    const element = ref.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined && entry.contentRect.width > 0) setWidth(Math.round(entry.contentRect.width));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return width;
}
