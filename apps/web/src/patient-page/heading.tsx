/** @jsxImportSource preact */
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/**
 * The heading of a screen. It takes the focus as the screen appears, so that a screen reader begins there, and before the
 * screen is seen, so that nothing moves under a finger afterwards.
 */
export function Heading({ children, id }: { readonly children: ComponentChildren; readonly id?: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => heading.current?.focus(), []);
  return (
    <h1 ref={heading} tabIndex={-1} {...(id === undefined ? {} : { id })}>
      {children}
    </h1>
  );
}
