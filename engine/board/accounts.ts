import type { BoardQuery, Movers, MoversQuery, Performance } from '#contract/board.ts';
import { microsOf } from '../detectors/ledger/instant.ts';
import { politely } from '../detectors/ledger/steps.ts';
import type { GraphIndex } from '../graph/index/graph-index.ts';
import { pricesOf } from '../graph/index/prices.ts';
import { firstOf } from '../graph/index/top.ts';
import { behaviourOf } from '../graph/profile/behaviour.ts';
import { soleParty } from '../graph/profile/party.ts';
import { partyRows } from '../graph/profile/party-rows.ts';
import { profitAndLoss } from '../graph/profile/profit.ts';
import { measureOf } from '../replay/cast.ts';
import { type Frame, frameOf } from './frame.ts';
import { addressOf, movedIn } from './moved.ts';

/** The instant a frame is looked at from: its end, or that of its last row. */
const endOf = (index: GraphIndex, frame: Frame, query: BoardQuery): number =>
  query.to === null ? (index.rows.micros[frame.high - 1] ?? 0) : microsOf(query.to);

/** Addresses whose net movement is largest, either way: of known dollars, or of one asset. */
export async function movers(
  index: GraphIndex,
  query: MoversQuery,
  pause: () => Promise<void>,
): Promise<Movers> {
  const frame = frameOf(index, query);
  const asset = await measureOf(index, query.asset, endOf(index, frame, query), pause);
  const { received, sent, rows, unmeasured, measured } = await politely(movedIn(index, frame, asset), pause);
  const net = (place: number) => Math.abs(received[measured[place]!]! - sent[measured[place]!]!);
  const best = firstOf(measured.length, query.limit, (a, b) => net(b) - net(a) || a - b);
  return {
    asset: asset === null ? null : index.rows.assets[asset]!,
    rows: best.map((place) => {
      const account = measured[place]!;
      const dollars = asset === null;
      return {
        ...addressOf(index, account),
        netUsd: dollars ? received[account]! - sent[account]! : null,
        receivedUsd: dollars ? received[account]! : null,
        sentUsd: dollars ? sent[account]! : null,
        netAmount: asset === null ? null : netAmount(index, account, asset, frame),
        transfers: rows[account]!,
        unmeasured: unmeasured[account]!,
      };
    }),
    shown: best.length,
    total: measured.length,
  };
}

/** The balance at the end of a frame less that at its beginning, exact; null where an amount is unknown. */
function netAmount(index: GraphIndex, account: number, asset: number, { low, high }: Frame): string | null {
  const holding = index.holdingOf(account, asset);
  const before = index.balance(holding, low);
  const after = index.balance(holding, high);
  return before === null || after === null ? null : index.rows.amounts.text(after - before);
}

/** Gain and loss, and behaviour, of the addresses that moved most known dollars, or most rows where none are known. */
export async function performance(
  index: GraphIndex,
  query: BoardQuery,
  pause: () => Promise<void>,
): Promise<Performance> {
  const frame = frameOf(index, query);
  const { received, sent, rows, measured, active } = await politely(movedIn(index, frame, null), pause);
  const priced = measured.length > 0;
  const accounts = priced ? measured : active;
  const weight = (place: number) => {
    const account = accounts[place]!;
    return priced ? received[account]! + sent[account]! : rows[account]!;
  };
  const best = firstOf(accounts.length, query.limit, (a, b) => weight(b) - weight(a) || a - b);
  const prices = await pricesOf(index);
  const asOf = endOf(index, frame, query);
  const told: Performance['rows'] = [];
  for (const place of best) {
    await pause();
    const account = accounts[place]!;
    const party = soleParty(account);
    const own = await politely(partyRows(index, party, frame), pause);
    const history = await politely(partyRows(index, party, { low: 0, high: frame.high }), pause);
    const profit = await politely(profitAndLoss(index, prices, party, history, asOf, frame.low), pause);
    told.push({
      ...addressOf(index, account),
      movedUsd: priced ? weight(place) : null,
      realisedUsd: profit.realisedUsd,
      unrealisedUsd: profit.unrealisedUsd,
      rows: profit.rows,
      pricedRows: profit.pricedRows,
      behaviour: (await politely(behaviourOf(index, party, own, asOf), pause)).class,
    });
  }
  return {
    orderedBy: priced ? 'value-usd' : 'count',
    rows: told,
    shown: told.length,
    total: accounts.length,
  };
}
