import { z } from 'zod';

/** A model package of this build, as its manifest and card describe it. */
export const ModelCard = z.object({
  id: z.string(),
  title: z.string(),
  version: z.string(),
  task: z.string(),
  licence: z.string(),
  sha256: z.string(),
  threshold: z.number(),
  inputs: z.array(z.object({ name: z.string(), unit: z.string(), description: z.string() })),
  /** What it was trained on, in a sentence or two. */
  trainedOn: z.string(),
  /** Measured on held-out seeds; the card says how. */
  metrics: z.record(z.string(), z.number()),
  /** Why the package is not used, or null. */
  problem: z.string().nullable(),
  /** Markdown with the fixed headings of a model card. */
  card: z.string(),
});
export type ModelCard = z.infer<typeof ModelCard>;
