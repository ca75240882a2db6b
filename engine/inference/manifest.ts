import { z } from 'zod';

/** One input of a model, in the order of `features.sql`. */
export const ModelInput = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9_]*$/),
  dtype: z.literal('float32'),
  /** Of the value as `features.sql` gives it. */
  unit: z.string().min(1),
  description: z.string().min(1),
  /** The value in words for a sentence; `{}` stands for it. */
  phrase: z.string().includes('{}'),
  /** How the number in `phrase` comes from the value. */
  shown: z.enum(['as-is', 'expm1', 'exp', 'percent', 'duration']),
  /** Smallest spread a case is credited with, in `unit`. */
  floor: z.number().positive(),
});
export type ModelInput = z.infer<typeof ModelInput>;

/**
 * What is done to the columns of `features.sql` before they are the model's tensor.
 * `case-robust`: z = (value − median of the case) / max(interquartile range / 1.349, floor), held within ±`clamp`; of
 * this only what exceeds `quiet` counts, so that ordinary differences are none. A value that is unknown becomes 0, as
 * if it were the median. Below `least` accounts the case cannot say what is usual in it.
 */
export const Preparation = z.strictObject({
  method: z.literal('case-robust'),
  least: z.number().int().positive(),
  quiet: z.number().min(0),
  clamp: z.number().positive(),
});
export type Preparation = z.infer<typeof Preparation>;

const FileName = z.string().regex(/^[a-z0-9][a-z0-9.-]*$/);

/** `manifest.json` of a model package: everything that is claimed of its weights. */
export const ModelManifest = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  title: z.string().min(1),
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  task: z.string().min(1),
  licence: z.string().min(1),
  weights: z.strictObject({
    file: FileName,
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    /** Operator sets by domain; `ai.onnx` is the default domain. */
    opset: z.record(z.string(), z.number().int().positive()),
  }),
  /** `of` names the package whose `features.sql` is used; else it is this one's. */
  features: z.strictObject({ of: z.string().optional(), key: z.literal('address_id') }),
  preparation: Preparation,
  input: z.string(),
  inputs: z.array(ModelInput).min(1),
  outputs: z
    .array(
      z.strictObject({
        name: z.string(),
        meaning: z.string().min(1),
        range: z.tuple([z.number(), z.number()]),
      }),
    )
    .min(1),
  /** The output that ranks accounts: higher is stranger. */
  score: z.string(),
  /** From here on a score is worth a look. */
  threshold: z.number(),
  explanation: z.discriminatedUnion('method', [
    /** Exact Shapley values of the path length, from the trees beside the weights. */
    z.strictObject({
      method: z.literal('tree-shap'),
      trees: FileName,
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
    /** The named output says what each input adds to the score. */
    z.strictObject({ method: z.literal('output'), output: z.string() }),
  ]),
  training: z.strictObject({
    data: z.string().min(1),
    seeds: z.array(z.number().int()).min(1),
    rows: z.number().int().positive(),
    method: z.string().min(1),
  }),
  /** Measured on held-out seeds; how, is on the card. */
  metrics: z.record(z.string(), z.number()),
});
export type ModelManifest = z.infer<typeof ModelManifest>;

/** `golden.json`: prepared inputs and what the weights answered when they were made. */
export const Golden = z.strictObject({
  tolerance: z.number().positive(),
  rows: z.array(z.strictObject({ input: z.array(z.number()), score: z.number() })).min(1),
});
export type Golden = z.infer<typeof Golden>;
