import type { ModelManifest } from '#engine/inference/manifest.ts';
import { preparedRows, usualIn } from '#engine/inference/prepare.ts';
import type { Random } from '../random.ts';
import { makeWorld, type WorldPlan, worldFeatures } from './world-features.ts';

/** Private accounts in a world of the training and the tests. */
const PEOPLE = 1500;

export interface PreparedWorld {
  readonly rows: readonly Float32Array[];
  readonly kinds: readonly string[];
  readonly planted: readonly boolean[];
}

type Declared = Pick<ModelManifest, 'id' | 'inputs' | 'features' | 'preparation'>;

/** The prepared rows of a world, through the program's own tables, features and preparation. */
export async function preparedWorld(
  plan: WorldPlan,
  declared: Declared,
  sql: string,
): Promise<PreparedWorld> {
  const { features, kinds, planted } = await worldFeatures(makeWorld(plan), declared, sql);
  const length = features.keys.length;
  const usual = await usualIn(features, declared);
  const flat = preparedRows(features, usual, declared, { length, at: (row) => row });
  const width = declared.inputs.length;
  return {
    rows: Array.from({ length }, (_, row) => flat.slice(row * width, (row + 1) * width)),
    kinds,
    planted,
  };
}

export async function preparedWorlds(
  seeds: readonly number[],
  planted: { readonly outliers: number; readonly turns?: number },
  declared: Declared,
  sql: string,
  note: (text: string) => void,
): Promise<PreparedWorld[]> {
  const worlds: PreparedWorld[] = [];
  for (const seed of seeds) {
    const world = await preparedWorld({ seed, people: PEOPLE, ...planted }, declared, sql);
    note(`world ${seed}: ${world.rows.length} accounts, ${world.planted.filter(Boolean).length} planted`);
    worlds.push(world);
  }
  return worlds;
}

/**
 * Rows for training in which every kind of ordinary business stands in number: `each` rows of every kind, drawn with
 * repetition, and four times as many private accounts. As they come, a payroll account would be rarer than an outlier.
 */
export function balancedRows(worlds: readonly PreparedWorld[], each: number, random: Random): Float32Array[] {
  const byKind = new Map<string, Float32Array[]>();
  for (const { rows, kinds } of worlds)
    for (const [index, row] of rows.entries()) {
      const kind = byKind.get(kinds[index]!) ?? [];
      kind.push(row);
      byKind.set(kinds[index]!, kind);
    }
  return [...byKind.keys()].sort().flatMap((kind) => {
    const rows = byKind.get(kind)!;
    return Array.from({ length: kind === 'person' ? 4 * each : each }, () => random.pick(rows));
  });
}
