import { z } from 'zod';

const share = z.number().nullable();
const Figures = z.object({
  seeds: z.string(),
  detectors: z.array(
    z.object({
      detector: z.string(),
      planted: z.number(),
      found: z.number(),
      recallEasy: share,
      recallMedium: share,
      recallHard: share,
      precision: share,
      falsePositiveRate: share,
      decoys: z.number(),
      decoysHit: z.number(),
    }),
  ),
});
/** Error rates of the detectors on the held-out seeds of the generator, as `docs/detection-quality.json` holds them. */
export type Figures = z.infer<typeof Figures>;

export const readFigures = (text: string): Figures => Figures.parse(JSON.parse(text));
