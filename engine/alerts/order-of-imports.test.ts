import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { AlertQuery } from '#contract/detection.ts';
import { detect } from '../alerts/detect.ts';
import { wholeAlerts } from '../alerts/query-alerts.ts';
import { type ScratchCase, scratchCase } from '../testing/scratch-case.ts';

const header = 'chain,time,tx_hash,from,to,asset,amount,amount_usd\n';
const address = (name: string) => `0x${Buffer.from(name).toString('hex').padStart(40, '0')}`;
const hash = (n: number) => `0x${n.toString(16).padStart(64, '0')}`;

/** Rows of a peel chain, a fan and everyday payments. */
function rows(): string[] {
  const lines: string[] = [];
  const send = (second: number, from: string, to: string, amount: number) =>
    lines.push(
      [
        'ethereum',
        new Date(1704067200_000 + second * 1000).toISOString(),
        hash(lines.length + 1),
        address(from),
        address(to),
        'ETH',
        amount,
        amount * 2000,
      ].join(','),
    );
  let left = 100;
  for (let hop = 0; hop < 8; hop += 1) {
    send(hop * 3600, `hop${hop}`, `hop${hop + 1}`, left);
    send(hop * 3600 + 1800, `hop${hop + 1}`, `shop${hop}`, 4);
    left -= 4;
  }
  for (let payer = 0; payer < 25; payer += 1)
    send(100_000 + payer * 60, `payer${payer}`, 'mule', 3 + payer / 10);
  for (let day = 0; day < 40; day += 1) send(day * 86_400, `a${day % 5}`, `b${day % 7}`, 1 + (day % 3));
  return lines;
}

async function alertsOf(scratch: ScratchCase): Promise<string> {
  for await (const _ of detect(
    { folder: scratch.folder, log: () => undefined },
    { only: [], params: {}, asOf: null },
    new AbortController().signal,
  ));
  return scratch.folder.warehouse.use(async (session) =>
    JSON.stringify(await wholeAlerts(session, AlertQuery.parse({ dropped: 'too', limit: 5000 }))),
  );
}

test('files imported in another order, overlapping ones too, give byte-identical alerts', async () => {
  const all = rows();
  const parts = [all.slice(0, 30), all.slice(20, 55), all.slice(50)];
  const told: string[] = [];
  for (const order of [
    [0, 1, 2],
    [2, 1, 0],
    [1, 0, 2],
  ]) {
    const scratch = await scratchCase();
    try {
      const files = parts.map((part, index) => {
        const path = join(scratch.temp, `part${index}.csv`);
        writeFileSync(path, header + part.join('\n'));
        expect(readFileSync(path, 'utf8').length).toBeGreaterThan(0);
        return path;
      });
      for (const index of order) {
        const [result] = await scratch.import([files[index]!]);
        expect(result!.status).toBe('imported');
      }
      told.push(await alertsOf(scratch));
      expect(await alertsOf(scratch)).toBe(told.at(-1));
    } finally {
      scratch.close();
    }
  }
  expect(JSON.parse(told[0]!).map(({ detector }: { detector: string }) => detector)).toEqual(
    expect.arrayContaining(['peel-chain', 'fan-in']),
  );
  expect(told[1]).toBe(told[0]);
  expect(told[2]).toBe(told[0]);
});
