import { type Block, heading, paragraph } from '../blocks.ts';
import { errorRateOf, errorRates } from '../gather/error-rates.ts';
import type { ReportSource } from '../source.ts';

const figure = (value: number | null, digits = 2): string =>
  value === null ? 'unknown' : value.toFixed(digits);

/** How often the detectors of this report are known to err. */
export function limits({ words }: ReportSource, detectors: readonly string[]): Block[] {
  const { seeds } = errorRates();
  const known = [...new Set(detectors)].sort();
  return [
    heading(1, words.limits),
    paragraph(
      'A rule finds what it is written for and misses what it is not. What follows is how each detector did on generated chain activity with planted patterns and with legitimate look-alikes, on seeds set aside for reporting. The world outside differs from the generator, so these figures are neither a promise nor the probability that an alert of this case is right.',
    ),
    ...(known.length === 0
      ? [paragraph('No detector is cited in this report.')]
      : [
          {
            type: 'table' as const,
            name: 'Error rates',
            columns: [
              { title: 'Detector', width: 26 },
              { title: 'Planted', width: 9, end: true },
              { title: 'Found', width: 8, end: true },
              { title: 'Recall easy', width: 9, end: true },
              { title: 'medium', width: 9, end: true },
              { title: 'hard', width: 8, end: true },
              { title: 'Precision', width: 10, end: true },
              { title: 'False-positive rate', width: 11, end: true },
              { title: 'Decoys hit', width: 10, end: true },
            ],
            rows: known.map((detector) => {
              const rate = errorRateOf(detector);
              if (!rate) return [detector, ...Array.from({ length: 8 }, () => 'unknown')];
              return [
                detector,
                rate.planted,
                rate.found,
                figure(rate.recallEasy),
                figure(rate.recallMedium),
                figure(rate.recallHard),
                figure(rate.precision),
                figure(rate.falsePositiveRate, 4),
                `${rate.decoysHit} of ${rate.decoys}`,
              ];
            }),
            note: `Evaluation with the seeds ${seeds}. “unknown”: nothing is planted for the detector, so that its error rates were not measured.`,
          },
        ]),
  ];
}
