import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { packageById } from '../inference/model-package.ts';
import { scoreAccounts } from '../inference/score-accounts.ts';
import { ensureMarts } from '../warehouse/build-marts.ts';
import { openWarehouse } from '../warehouse/open.ts';
import type { Session } from '../warehouse/session.ts';
import type { Bench, BenchContext, BenchResult } from './define.ts';

const ACCOUNTS = 1_000_000;
const TRANSFERS = 10_000_000;
const HUBS = 100;

/** Ten million transfers between a million accounts; a fifth of the ends are one of a hundred hubs. Always the same. */
async function fill(session: Session): Promise<void> {
  const account = (salt: number) =>
    `'0x' || lpad(lower(hex(CASE WHEN hash(i + ${salt}) % 5 = 0 THEN hash(i * ${salt}) % ${HUBS} ELSE ${HUBS} + hash(i + ${salt * 1009}) % ${ACCOUNTS - HUBS} END)), 40, '0')`;
  await session.run(
    `INSERT INTO transfer (dataset_id, ok, event_key, chain, time, tx_hash, kind, from_address, to_address, asset, symbol, amount_text, amount_scale, gas_used, method, success)
     SELECT 1, true, 0, 'ethereum', TIMESTAMP '2023-01-01' + to_microseconds((i * 3000000 + hash(i) % 1000000)::BIGINT), '0x' || lower(hex(i)), 'native',
       ${account(11)}, ${account(23)}, CASE (hash(i + 7) % 3)::INTEGER WHEN 0 THEN 'ETH' WHEN 1 THEN '0xa0' ELSE '0xda' END, NULL,
       (hash(i * 3) % 90000000 + 1)::VARCHAR, 3, 21000 + (hash(i + 9) % 300000)::INTEGER, CASE WHEN hash(i + 3) % 4 = 0 THEN 'swap' ELSE 'transfer' END, hash(i + 1) % 200 <> 0
     FROM range(${TRANSFERS}) t(i)`,
  );
}

function peakMiB(): number | null {
  try {
    const kib = /VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
    return kib ? Math.round(Number(kib) / 1024) : null;
  } catch {
    return null;
  }
}

/** Features, scores and explanations of a million accounts, and how long others wait for the engine's thread meanwhile. */
export const accountForest: Bench = {
  name: 'account-forest',
  about: 'isolation scores of 1 M accounts from 10 M transfers, features included',
  async run({ dir, note }: BenchContext): Promise<BenchResult[]> {
    const warehouse = await openWarehouse({ file: join(dir, 'forest.duckdb'), tempDir: dir });
    try {
      note(`writing ${TRANSFERS.toLocaleString('en')} transfers and deriving tables`);
      await warehouse.use(fill);
      await ensureMarts(warehouse);
      note('scoring');
      const delay = monitorEventLoopDelay({ resolution: 5 });
      return await warehouse.use(async (session) => {
        const model = packageById('account-isolation-forest');
        const selection = { threshold: model.manifest.threshold, share: 0.005, most: 200 };
        const context = {
          asOf: '2030-01-01T00:00:00Z',
          aside: new Set<number>(),
          signal: new AbortController().signal,
        };
        delay.enable();
        const began = performance.now();
        const { compared, hits } = await scoreAccounts(session, model, selection, context);
        const seconds = (performance.now() - began) / 1000;
        delay.disable();
        // features are kept for the session: the second time is the model alone
        const again = performance.now();
        await scoreAccounts(session, model, selection, context);
        const scoringSeconds = (performance.now() - again) / 1000;
        return [
          {
            bench: 'account-forest',
            rows: TRANSFERS,
            seconds,
            peer: null,
            peerSeconds: null,
            ratio: null,
            peakMiB: peakMiB(),
            p95Ms: delay.percentile(95) / 1e6,
            figures: {
              accounts: compared,
              explained: hits.length,
              scoringSeconds,
              accountsPerSecond: compared / seconds,
              maxMs: delay.max / 1e6,
            },
          },
        ];
      });
    } finally {
      warehouse.close();
    }
  },
};
