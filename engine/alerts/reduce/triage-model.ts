import type { AggregatedAlert } from '../aggregate.ts';

/** Verdicts of each kind the model needs before it speaks. */
export const NEEDED = 10;
const ROUNDS = 400;
const RATE = 0.5;
const SHRINK = 0.02;

export interface Judgement {
  readonly alert: Pick<
    AggregatedAlert,
    'detector' | 'score' | 'confidence' | 'severity' | 'impactUsd' | 'count' | 'evidence'
  >;
  /** Whether the analyst called it true (or escalated it). */
  readonly right: boolean;
}

const severity = { LOW: 0, MEDIUM: 0.5, HIGH: 1 } as const;

/**
 * A logistic regression over an alert's own figures and its detector, fitted to the analyst's verdicts by plain
 * gradient descent with shrinkage: the same verdicts give the same model. Null while there are too few.
 */
export function triageModel(
  judgements: readonly Judgement[],
): ((alert: Judgement['alert']) => number) | null {
  const right = judgements.filter((one) => one.right).length;
  if (right < NEEDED || judgements.length - right < NEEDED) return null;
  const detectors = [...new Set(judgements.map(({ alert }) => alert.detector.id))].sort();
  const features = (alert: Judgement['alert']): number[] => [
    1,
    alert.score,
    alert.confidence,
    severity[alert.severity],
    alert.impactUsd === null ? 0 : Math.log10(Math.max(1, alert.impactUsd)) / 7,
    Math.min(1, Math.log10(alert.count) / 2),
    Math.min(1, Math.log10(Math.max(1, alert.evidence.length)) / 2),
    ...detectors.map((id) => (alert.detector.id === id ? 1 : 0)),
  ];
  const rows = judgements.map(({ alert, right: called }) => ({ x: features(alert), y: called ? 1 : 0 }));
  const weights = new Float64Array(rows[0]!.x.length);
  const answer = (x: readonly number[]): number => {
    let sum = 0;
    for (const [index, value] of x.entries()) sum += weights[index]! * value;
    return 1 / (1 + Math.exp(-sum));
  };
  for (let round = 0; round < ROUNDS; round += 1) {
    const slope = new Float64Array(weights.length);
    for (const { x, y } of rows) {
      const miss = answer(x) - y;
      for (const [index, value] of x.entries()) slope[index]! += miss * value;
    }
    for (let index = 0; index < weights.length; index += 1)
      weights[index]! -= RATE * (slope[index]! / rows.length + (index === 0 ? 0 : SHRINK * weights[index]!));
  }
  return (alert) => answer(features(alert));
}
