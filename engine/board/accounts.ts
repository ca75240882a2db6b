import type { BoardQuery, Movers, Performance } from '#contract/board.ts';
import { microsOf } from '../detectors/ledger/instant.ts';
import { politely } from '../detectors/ledger/steps.ts';
import type { GraphIndex } from '../graph/index/graph-index.ts';
import { pricesOf } from '../graph/index/prices.ts';
import { firstOf } from '../graph/index/top.ts';
import { rowsOf } from '../graph/profile/account-rows.ts';
import { behaviourOf } from '../graph/profile/behaviour.ts';
import { profitAndLoss } from '../graph/profile/profit.ts';
import { frameOf } from './frame.ts';
import { addressOf, movedIn } from './moved.ts';

/** Addresses whose net movement of known dollars is largest, either way. */
export async function movers(
  index: GraphIndex,
  query: BoardQuery,
  pause: () => Promise<void>,
): Promise<Movers> {
  const { received, sent, rows, unpriced, priced } = await politely(
    movedIn(index, frameOf(index, query)),
    pause,
  );
  const net = (place: number) => Math.abs(received[priced[place]!]! - sent[priced[place]!]!);
  const best = firstOf(priced.length, query.limit, (a, b) => net(b) - net(a) || a - b);
  return {
    rows: best.map((place) => {
      const account = priced[place]!;
      return {
        ...addressOf(index, account),
        netUsd: received[account]! - sent[account]!,
        receivedUsd: received[account]!,
        sentUsd: sent[account]!,
        transfers: rows[account]!,
        unpriced: unpriced[account]!,
      };
    }),
    shown: best.length,
    total: priced.length,
  };
}

/** Gain and loss, and behaviour, of the addresses that moved most known dollars. */
export async function performance(
  index: GraphIndex,
  query: BoardQuery,
  pause: () => Promise<void>,
): Promise<Performance> {
  const frame = frameOf(index, query);
  const { received, sent, priced } = await politely(movedIn(index, frame), pause);
  const moved = (place: number) => received[priced[place]!]! + sent[priced[place]!]!;
  const best = firstOf(priced.length, query.limit, (a, b) => moved(b) - moved(a) || a - b);
  const prices = await pricesOf(index);
  const asOf = query.to === null ? (index.rows.micros[frame.high - 1] ?? 0) : microsOf(query.to);
  const rows: Performance['rows'] = [];
  for (const place of best) {
    await pause();
    const account = priced[place]!;
    const own = rowsOf(index, account, frame);
    const profit = profitAndLoss(index, prices, account, own, asOf);
    rows.push({
      ...addressOf(index, account),
      movedUsd: moved(place),
      realisedUsd: profit.realisedUsd,
      unrealisedUsd: profit.unrealisedUsd,
      rows: profit.rows,
      pricedRows: profit.pricedRows,
      behaviour: behaviourOf(index, account, own, asOf).class,
    });
  }
  return { rows, shown: rows.length, total: priced.length };
}
