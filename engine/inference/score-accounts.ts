import { setImmediate as turn } from 'node:timers/promises';
import type { Session } from '../warehouse/session.ts';
import { contributionsOf } from './explain/explain.ts';
import { type Reason, reasonsFor } from './explain/reasons.ts';
import { type Features, readFeatures } from './features.ts';
import { featuresSqlOf, type ModelPackage } from './model-package.ts';
import { withModel } from './model-session.ts';
import { preparedRows, usualIn } from './prepare.ts';

/** Which of the scored accounts are wanted. */
export interface Selection {
  /** Least score. */
  readonly threshold: number;
  /** At most this share of the accounts compared. */
  readonly share: number;
  /** At most so many. */
  readonly most: number;
}

export interface AccountHit {
  readonly addressId: number;
  /** The model's own score. */
  readonly score: number;
  /** 1 is the highest score of the case. */
  readonly rank: number;
  /** What sets it apart, most telling first. */
  readonly reasons: readonly Reason[];
}

export interface AccountScores {
  /** Accounts with enough movements to be compared. */
  readonly compared: number;
  readonly hits: readonly AccountHit[];
  /** Why nothing was scored, else null. */
  readonly silent: string | null;
}

/**
 * Scores every account of the case that has enough movements and explains the chosen ones.
 * Deterministic in the rows: features do not depend on their order, ties are broken by account number.
 * @param aside accounts that are neither compared nor part of what is usual
 * @throws EngineError `invalid` where the package is not what its manifest says
 */
export async function scoreAccounts(
  session: Session,
  model: ModelPackage,
  selection: Selection,
  context: { asOf: string; aside: ReadonlySet<number>; signal: AbortSignal },
): Promise<AccountScores> {
  const { manifest } = model;
  const all = await featuresOf(session, model, context.asOf);
  const features = await without(all, context.aside);
  const compared = features.keys.length;
  const { least } = manifest.preparation;
  if (compared < least)
    return {
      compared,
      hits: [],
      silent: `Nothing was scored: ${compared} of the ${least} accounts with enough transfers that it takes to say what is usual.`,
    };
  const usual = await usualIn(features, manifest);
  const prepare = (from: number, length: number) =>
    preparedRows(features, usual, manifest, { length, at: (index) => from + index });
  return withModel(model, async (run) => {
    const answers = await run(compared, prepare, [manifest.score], context.signal);
    const scores = answers[manifest.score]!;
    const chosen = choose(scores, features.keys, selection);
    const rows = preparedRows(features, usual, manifest, {
      length: chosen.length,
      at: (index) => chosen[index]!,
    });
    const contributions = await contributionsOf(model, run)(rows, chosen.length);
    const hits = chosen.map((row, index) => ({
      addressId: features.keys[row]!,
      score: scores[row]!,
      rank: index + 1,
      reasons: reasonsFor(manifest, features, usual, row, contributions[index]!),
    }));
    return { compared, hits, silent: null };
  });
}

const kept = new WeakMap<Session, { of: string; features: Promise<Features> }>();

/** Models on the same features, run one after the other in a session, share one reading of them. */
function featuresOf(session: Session, model: ModelPackage, asOf: string): Promise<Features> {
  const sql = featuresSqlOf(model);
  const of = `${asOf}\n${sql}`;
  const known = kept.get(session);
  if (known?.of === of) return known.features;
  const features = readFeatures(session, model.manifest, sql, asOf);
  kept.set(session, { of, features });
  features.catch(() => kept.delete(session));
  return features;
}

async function without(features: Features, aside: ReadonlySet<number>): Promise<Features> {
  const rows = new Uint32Array(features.keys.length);
  let length = 0;
  for (let row = 0; row < rows.length; row += 1) if (!aside.has(features.keys[row]!)) rows[length++] = row;
  if (length === rows.length) return features;
  const columns: Float32Array[] = [];
  for (const column of features.columns) {
    const left = new Float32Array(length);
    for (let index = 0; index < length; index += 1) left[index] = column[rows[index]!]!;
    columns.push(left);
    await turn();
  }
  return { keys: Int32Array.from(rows.subarray(0, length), (row) => features.keys[row]!), columns };
}

function choose(scores: Float32Array, keys: Int32Array, { threshold, share, most }: Selection): number[] {
  const above: number[] = [];
  for (let row = 0; row < scores.length; row += 1) if (scores[row]! >= threshold) above.push(row);
  above.sort((a, b) => scores[b]! - scores[a]! || keys[a]! - keys[b]!);
  return above.slice(0, Math.min(most, Math.ceil(scores.length * share)));
}
