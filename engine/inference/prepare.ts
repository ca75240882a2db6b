import type { Features } from './features.ts';
import type { ModelManifest } from './manifest.ts';

/** What is usual in the case, per input: the median of the known values and their spread. */
export interface Usual {
  readonly median: number;
  readonly spread: number;
}

/**
 * Median and spread (interquartile range / 1.349, which is σ for normal values, at least the manifest's floor) of each
 * input. Order statistics of the rows: no order of rows changes them.
 */
export function usualIn(features: Features, manifest: Pick<ModelManifest, 'inputs'>): Usual[] {
  return manifest.inputs.map(({ floor }, index) => {
    const known = features.columns[index]!.filter((value) => !Number.isNaN(value)).sort();
    if (known.length === 0) return { median: 0, spread: floor };
    const at = (share: number) => known[Math.min(known.length - 1, Math.floor(known.length * share))]!;
    return { median: at(0.5), spread: Math.max((at(0.75) - at(0.25)) / 1.349, floor) };
  });
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
