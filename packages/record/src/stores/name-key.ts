/**
 * The text that names are compared and searched by: lower case, without accents, apostrophes and hyphens; family first.
 * `O'Brien-Núñez, Íñigo` gives `obriennunez inigo`.
 */
export function nameKey(family: string, given: string): string {
  return [family, given].map(folded).join(' ').trim();
}

/** One name or search word in the same folded form; words stay apart by one space. */
export function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ø', 'o')
    .replaceAll('ł', 'l')
    .replaceAll('æ', 'ae')
    .replaceAll('œ', 'oe')
    .replaceAll('đ', 'd')
    .replaceAll(/['’`´.\-‐‑–]/gu, '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
