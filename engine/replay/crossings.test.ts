import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TransferQuery, type TransferStep } from '#contract/graph.ts';
import { MapQuery } from '#contract/replay.ts';
import { residentIndex } from '../graph/index/resident.ts';
import { transferPage } from '../graph/transfers.ts';
import { type ScratchCase, scratchCase } from '../testing/scratch-case.ts';
import { whaleMap } from './whale-map.ts';

const who = (digit: string) => `0x${digit.repeat(40)}`;
const [ANNE, BILL, CARL, SHOP] = ['1', '2', '3', '4'].map(who);
const [HERE, THERE] = ['a', 'b'].map(who);
const USDC = '0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48';
const pause = () => Promise.resolve();
let scratch: ScratchCase;

/** Chain, time on the first of January, sender, receiver, amount, symbol. */
const ROWS: readonly (readonly string[])[] = [
  ['ethereum', '06:10', ANNE!, HERE!, '25000', 'USDC'],
  ['arbitrum', '07:00', THERE!, ANNE!, '24990.5', 'USDC'],
  // nobody labelled either of them a bridge
  ['ethereum', '06:20', ANNE!, SHOP!, '100', 'USDC'],
  ['arbitrum', '06:50', SHOP!, ANNE!, '100', 'USDC'],
  // later than six hours
  ['ethereum', '01:00', BILL!, HERE!, '9000', 'USDC'],
  ['arbitrum', '08:00', THERE!, BILL!, '8999', 'USDC'],
  // another asset came out
  ['ethereum', '09:00', CARL!, HERE!, '700', 'USDC'],
  ['arbitrum', '09:30', THERE!, CARL!, '699', 'DAI'],
  // back on the same chain
  ['ethereum', '10:00', CARL!, HERE!, '50', 'USDC'],
  ['ethereum', '10:30', HERE!, CARL!, '50', 'USDC'],
];

beforeAll(async () => {
  scratch = await scratchCase();
  const rows = join(scratch.temp, 'rows.csv');
  const tags = join(scratch.temp, 'tags.csv');
  writeFileSync(
    rows,
    `chain,time,tx_hash,log_index,from,to,asset,amount,symbol,success\n${ROWS.map(
      ([chain, time, from, to, amount, symbol], index) =>
        `${chain},2024-01-01T${time}:00Z,0x${String(index + 1).padStart(64, '0')},${index},${from},${to},${symbol === 'USDC' ? USDC : who('d')},${amount},${symbol},true`,
    ).join('\n')}\n`,
  );
  writeFileSync(
    tags,
    `chain,address,label,category,source\nethereum,${HERE},Over,bridge,own list\narbitrum,${THERE},Over: arrivals,bridge,own list\n`,
  );
  const results = await scratch.import([rows, tags]);
  expect(results.map(({ accepted }) => accepted)).toEqual([ROWS.length, 2]);
});
afterAll(() => scratch.close());

test('a crossing is stated only where the rows and labels say so, and not before it arrived', async () => {
  const index = await residentIndex(scratch.folder.warehouse);
  const at = (time: string) => whaleMap(index, MapQuery.parse({ at: `2024-01-01T${time}:00Z` }), pause);
  expect((await at('06:59')).crossings).toEqual([]);
  const { crossings, crossingsTotal, lanes, others } = await at('12:00');
  expect(crossingsTotal).toBe(1);
  expect(crossings).toEqual([
    {
      address: ANNE,
      sentTo: HERE,
      receivedFrom: THERE,
      asset: USDC,
      receivedAsset: USDC,
      fromChain: 'ethereum',
      toChain: 'arbitrum',
      symbol: 'USDC',
      sentAt: '2024-01-01T06:10:00Z',
      receivedAt: '2024-01-01T07:00:00Z',
      sent: '25000',
      received: '24990.5',
    },
  ]);
  // each side is one row, found by its ends, asset and instant
  const [crossing] = crossings;
  const steps: TransferStep[] = [
    { chain: 'ethereum', from: ANNE!, to: crossing!.sentTo, asset: crossing!.asset, at: crossing!.sentAt },
    {
      chain: 'arbitrum',
      from: crossing!.receivedFrom,
      to: ANNE!,
      asset: crossing!.receivedAsset,
      at: crossing!.receivedAt,
    },
  ];
  const { rows } = await scratch.folder.warehouse.use((session) =>
    transferPage(session, TransferQuery.parse({ steps })),
  );
  expect(rows.map(({ chain, amount, line }) => [chain, amount, line])).toEqual([
    ['ethereum', '25000', 2],
    ['arbitrum', '24990.5', 3],
  ]);
  expect(lanes.map(({ chain, transfers }) => [chain, transfers])).toEqual([
    ['arbitrum', 4],
    ['ethereum', 6],
  ]);
  expect(others.find(({ id }) => id === `arbitrum:${THERE}`)?.tags[0]?.label).toBe('Over: arrivals');
});
