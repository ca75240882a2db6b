import { DAY, HOUR } from '../../define.ts';

export interface RiseRules {
  /** Transfers in the first day against a day before. */
  readonly factor: number;
  readonly transfers: number;
  /** Level of the three days after the first against before. */
  readonly lasting: number;
}

export interface Rise {
  /** Microseconds: the first transfer of the rush. */
  readonly start: number;
  /** The end of the three days after its first. */
  readonly settled: number;
}

/** Receivers within the first hour of a rush at least. */
const RUSH = 4;

/**
 * The first sharp and lasting rise in the activity of an asset: a day with many times the transfers of a day before,
 * after at least a day of life, and three days after it still well above. It starts with the first transfer
 * of an hour in which several accounts take the asset. Null where there is none, or its three days are not over.
 */
export function findRise(
  rows: Int32Array,
  micros: Float64Array,
  to: Int32Array,
  rules: RiseRules,
  asOf: number,
): Rise | null {
  const time = (at: number): number => micros[rows[at]!]!;
  const born = time(0);
  let end = 0;
  for (let at = 1; at < rows.length; at += 1) {
    while (end < rows.length && time(end) < time(at) + DAY) end += 1;
    const lived = (time(at) - born) / DAY;
    if (lived < 1) continue;
    const usual = at / lived;
    if (end - at < Math.max(rules.transfers, rules.factor * usual)) continue;
    let start = at;
    while (start < end && !rush(start)) start += 1;
    if (start === end) continue;
    const first = time(start);
    const settled = first + 4 * DAY;
    if (settled > asOf) return null;
    let after = 0;
    for (let later = end; later < rows.length && time(later) < settled; later += 1)
      if (time(later) >= first + DAY) after += 1;
    const before = start / ((first - born) / DAY);
    if (after / 3 >= rules.lasting * before) return { start: first, settled };
  }
  return null;

  function rush(at: number): boolean {
    const receivers = new Set<number>();
    for (let later = at; later < rows.length && time(later) < time(at) + HOUR; later += 1) {
      receivers.add(to[rows[later]!]!);
      if (receivers.size >= RUSH) return true;
    }
    return false;
  }
}
