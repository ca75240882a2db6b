/** A size that many of the amounts share: sorted places `first` up to, not including, `end`. */
export interface Peak {
  readonly first: number;
  readonly end: number;
  /** How many a smooth shape of the others would put there. */
  readonly smooth: number;
}

/** Part of a size within which its neighbourhood is measured. */
const AROUND = 0.3;

/**
 * The fullest windows of `tolerance` (relative width) in amounts sorted ascending, none overlapping, the fullest
 * first, each with at least `least` amounts; of equally full ones the smaller amounts. What is to be expected in a
 * window follows from how densely the amounts around it lie, the window itself and earlier peaks left out.
 */
export function peaksOf(sorted: ArrayLike<number>, tolerance: number, least: number, most: number): Peak[] {
  const taken = new Uint8Array(sorted.length);
  const peaks: Peak[] = [];
  while (peaks.length < most) {
    let best: { first: number; end: number } | null = null;
    let first = 0;
    for (let at = 0; at < sorted.length; at += 1) {
      if (taken[at] === 1) {
        first = at + 1;
        continue;
      }
      while (sorted[at]! > sorted[first]! * (1 + tolerance)) first += 1;
      if (at + 1 - first > (best ? best.end - best.first : least - 1)) best = { first, end: at + 1 };
    }
    if (!best) break;
    taken.fill(1, best.first, best.end);
    peaks.push({ ...best, smooth: 0 });
  }
  const span = Math.log((1 + AROUND) ** 2);
  return peaks.map(({ first, end }) => {
    let around = 0;
    const low = sorted[first]! / (1 + AROUND);
    const high = sorted[end - 1]! * (1 + AROUND);
    for (let at = first - 1; at >= 0 && sorted[at]! >= low; at -= 1) around += 1 - taken[at]!;
    for (let at = end; at < sorted.length && sorted[at]! <= high; at += 1) around += 1 - taken[at]!;
    return { first, end, smooth: (around * Math.log1p(tolerance)) / span };
  });
}
