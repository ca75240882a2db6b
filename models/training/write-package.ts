import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Golden, ModelManifest } from '#engine/inference/manifest.ts';

export const sha256 = (bytes: Uint8Array | string): string =>
  createHash('sha256').update(bytes).digest('hex');

/**
 * Writes what a training makes into a package's folder: weights, manifest, golden rows, further files, and the figures
 * between `## Measured quality` and the next heading of its card. `features.sql` and the rest of the card are written by hand.
 */
export function writePackage(
  dir: string,
  manifest: ModelManifest,
  weights: Uint8Array,
  golden: Golden,
  further: Readonly<Record<string, string>> = {},
): void {
  writeFileSync(join(dir, manifest.weights.file), weights);
  for (const [name, text] of Object.entries(further)) writeFileSync(join(dir, name), text);
  writeFileSync(join(dir, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  writeFileSync(join(dir, 'golden.json'), `${compactRows(golden)}\n`);
  const card = join(dir, 'card.md');
  writeFileSync(card, withFigures(readFileSync(card, 'utf8'), manifest.metrics));
}

/** One line a row, so that a change shows as changed rows. */
const compactRows = ({ tolerance, rows }: Golden): string =>
  `{\n  "tolerance": ${tolerance},\n  "rows": [\n${rows.map((row) => `    ${JSON.stringify(row)}`).join(',\n')}\n  ]\n}`;

const FIGURES: Readonly<Record<string, string>> = {
  prAuc: 'area under the precision-recall curve, mean of the worlds',
  prAucLowest: 'the same, in the worst world',
  recallTopPercent: 'share of the planted among the first 1 % of accounts',
  precisionAboveThreshold: 'share of the planted among accounts above the threshold',
  recallAboveThreshold: 'share of the planted that lie above the threshold',
  worlds: 'held-out worlds',
  accounts: 'accounts in them',
  planted: 'planted outliers among these',
};

function withFigures(card: string, metrics: Readonly<Record<string, number>>): string {
  const rows = [
    ['figure', 'value'],
    ...Object.entries(metrics).map(([name, value]) => [FIGURES[name] ?? name, String(value)]),
  ];
  const wide = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]!.length)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(wide[column]!)).join(' | ')} |`;
  const table = [
    line(rows[0]!),
    line(wide.map((width) => '-'.repeat(width))),
    ...rows.slice(1).map(line),
  ].join('\n');
  const replaced = card.replace(
    /(## Measured quality\n\n)[\s\S]*?(\n\n(?!\|)|$)/,
    (_, heading: string, after: string) => `${heading}${table}${after}`,
  );
  if (replaced === card && !card.includes(table))
    throw new Error('the card has no heading “Measured quality”');
  return replaced;
}
