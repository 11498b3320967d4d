/** The CADSS-6 total as it was typed beside a rating of dissociation: nothing, or a whole number from 0 to 24. */
export function cadss6Of(text: string): { readonly cadss6?: number } | 'outOfRange' {
  const typed = text.trim();
  if (typed === '') return {};
  return /^(?:1?\d|2[0-4])$/.test(typed) ? { cadss6: Number(typed) } : 'outOfRange';
}
