/** Three digits, or a dash for what is not known. */
export const three = (value = Number.NaN) =>
  Number.isFinite(value) ? String(Number(value.toPrecision(3))) : '-';

/** Rows as lines with columns under each other: the first from the left, the others from the right. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
}
