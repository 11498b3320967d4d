import { modelLabel } from '@evenkeel/pharmacology';
import { scaleLinear } from 'd3-scale';

/** A band over time: a line, and optionally the middle half and nine tenths of the people around it. */
export interface Band {
  readonly times: Float64Array;
  readonly line: Float64Array;
  readonly inner?: readonly [Float64Array, Float64Array];
  readonly outer?: readonly [Float64Array, Float64Array];
}

const width = 72;
const height = 14;

/** A plot for a terminal in braille dots, with its axis. `title` says what and its unit. */
export function terminalPlot({ times, line, outer }: Band, title: string): string[] {
  const top = Math.max(...(outer?.[1] ?? line), 1e-12);
  const [from, to] = [times[0] ?? 0, times.at(-1) ?? 1];
  const dots = Array.from({ length: height * 4 }, () => new Uint8Array(width * 2));
  const place = (time: number, value: number) => {
    const x = Math.round(((time - from) / (to - from || 1)) * (width * 2 - 1));
    const y = height * 4 - 1 - Math.round((Math.max(0, value) / top) * (height * 4 - 1));
    const row = dots[y];
    if (row !== undefined) row[x] = 1;
  };
  const at = (values: Float64Array, time: number) => {
    let index = 1;
    while (index < times.length - 1 && (times[index] ?? 0) < time) index += 1;
    const [a, b] = [times[index - 1] ?? 0, times[index] ?? 1];
    const share = b === a ? 0 : Math.min(1, Math.max(0, (time - a) / (b - a)));
    return (values[index - 1] ?? 0) * (1 - share) + (values[index] ?? 0) * share;
  };
  let before: number | undefined;
  for (let column = 0; column < width * 2; column += 1) {
    const time = from + ((to - from) * column) / (width * 2 - 1);
    // Steep stretches are drawn through, so that the line has no holes.
    const here = at(line, time);
    const steps =
      before === undefined ? 1 : Math.max(1, Math.ceil((Math.abs(here - before) / top) * height * 4));
    for (let step = 1; step <= steps; step += 1)
      place(time, (before ?? here) + ((here - (before ?? here)) * step) / steps);
    before = here;
    // Edges of the band are dotted, so that the line is told from them.
    if (outer !== undefined && column % 3 === 0) for (const edge of outer) place(time, at(edge, time));
  }
  const bits = [0x01, 0x02, 0x04, 0x40, 0x08, 0x10, 0x20, 0x80];
  const rows = Array.from({ length: height }, (_, row) =>
    Array.from({ length: width }, (_cell, column) => {
      let code = 0x2800;
      for (let dx = 0; dx < 2; dx += 1)
        for (let dy = 0; dy < 4; dy += 1)
          if (dots[row * 4 + dy]?.[column * 2 + dx] === 1) code += bits[dx * 4 + dy] ?? 0;
      return String.fromCharCode(code);
    }).join(''),
  );
  const label = (value: number) => String(Number(value.toPrecision(3))).padStart(7);
  return [
    title,
    ...rows.map(
      (row, index) => `${index === 0 ? label(top) : index === height - 1 ? label(0) : ' '.repeat(7)} ${row}`,
    ),
    `${' '.repeat(8)}${String(Number(from.toPrecision(3))).padEnd(width - 12)}${`${Number(to.toPrecision(3))} h`.padStart(12)}`,
  ];
}

const frame = { width: 640, height: 240, left: 64, bottom: 36, top: 28, right: 16 } as const;

/** The bands as a self-contained SVG that prints in grey: line in ink, model output in one violet with a dashed edge. */
export function svgPlot(
  panels: readonly { readonly title: string; readonly band: Band }[],
  heading: string,
): string {
  const total = panels.length * frame.height + 48;
  const body = panels
    .map(({ title, band }, index) => panel(title, band, 40 + index * frame.height))
    .join('\n');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${frame.width} ${total}" font-family="sans-serif" font-size="12" role="img" aria-label="${escaped(heading)}">
<rect width="100%" height="100%" fill="#fff"/>
<text x="${frame.left}" y="20" font-size="14">${escaped(heading)}</text>
<text x="${frame.width - frame.right}" y="20" text-anchor="end" fill="#555">${modelLabel}</text>
${body}
</svg>
`;
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

function panel(title: string, { times, line, inner, outer }: Band, y: number): string {
  const all = [line, ...(outer ?? [])].flatMap((values) => Array.from(values));
  const bottom = frame.height - frame.bottom;
  const across = scaleLinear([times[0] ?? 0, times.at(-1) ?? 1], [frame.left, frame.width - frame.right]);
  const up = scaleLinear([Math.min(0, ...all), Math.max(0, ...all)], [y + bottom, y + frame.top]).nice(5);
  const x = (time: number) => across(time).toFixed(2);
  const value = (v: number) => up(v).toFixed(2);
  const path = (values: Float64Array) =>
    Array.from(values, (v, index) => `${index === 0 ? 'M' : 'L'}${x(times[index] ?? 0)} ${value(v)}`).join(
      '',
    );
  const area = ([lower, upper]: readonly [Float64Array, Float64Array]) =>
    `${path(upper)}${Array.from(lower, (_, index) => {
      const back = lower.length - 1 - index;
      return `L${x(times[back] ?? 0)} ${value(lower[back] ?? 0)}`;
    }).join('')}Z`;
  return `<g>
<text x="${frame.left}" y="${y + 16}">${escaped(title)}</text>
${up
  .ticks(5)
  .map(
    (tick) =>
      `<path d="M${frame.left} ${value(tick)}H${frame.width - frame.right}" stroke="#ddd"/><text x="${frame.left - 6}" y="${Number(value(tick)) + 4}" text-anchor="end" fill="#555">${up.tickFormat(5)(tick)}</text>`,
  )
  .join('\n')}
${outer === undefined ? '' : `<path d="${area(outer)}" fill="#6f4fb3" fill-opacity="0.14" stroke="#6f4fb3" stroke-dasharray="4 3"/>`}
${inner === undefined ? '' : `<path d="${area(inner)}" fill="#6f4fb3" fill-opacity="0.22"/>`}
<path d="${path(line)}" fill="none" stroke="#4a2f8f" stroke-width="1.6"/>
${across
  .ticks(7)
  .map(
    (hour) =>
      `<text x="${x(hour)}" y="${y + bottom + 18}" text-anchor="middle" fill="#555">${across.tickFormat(7)(hour)}</text>`,
  )
  .join('\n')}
<text x="${frame.width - frame.right}" y="${y + bottom + 32}" text-anchor="end" fill="#555">hours from the first dose</text>
</g>`;
}
