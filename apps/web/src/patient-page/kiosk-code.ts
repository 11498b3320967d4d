/** The clinic's code from what was typed, in any case, with spaces and dashes; undefined when it is none. */
export function kioskCodeOf(typed: string): string | undefined {
  const code = typed.toUpperCase().replaceAll(/[\s\p{Pd}]/gu, '');
  return /^[A-Z0-9]{8}$/.test(code) ? code : undefined;
}
