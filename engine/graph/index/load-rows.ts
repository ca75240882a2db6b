import type { DuckDBDataChunk } from '@duckdb/node-api';
import rolesSql from '../../detectors/ledger/account-roles.sql?raw';
import type { Session } from '../../warehouse/session.ts';
import { decimalUnits } from '../exact-sum.ts';
import { type AmountShape, Amounts } from './amounts.ts';
import rowsSql from './rows.sql?raw';
import { AccountNames, type DatedTag, type GraphRows, type PricePoint } from './rows.ts';

/** Groups of nine digits kept in columns at most, right and left of the point. */
const MOST_FRACTION = 9;
const MOST_WHOLE = 3;

/** Reads all transfers of the case. About 45 bytes a transfer and 60 an address. */
export async function loadRows(
  session: Session,
  tell: (done: number, total: number) => void = () => undefined,
): Promise<GraphRows> {
  const counts = await session.first<{
    size: number;
    timed: number;
    fraction: number | null;
    whole: number | null;
  }>(
    `SELECT count(*) AS size, count(time) AS timed, max(length(split_part(amount_text, '.', 2))) AS fraction,
       max(length(split_part(amount_text, '.', 1))) AS whole FROM mart_transfer`,
  );
  const size = counts?.size ?? 0;
  const shape: AmountShape = {
    fraction: Math.min(MOST_FRACTION, Math.ceil((counts?.fraction ?? 0) / 9)),
    // one digit of room in the last group, so that sums of many rows stay exact
    whole: Math.max(1, Math.min(MOST_WHOLE, Math.ceil(((counts?.whole ?? 0) + 1) / 9))),
  };
  const assets = await session.rows<{ chain: string; asset: string; symbol: string | null }>(
    'SELECT chain, asset, symbol FROM mart_asset ORDER BY asset_id',
  );
  const names = await loadNames(session);
  const amounts = new Amounts(size, shape);
  const columns = {
    from: new Int32Array(size),
    to: new Int32Array(size),
    asset: new Int32Array(size),
    micros: new Float64Array(size),
    usd: new Float64Array(size),
    kind: new Uint8Array(size),
  };
  const targets = [
    columns.from,
    columns.to,
    columns.asset,
    columns.micros,
    columns.usd,
    columns.kind,
    ...amounts.limbs,
  ];
  let row = 0;
  for await (const chunk of session.rawChunks(rowsQuery(shape), { no_asset: assets.length })) {
    for (const [index, target] of targets.entries()) copy(chunk, index, target, row);
    const wide = chunk.getColumnVector(targets.length);
    for (let item = 0; item < chunk.rowCount; item += 1) {
      const text = wide.getItem(item);
      if (text !== null) amounts.wide.set(row + item, decimalUnits(String(text), amounts.decimals));
    }
    row += chunk.rowCount;
    tell(row, size);
  }
  if (row !== size) throw new Error(`${row} of ${size} transfers were read`);
  return {
    size,
    timed: counts?.timed ?? 0,
    accounts: names.count,
    ...columns,
    amounts,
    assets: [...assets, { chain: '', asset: 'unknown', symbol: null }],
    names: names.names,
    role: await loadRoles(session, names.count),
    counterparties: await loadCounterparties(session, names.count),
    tags: await loadTags(session),
    prices: await loadPrices(session),
  };
}

/** The query with one column for each group of digits. */
function rowsQuery({ fraction, whole }: AmountShape): string {
  const limbs = [
    ...Array.from({ length: fraction }, (_, index) => `substr(f, ${9 * (fraction - 1 - index) + 1}, 9)`),
    ...Array.from({ length: whole }, (_, index) => `substr(w, ${9 * (whole - 1 - index) + 1}, 9)`),
  ].map((text, index) => `coalesce(try_cast(${text} AS UINTEGER), 0::UINTEGER) AS limb${index}`);
  return rowsSql
    .replaceAll('/*limbs*/', `${limbs.join(', ')},`)
    .replaceAll('/*whole*/', String(9 * whole))
    .replaceAll('/*fraction*/', String(9 * fraction));
}

function copy(chunk: DuckDBDataChunk, index: number, into: { [place: number]: number }, from: number): void {
  const vector = chunk.getColumnVector(index);
  const count = chunk.rowCount;
  for (let item = 0; item < count; item += 1) into[from + item] = vector.getItem(item) as number;
}

async function loadNames(session: Session): Promise<{ names: AccountNames; count: number }> {
  const size = await session.first<{ count: number; bytes: number }>(
    'SELECT count(*) AS count, coalesce(sum(strlen(address)), 0)::BIGINT AS bytes FROM mart_address',
  );
  const count = size?.count ?? 0;
  const text = Buffer.alloc(size?.bytes ?? 0);
  const start = new Int32Array(count + 1);
  let account = 0;
  let place = 0;
  for await (const chunk of session.rawChunks('SELECT address FROM mart_address ORDER BY address_id')) {
    const vector = chunk.getColumnVector(0);
    for (let item = 0; item < chunk.rowCount; item += 1) {
      start[account] = place;
      place += text.write(String(vector.getItem(item)), place, 'utf8');
      account += 1;
    }
  }
  start[account] = place;
  const chains = await session.rows<{ chain: string; first: number }>(
    'SELECT chain, min(address_id) AS first FROM mart_address GROUP BY chain ORDER BY first',
  );
  return { names: new AccountNames(text, start, chains), count };
}

async function loadRoles(session: Session, accounts: number): Promise<Uint8Array> {
  const role = new Uint8Array(accounts);
  const rows = await session.rows<{ address_id: number; role: number }>(
    `SELECT address_id, bit_or(bit)::INTEGER AS role FROM (${rolesSql}) GROUP BY address_id`,
    // whatever a list dates, it is known by now
    { as_of: '9999-12-31' },
  );
  for (const found of rows) role[found.address_id] = found.role;
  return role;
}

async function loadCounterparties(session: Session, accounts: number): Promise<Int32Array> {
  const counterparties = new Int32Array(accounts);
  for await (const chunk of session.rawChunks(
    'SELECT address_id, counterparties::INTEGER FROM mart_account',
  )) {
    const account = chunk.getColumnVector(0);
    const count = chunk.getColumnVector(1);
    for (let item = 0; item < chunk.rowCount; item += 1)
      counterparties[account.getItem(item) as number] = count.getItem(item) as number;
  }
  return counterparties;
}

async function loadTags(session: Session): Promise<Map<number, DatedTag[]>> {
  const tags = new Map<number, DatedTag[]>();
  const rows = await session.rows<DatedTag & { address_id: number }>(
    `SELECT m.address_id, coalesce(m.label, m.actor, m.category, 'tagged') AS label, coalesce(m.category, m.abuse, '') AS category,
       coalesce(m.source, 'unknown') AS source, coalesce(m.confidence, 0) AS confidence,
       CASE WHEN bool_or(g.listed_at IS NULL) THEN NULL ELSE epoch_us(min(g.listed_at))::DOUBLE END AS "listedMicros"
     FROM mart_address_tag m JOIN stg_tag g ON g.row_id = m.tag_row_id GROUP BY ALL
     ORDER BY m.address_id, confidence DESC, label, source, category`,
  );
  for (const { address_id, ...tag } of rows) {
    const list = tags.get(address_id);
    if (list) list.push(tag);
    else tags.set(address_id, [tag]);
  }
  return tags;
}

/** Imported prices of assets that occur, joined as mart_transfer does. */
async function loadPrices(session: Session): Promise<Map<number, PricePoint[]>> {
  const prices = new Map<number, PricePoint[]>();
  const rows = await session.rows<{ asset_id: number; micros: number; usd: number }>(
    `SELECT a.asset_id, epoch_us(p.time)::DOUBLE AS micros, avg(p.price_usd) AS usd
     FROM price p JOIN mart_asset a ON lower(p.asset) = lower(CASE WHEN starts_with(a.asset, '0x') AND a.symbol IS NOT NULL THEN a.symbol ELSE a.asset END)
     WHERE p.ok AND p.price_usd IS NOT NULL AND p.time IS NOT NULL AND p.rowid NOT IN (SELECT row_id FROM stg_repetition WHERE target = 'price')
     GROUP BY ALL ORDER BY a.asset_id, micros`,
  );
  for (const { asset_id, ...point } of rows) {
    const list = prices.get(asset_id);
    if (list) list.push(point);
    else prices.set(asset_id, [point]);
  }
  return prices;
}
