import type { Channel } from '@evenkeel/pharmacology';
import { explorerWords as words } from '../words/explorer-en.ts';
import { valueAt } from './band-chart-model.ts';
import type { AnalyteChoice, BandAnswer, TypicalAnswer } from './explorer-job.ts';

/** One number of a plan with what it is about. */
export interface FigureRow {
  readonly name: string;
  readonly unit: string;
  /** The channel it opens to. */
  readonly channel: Channel;
  readonly value: number;
  /** Between which values nine tenths of people lie, at the time of the typical person's value. */
  readonly range?: readonly [number, number];
}

/** The rows of the figures table for one plan. */
export function figuresOf(
  answer: TypicalAnswer,
  bands: BandAnswer | undefined,
  analyte: AnalyteChoice,
  lastDoseH: number,
): readonly FigureRow[] {
  const name = words.view.analytes[analyte].toLowerCase();
  const rows: FigureRow[] = [];
  const rangeAt = (channel: Channel, at: number, scale: number) => {
    const band = bands?.bands[channel];
    if (bands === undefined || band === undefined) return {};
    const low = valueAt(bands.times, band.p5, at) * scale;
    const high = valueAt(bands.times, band.p95, at) * scale;
    return Number.isNaN(low) ? {} : { range: [low, high] as const };
  };
  const exposure = answer.exposure[analyte];
  if (exposure !== undefined) {
    const { cmax, tmax, auc, halfLife } = exposure;
    rows.push(
      {
        name: words.figures.peak(name),
        unit: 'ng/mL',
        channel: analyte,
        value: cmax,
        ...rangeAt(analyte, tmax, 1),
      },
      { name: words.figures.peakAt(name), unit: 'h', channel: analyte, value: tmax },
      { name: words.figures.area(name), unit: 'ng·h/mL', channel: analyte, value: auc },
      { name: words.figures.halfLife(name), unit: 'h', channel: analyte, value: halfLife },
    );
  }
  const peak = (channel: Channel, title: string, unit: string, scale = 1) => {
    const values = answer.series[channel];
    if (values === undefined) return;
    let best = 0;
    for (let index = 1; index < values.length; index += 1)
      if (Math.abs(values[index]!) > Math.abs(values[best]!)) best = index;
    rows.push({
      name: title,
      unit,
      channel,
      value: values[best]! * scale,
      ...rangeAt(channel, answer.times[best]!, scale),
    });
  };
  peak('occupancy', words.figures.occupancy, '%', 100);
  peak('dissociation', words.figures.dissociation, 'CADSS');
  peak('systolicChange', words.figures.systolic, 'mmHg');
  const mood = answer.series.moodDrug;
  if (mood !== undefined)
    rows.push({
      name: words.figures.mood,
      unit: 'MADRS',
      channel: 'moodDrug',
      value: valueAt(answer.times, mood, lastDoseH + 24),
      ...rangeAt('moodDrug', lastDoseH + 24, 1),
    });
  return rows;
}
