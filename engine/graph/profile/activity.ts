import type { Profile } from '#contract/whales.ts';
import { FAILED } from '../../detectors/ledger/columns.ts';
import { DAY, HOUR, instant } from '../../detectors/ledger/instant.ts';
import { inSlices, type Steps } from '../../detectors/ledger/steps.ts';
import { niceBucket } from '../../warehouse/nice-bucket.ts';
import type { GraphIndex } from '../index/graph-index.ts';
import { crosses, type Party } from './party.ts';

/** Buckets of the flow chart at most, about. */
const BUCKETS = 120;
/** A spell without a transfer from which on it is listed. */
const DORMANT_DAYS = 30;
const SPELLS = 20;

/** One pass over the rows of a party for everything that is counted by time. */
export function* activityOf(
  index: GraphIndex,
  party: Party,
  rows: Int32Array,
  asOf: number,
): Steps<
  Pick<Profile, 'failed' | 'bucketSeconds' | 'flows' | 'hours' | 'withoutTime' | 'dormancy' | 'dormancyTotal'>
> {
  const { kind, micros, usd, to, timed } = index.rows;
  let end = rows.length;
  while (end > 0 && rows[end - 1]! >= timed) end -= 1;
  const seconds = end > 0 ? (micros[rows[end - 1]!]! - micros[rows[0]!]!) / 1e6 : 0;
  const bucketSeconds = niceBucket(seconds / BUCKETS);
  const hours = new Array<number>(168).fill(0);
  const flows: Profile['flows'] = [];
  const spells: Profile['dormancy'] = [];
  const spell = (from: number, until: number, ended: boolean) => {
    if (until - from >= DORMANT_DAYS * DAY)
      spells.push({
        from: instant(from),
        to: instant(until),
        days: Math.floor((until - from) / DAY),
        ended,
      });
  };
  let failed = 0;
  let bucket = Number.NaN;
  let before = Number.NaN;
  yield* inSlices(end, (low, high) => {
    for (let place = low; place < high; place += 1) {
      const row = rows[place]!;
      const time = micros[row]!;
      // 1970-01-01 was a Thursday
      const weekday = (Math.floor(time / DAY) + 3) % 7;
      hours[weekday * 24 + (Math.floor(time / HOUR) % 24)]! += 1;
      if (place > 0) spell(before, time, true);
      before = time;
      if ((kind[row]! & FAILED) !== 0) failed += 1;
      if (!crosses(index, party, row)) continue;
      const at = Math.floor(time / (bucketSeconds * 1e6));
      if (at !== bucket) {
        bucket = at;
        flows.push({
          at: instant(at * bucketSeconds * 1e6),
          received: 0,
          sent: 0,
          receivedUsd: null,
          sentUsd: null,
          unpriced: 0,
        });
      }
      const flow = flows.at(-1)!;
      const incoming = party.has(to[row]!);
      if (incoming) flow.received += 1;
      else flow.sent += 1;
      const value = usd[row]!;
      if (Number.isNaN(value)) flow.unpriced += 1;
      else if (incoming) flow.receivedUsd = (flow.receivedUsd ?? 0) + value;
      else flow.sentUsd = (flow.sentUsd ?? 0) + value;
    }
  });
  for (let place = end; place < rows.length; place += 1)
    if ((kind[rows[place]!]! & FAILED) !== 0) failed += 1;
  if (end > 0) spell(before, asOf, false);
  spells.sort((a, b) => b.days - a.days || (a.from < b.from ? -1 : 1));
  return {
    failed,
    bucketSeconds,
    flows,
    hours,
    withoutTime: rows.length - end,
    dormancy: spells.slice(0, SPELLS),
    dormancyTotal: spells.length,
  };
}
