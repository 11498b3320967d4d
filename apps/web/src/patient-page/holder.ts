/** A value that lives between two drawings of the page and draws nothing when it changes. */
export function holder<T>(first: T): { readonly get: () => T; readonly put: (next: T) => void } {
  let held = first;
  return {
    get: () => held,
    put: (next) => {
      held = next;
    },
  };
}
