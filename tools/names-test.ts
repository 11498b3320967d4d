const rule = /^[A-Z]{3}-\d+$/;
const tag = /^\[[^[\]]+\]$/;

/** Whether a hazard's test stands for a title: the rule's id in brackets, a whole tag in brackets, or the whole title. */
export function namesTest(named: string, title: string): boolean {
  if (rule.test(named)) return title.includes(`[${named}]`);
  return tag.test(named) ? title.includes(named) : title === named;
}
