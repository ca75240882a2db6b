import { setImmediate as turn } from 'node:timers/promises';
import type { InferenceSession } from 'onnxruntime-node';
import { type ModelPackage, weightsOf } from './model-package.ts';

/** Rows given to the runtime at once: some milliseconds of work, after which others get their turn. */
const SLICE = 4096;

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
    const widths = new Map<string, number>();
    const collected = new Map<string, Float32Array>();
    for (let from = 0; from < count; from += SLICE) {
      signal?.throwIfAborted();
      const length = Math.min(SLICE, count - from);
      const answers = await session.run(
        { [manifest.input]: new Tensor('float32', rowsAt(from, length), [length, width]) },
        outputs,
      );
      for (const name of outputs) {
        const values = answers[name]!.data as Float32Array;
        if (!collected.has(name)) {
          widths.set(name, values.length / length);
          collected.set(name, new Float32Array(count * (values.length / length)));
        }
        collected.get(name)!.set(values, from * widths.get(name)!);
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
