import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Generated } from './generate.ts';
import { CHAINS, type Chain, type Row } from './world.ts';

const COLUMNS =
  'chain,time,block,tx_hash,log_index,from,to,asset,symbol,amount,amount_usd,fee,gas_used,method,success';
const BLOCK: Record<Chain, { first: number; seconds: number }> = {
  ethereum: { first: 19_340_000, seconds: 12 },
  polygon: { first: 54_200_000, seconds: 2 },
  arbitrum: { first: 186_000_000, seconds: 1 },
};
const EPOCH = Date.UTC(2024, 2, 1) / 1000;

/** Text of a decimal number without an exponent. */
const decimal = (value: number, digits: number): string =>
  value
    .toFixed(digits)
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '');

/** What real files often do not say. */
export type Left = 'dollars' | 'symbols' | 'methods' | 'labels';

function line(row: Row, without: ReadonlySet<Left>): string {
  const { first, seconds } = BLOCK[row.chain];
  return [
    row.chain,
    new Date(row.time * 1000).toISOString().replace('.000Z', 'Z'),
    first + Math.floor((row.time - EPOCH) / seconds),
    row.hash,
    row.logIndex ?? '',
    row.from,
    row.to,
    row.asset.id,
    without.has('symbols') ? '' : row.asset.symbol,
    decimal(row.amount, row.asset.digits),
    row.usd === null || without.has('dollars') ? '' : decimal(row.usd, 2),
    decimal(row.fee, 9),
    row.gasUsed,
    without.has('methods') ? '' : row.method,
    row.success,
  ].join(',');
}

/** The contents of the files of a world by name: transfers of each chain, the tags an investigator would have, the sanctions list. */
export function filesOf(
  { rows, town }: Generated,
  without: ReadonlySet<Left> = new Set(),
): Map<string, string> {
  const files = new Map<string, string>();
  for (const chain of CHAINS)
    files.set(
      `transfers-${chain}.csv`,
      `${[COLUMNS, ...rows.filter((row) => row.chain === chain).map((row) => line(row, without))].join('\n')}\n`,
    );
  const tags = ['network,address,label,category,source,confidence'];
  for (const exchange of town.exchanges.filter(({ labelled }) => labelled && !without.has('labels'))) {
    tags.push(
      `${exchange.chain},${exchange.hot.address},${exchange.name}: hot wallet,exchange,tag collection,80`,
    );
    tags.push(
      `${exchange.chain},${exchange.cold.address},${exchange.name}: cold wallet,exchange,tag collection,80`,
    );
  }
  for (const chain of CHAINS) {
    tags.push(`${chain},${town.mixers[chain].address},Coin mixer,mixer,tag collection,90`);
    tags.push(`${chain},${town.bridges[chain].address},Token bridge,bridge,tag collection,90`);
    tags.push(`${chain},${town.routers[chain].address},Swap router,dex,tag collection,90`);
  }
  files.set('tags.csv', `${tags.join('\n')}\n`);
  files.set('sanctioned_addresses_ETH.txt', `${town.sanctioned.map(({ address }) => address).join('\n')}\n`);
  return files;
}

/** Writes the files into `dir`, which is made. Gives their paths. */
export function writeFiles(
  generated: Generated,
  dir: string,
  without: ReadonlySet<Left> = new Set(),
): string[] {
  mkdirSync(dir, { recursive: true });
  return [...filesOf(generated, without)].map(([name, text]) => {
    const path = join(dir, name);
    writeFileSync(path, text);
    return path;
  });
}
