const longest = 2000;

/**
 * A sender's text made fit to be read and stored: control, zero-width and direction marks out, white space single,
 * broken surrogates mended, cut at 2,000 characters with an ellipsis.
 */
export function plainText(text: string): string {
  const cut = text.length > longest ? `${text.slice(0, longest)}…` : text;
  return cut
    .toWellFormed()
    .replaceAll(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]/gu, '')
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}

/** A label without the hierarchy tag of SNOMED CT's full names: `Anemia (disorder)` reads `Anemia`. */
export function withoutTag(text: string): string {
  return text.replace(
    / \((?:disorder|finding|situation|procedure|event|regime\/therapy|substance|product)\)$/u,
    '',
  );
}
