import { setImmediate as turn } from 'node:timers/promises';
import type { Features } from './features.ts';
import type { ModelManifest } from './manifest.ts';
import { orderStatistics } from './order-statistics.ts';

/** What is usual in the case, per input: the median of the known values and their spread. */
export interface Usual {
  readonly median: number;
  readonly spread: number;
}

/**
 * Median and spread (interquartile range / 1.349, which is σ for normal values, at least the manifest's floor) of each
 * input. Order statistics of the rows: no order of rows changes them. Lets others have their turn after each input.
 */
export async function usualIn(features: Features, manifest: Pick<ModelManifest, 'inputs'>): Promise<Usual[]> {
  const usual: Usual[] = [];
  for (const [index, { floor }] of manifest.inputs.entries()) {
    const [low, median, high] = orderStatistics(features.columns[index]!, [0.25, 0.5, 0.75]) ?? [0, 0, 0];
    usual.push({ median: median!, spread: Math.max((high! - low!) / 1.349, floor) });
    await turn();
  }
  return usual;
}

/** The chosen rows as the model takes them: row after row, prepared as the manifest says. */
export function preparedRows(
  features: Features,
  usual: readonly Usual[],
  { preparation: { quiet, clamp } }: Pick<ModelManifest, 'preparation'>,
  rows: { readonly length: number; readonly at: (index: number) => number },
): Float32Array {
  const width = features.columns.length;
  const prepared = new Float32Array(rows.length * width);
  for (let column = 0; column < width; column += 1) {
    const values = features.columns[column]!;
    const { median, spread } = usual[column]!;
    for (let index = 0; index < rows.length; index += 1) {
      const z = (values[rows.at(index)]! - median) / spread;
      const beyond = Math.min(Math.abs(z), clamp) - quiet;
      // also false for NaN, which is a value that is unknown
      if (beyond > 0) prepared[index * width + column] = Math.sign(z) * beyond;
    }
  }
  return prepared;
}
