/** A stretch in which events come faster: gaps `first` to `last`, both within, and the likelihood it gains in nats. */
export interface Stretch {
  readonly first: number;
  readonly last: number;
  readonly weight: number;
}

/**
 * Kleinberg's two-state automaton (2002): gaps are exponential, at the mean rate in the calm state and at `scaling`
 * times it in the burst state; entering the burst state costs `gamma` times the logarithm of the number of gaps.
 * Gives the stretches in the burst state on the cheapest way through all gaps. Reads the first `count` gaps.
 */
export function burstStretches(
  gaps: ArrayLike<number>,
  count: number,
  { scaling, gamma }: { readonly scaling: number; readonly gamma: number },
): Stretch[] {
  let total = 0;
  for (let at = 0; at < count; at += 1) total += gaps[at]!;
  if (count < 2 || total <= 0) return [];
  const rate = count / total;
  const entering = gamma * Math.log(count);
  const gain = (at: number) => Math.log(scaling) - (scaling - 1) * rate * gaps[at]!;
  // bit 1: the calm state at this gap is best reached from the burst state; bit 2: the burst state from itself
  const from = new Uint8Array(count);
  let calm = 0;
  let burst = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < count; at += 1) {
    const fall = burst > calm;
    const stay = burst >= calm - entering;
    const next = Math.max(burst, calm - entering) + gain(at);
    calm = Math.max(calm, burst);
    burst = next;
    from[at] = (fall ? 1 : 0) | (stay ? 2 : 0);
  }
  const stretches: Stretch[] = [];
  let inside = burst > calm;
  let last = count - 1;
  let weight = 0;
  for (let at = count - 1; at >= 0; at -= 1) {
    if (!inside) {
      inside = (from[at]! & 1) !== 0;
      last = at - 1;
      weight = 0;
      continue;
    }
    weight += gain(at);
    if ((from[at]! & 2) !== 0) continue;
    stretches.push({ first: at, last, weight });
    inside = false;
  }
  return stretches.reverse();
}
