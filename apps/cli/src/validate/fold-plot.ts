import type { Compared } from '@evenkeel/pharmacology';
import { scaleLog } from 'd3-scale';

const size = { width: 720, height: 560, left: 64, right: 200, top: 48, bottom: 48 } as const;

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/**
 * Predicted against observed on logarithmic axes: the line is agreement, dashes are two-fold. A full dot is independent, a hollow one was used to make the model, a square is of other
 * blood. Numbers lead to the list at the right; misses beyond two-fold are in bold there.
 */
export function foldPlot(compared: readonly Compared[], heading: string): string {
  const values = compared.flatMap(({ predicted, observation }) => [predicted, observation.value]);
  const [low, high] = [Math.min(...values) / 1.5, Math.max(...values) * 1.5];
  const x = scaleLog([low, high], [size.left, size.width - size.right]);
  const y = scaleLog([low, high], [size.height - size.bottom, size.top]);
  const ticks = x.ticks(6).filter((tick) => Math.log10(tick) % 1 === 0);
  const line = (factor: number, dash: string) => {
    const from = Math.max(low, low / factor);
    const to = Math.min(high, high / factor);
    return `<path d="M${x(from).toFixed(1)} ${y(from * factor).toFixed(1)}L${x(to).toFixed(1)} ${y(to * factor).toFixed(1)}" fill="none" stroke="#555"${dash}/>`;
  };
  const marks = compared.map(({ predicted, observation, isOwn, isOtherBlood }, index) => {
    const [px, py] = [x(observation.value).toFixed(1), y(predicted).toFixed(1)];
    const fill = isOwn ? '#fff' : '#4a2f8f';
    const shape = isOtherBlood
      ? `<rect x="${Number(px) - 4}" y="${Number(py) - 4}" width="8" height="8" fill="${fill}" stroke="#4a2f8f"/>`
      : `<circle cx="${px}" cy="${py}" r="4.5" fill="${fill}" stroke="#4a2f8f"/>`;
    return `${shape}<text x="${Number(px) + 7}" y="${Number(py) - 5}" font-size="9">${index + 1}</text>`;
  });
  const list = compared.map(({ observation, fold }, index) => {
    const row = size.top + 14 + index * 15;
    return `<text x="${size.width - size.right + 16}" y="${row}" font-size="10"${fold > 2 ? ' font-weight="bold"' : ''}>${index + 1} ${escaped(observation.id)} ${fold.toFixed(2)}</text>`;
  });
  const height = Math.max(size.height, size.top + compared.length * 15 + 34);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${height}" font-family="sans-serif" font-size="12" role="img" aria-label="${escaped(heading)}">
<rect width="100%" height="100%" fill="#fff"/>
<text x="${size.left}" y="22" font-size="14">${escaped(heading)}</text>
<text x="${size.left}" y="38" fill="#555">full: independent, hollow: used to make the model, square: other blood; dashes: two-fold; bold: beyond it</text>
${ticks
  .map(
    (tick) =>
      `<path d="M${x(tick).toFixed(1)} ${size.top}V${size.height - size.bottom}M${size.left} ${y(tick).toFixed(1)}H${size.width - size.right}" stroke="#ddd"/><text x="${x(tick).toFixed(1)}" y="${size.height - size.bottom + 16}" text-anchor="middle" fill="#555">${tick}</text><text x="${size.left - 6}" y="${(y(tick) + 4).toFixed(1)}" text-anchor="end" fill="#555">${tick}</text>`,
  )
  .join('\n')}
${line(1, '')}${line(2, ' stroke-dasharray="5 4"')}${line(0.5, ' stroke-dasharray="5 4"')}
${marks.join('\n')}
${list.join('\n')}
<text x="${(size.left + size.width - size.right) / 2}" y="${size.height - 12}" text-anchor="middle">observed, in its own unit</text>
<text transform="translate(18 ${size.height / 2}) rotate(-90)" text-anchor="middle">predicted</text>
</svg>
`;
}
