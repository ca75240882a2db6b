/**
 * Area under the precision-recall curve as average precision: the mean, over the planted, of the precision at the rank
 * where each is found. Ties count against the model: among equal scores the planted come last.
 */
export function averagePrecision(scores: ArrayLike<number>, planted: readonly boolean[]): number {
  const order = planted
    .map((_, index) => index)
    .sort((a, b) => scores[b]! - scores[a]! || Number(planted[a]) - Number(planted[b]));
  let found = 0;
  let sum = 0;
  for (const [rank, index] of order.entries())
    if (planted[index]) {
      found += 1;
      sum += found / (rank + 1);
    }
  return found === 0 ? Number.NaN : sum / found;
}

/** Share of the planted among the `count` highest scores. */
export function recallAt(scores: ArrayLike<number>, planted: readonly boolean[], count: number): number {
  const order = planted
    .map((_, index) => index)
    .sort((a, b) => scores[b]! - scores[a]! || Number(planted[a]) - Number(planted[b]));
  const found = order.slice(0, count).filter((index) => planted[index]).length;
  return found / planted.filter(Boolean).length;
}
