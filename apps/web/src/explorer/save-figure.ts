import { explorerWords as words } from '../words/explorer-en.ts';
import type { BandAnswer, PlanAnswer } from './explorer-job.ts';

const drawn = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-opacity',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linejoin',
  'font-size',
  'font-weight',
  'text-anchor',
] as const;

const heading = 34;
const titleHeight = 24;
const legendLine = 18;

/**
 * The charts on the page as one drawing that stands alone, in the light colours whatever the screen has: it goes on paper.
 * Empty when no chart is drawn.
 */
export function drawingOf(page: ParentNode, names: readonly string[]): string {
  const charts = [...page.querySelectorAll<SVGSVGElement>('svg[data-figure]')];
  if (charts.length === 0) return '';
  const theme = document.documentElement.dataset['theme'];
  document.documentElement.dataset['theme'] = 'light';
  const pieces: string[] = [];
  let [y, width] = [heading + names.length * legendLine + 8, 0];
  try {
    for (const chart of charts) {
      pieces.push(
        `<text x="16" y="${y + 14}" font-size="14" fill="#22201d">${escaped(chart.dataset['figure'] ?? '')}</text>`,
        `<g transform="translate(0 ${y + titleHeight})">${inside(chart)}</g>`,
      );
      const box = chart.getBoundingClientRect();
      y += titleHeight + box.height + 16;
      width = Math.max(width, box.width);
    }
  } finally {
    if (theme === undefined) delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
  }
  const legend = names.map(
    (name, index) =>
      `<text x="16" y="${heading + 8 + index * legendLine}" font-size="12" fill="#22201d">${escaped(name)}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${Math.ceil(width)}" height="${Math.ceil(y)}" viewBox="0 0 ${Math.ceil(width)} ${Math.ceil(y)}" font-family="sans-serif"><rect width="100%" height="100%" fill="#fff"/><text x="16" y="22" font-size="15" fill="#22201d">${escaped(`${words.title} (${words.label})`)}</text>${legend.join('')}${pieces.join('')}</svg>`;
}

function inside(chart: SVGSVGElement): string {
  const copy = chart.cloneNode(true) as SVGSVGElement;
  const [from, to] = [chart, copy].map((svg) => [...svg.querySelectorAll<SVGElement>('path,line,text,rect')]);
  for (const [index, element] of (from ?? []).entries()) {
    const style = getComputedStyle(element);
    const target = to?.[index];
    if (target === undefined) continue;
    for (const name of drawn) {
      const value = style.getPropertyValue(name);
      if (value !== '' && value !== 'auto') target.setAttribute(name, value);
    }
    target.removeAttribute('class');
  }
  return copy.innerHTML;
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** The drawing as a picture, two pixels to each. Rejects when the browser cannot. */
export async function pictureOf(svg: string): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.naturalWidth * 2;
  canvas.height = image.naturalHeight * 2;
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('No canvas');
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return await new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob === null ? reject(new Error('No picture')) : resolve(blob)), 'image/png'),
  );
}

const columns = ['plan', 'time_h', 'channel', 'typical', 'p5', 'p25', 'median', 'p75', 'p95', 'people'];

/** Every number of the charts as comma-separated lines: concentrations in ng/mL, the rest as the charts say. */
export function numbersOf(
  plans: readonly {
    readonly name: string;
    readonly answer: PlanAnswer | undefined;
    readonly bands: BandAnswer | undefined;
  }[],
): string {
  const lines = [`# ${words.title} (${words.label})`, columns.join(',')];
  for (const { name, answer, bands } of plans) {
    if (answer?.ok !== true) continue;
    const { times, series } = answer.value;
    const places = new Map(Array.from(bands?.times ?? [], (time, index) => [time, index]));
    for (const [channel, values] of Object.entries(series))
      for (const [index, time] of times.entries()) {
        const value = values[index]!;
        if (Number.isNaN(value)) continue;
        const band = bands?.bands[channel as keyof typeof series];
        const place = places.get(time);
        const around =
          band === undefined || place === undefined
            ? ['', '', '', '', '', '']
            : [
                ...[band.p5, band.p25, band.p50, band.p75, band.p95].map((one) => shortest(one[place]!)),
                String(bands?.people ?? ''),
              ];
        lines.push(
          [`"${name.replaceAll('"', '""')}"`, shortest(time), channel, shortest(value), ...around].join(','),
        );
      }
  }
  return `${lines.join('\n')}\n`;
}

const shortest = (value: number) => String(Number(value.toPrecision(6)));

/** Hands a file to the browser. */
export function save(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
