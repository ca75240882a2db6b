import { setImmediate as turn } from 'node:timers/promises';
import type { InferenceSession } from 'onnxruntime-node';
import { type ModelPackage, weightsOf } from './model-package.ts';

/**
 * Rows given to the runtime at once: a few milliseconds of work, after which others get their turn. Always as many, the
 * last ones filled up with zeros: the runtime multiplies matrices of another height in another order, and a score must
 * not depend on how many others are scored.
 */
const SLICE = 1024;

export type Outputs = Record<string, Float32Array>;

/**
 * Opens a package's weights (hash checked) for the time of `work` and releases them afterwards. One thread: the same
 * rows then give the same bits, and the second core stays free for the database.
 */
export async function withModel<T>(model: ModelPackage, work: (run: RunModel) => Promise<T>): Promise<T> {
  const weights = weightsOf(model);
  const { InferenceSession: Sessions, Tensor } = await import('onnxruntime-node');
  const session: InferenceSession = await Sessions.create(weights, {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    logSeverityLevel: 3,
  });
  const { manifest } = model;
  const width = manifest.inputs.length;
  const run: RunModel = async (count, rowsAt, outputs, signal) => {
    const collected = new Map<string, Float32Array>();
    for (let from = 0; from < count; from += SLICE) {
      signal?.throwIfAborted();
      const length = Math.min(SLICE, count - from);
      const rows = new Float32Array(SLICE * width);
      rows.set(rowsAt(from, length));
      const answers = await session.run(
        { [manifest.input]: new Tensor('float32', rows, [SLICE, width]) },
        outputs,
      );
      for (const name of outputs) {
        const values = answers[name]!.data as Float32Array;
        const each = values.length / SLICE;
        if (!collected.has(name)) collected.set(name, new Float32Array(count * each));
        collected.get(name)!.set(values.subarray(0, length * each), from * each);
      }
      await turn();
    }
    return Object.fromEntries(outputs.map((name) => [name, collected.get(name) ?? new Float32Array()]));
  };
  try {
    return await work(run);
  } finally {
    await session.release();
  }
}

/** Runs `count` prepared rows, made slice by slice by `rowsAt`, and gives the named outputs. */
export type RunModel = (
  count: number,
  rowsAt: (from: number, length: number) => Float32Array,
  outputs: readonly string[],
  signal?: AbortSignal,
) => Promise<Outputs>;
