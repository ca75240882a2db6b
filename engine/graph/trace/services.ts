import { setImmediate as turn } from 'node:timers/promises';
import type { ServiceKind } from '#contract/trace.ts';
import { IntermediaryParams, intermediaryRules } from '../../detectors/intermediary-params.ts';
import rolesSql from '../../detectors/ledger/account-roles.sql?raw';
import { EXCHANGE, MIXER, POOL, SERVICE, SYSTEM } from '../../detectors/ledger/columns.ts';
import { HUB_LIKE, intermediaries, POOL_LIKE } from '../../detectors/ledger/intermediaries.ts';
import { Ledger } from '../../detectors/ledger/ledger.ts';
import { politely } from '../../detectors/ledger/steps.ts';
import type { Session } from '../../warehouse/session.ts';
import type { Service } from './movements.ts';

const rules = intermediaryRules(IntermediaryParams.parse({}))!;

const kinds: readonly (readonly [bit: number, kind: ServiceKind, words: string])[] = [
  [MIXER, 'mixer', 'labelled as a mixer'],
  [EXCHANGE, 'exchange', 'labelled as an exchange'],
  [POOL, 'pool', 'a pool of decoded swaps: the asset changes here'],
  [SERVICE, 'service', 'labelled as a service'],
  [SYSTEM, 'system', 'the null address or a burn address: units are made or destroyed here'],
];

/** Accounts that labels or decoded swaps call a service, with the label and its source. */
export async function labelledServices(
  session: Session,
  accounts: readonly number[],
): Promise<Map<number, Service>> {
  const list = accounts.join(', ');
  const rows = await session.rows<{ id: number; role: number; bridge: boolean; label: string | null }>(
    `WITH role AS (SELECT address_id, bit_or(bit)::INTEGER AS role FROM (${rolesSql}) WHERE address_id IN (${list}) GROUP BY address_id),
       tag AS (
         SELECT address_id, bool_or(lower(category) LIKE '%bridge%' OR regexp_matches(lower(label), '(^|[ :_-])(bridge|stargate|hop protocol|wormhole|across)([ :_-]|$)')) AS bridge,
           max_by(coalesce(label, actor, category) || ', ' || coalesce(source, 'source unknown'), (coalesce(confidence, 0), coalesce(label, ''), coalesce(source, ''))) AS label
         FROM mart_address_tag WHERE address_id IN (${list}) GROUP BY address_id)
     SELECT role.address_id AS id, role.role, coalesce(tag.bridge, false) AS bridge, tag.label FROM role LEFT JOIN tag USING (address_id)`,
    { as_of: '9999-12-31T00:00:00Z' },
  );
  const found = new Map<number, Service>();
  for (const { id, role, bridge, label } of rows) {
    const said = label === null ? '' : ` (${label})`;
    const match = kinds.find(([bit]) => (role & bit) !== 0);
    if (bridge && (role & MIXER) === 0)
      found.set(id, { kind: 'bridge', because: `labelled as a bridge${said}` });
    else if (match) found.set(id, { kind: match[1], because: `${match[2]}${said}` });
  }
  return found;
}

/**
 * Accounts that deal with many in both directions day after day, or take one asset and give another for many, by the
 * rules the detectors leave services out by (`detectors/ledger/intermediaries`). Only those whose counts allow it are
 * looked at, with their own transfers.
 */
export async function behavingServices(
  session: Session,
  accounts: readonly number[],
): Promise<Map<number, Service>> {
  const candidates = (
    await session.rows<{ id: number }>(
      `SELECT address_id AS id FROM mart_account WHERE address_id IN (${accounts.join(', ')}) AND counterparties >= ${rules.poolCounterparties}
         AND received_count >= ${rules.poolCounterparties / 2} AND sent_count >= ${rules.poolCounterparties / 2} ORDER BY id`,
    )
  ).map(({ id }) => id);
  if (candidates.length === 0) return new Map();
  const ledger = await ledgerOf(session, candidates);
  const why = await politely(intermediaries(ledger, rules), () => turn());
  const found = new Map<number, Service>();
  for (const [number, id] of candidates.entries())
    if ((why[number]! & POOL_LIKE) !== 0)
      found.set(id, {
        kind: 'exchanging',
        because:
          'takes one asset and gives another in the same transaction, for many: the asset changes here',
      });
    else if ((why[number]! & HUB_LIKE) !== 0)
      found.set(id, { kind: 'hub', because: 'deals with many in both directions, day after day' });
  return found;
}

/** A ledger of nothing but the movements of these accounts, which get the numbers of their places in the list. */
async function ledgerOf(session: Session, accounts: readonly number[]): Promise<Ledger> {
  const list = accounts.join(', ');
  const numbers = new Map(accounts.map((account, number) => [account, number]));
  const numberOf = (account: number): number => {
    const known = numbers.get(account) ?? numbers.size;
    numbers.set(account, known);
    return known;
  };
  const from: number[] = [];
  const to: number[] = [];
  const asset: number[] = [];
  const micros: number[] = [];
  const tx: number[] = [];
  let before: unknown;
  for await (const [senders, receivers, assets, keys, times] of session.chunks(
    `SELECT from_id, to_id, coalesce(asset_id, -1) AS asset_id, tx_key, epoch_us(time)::DOUBLE AS micros
     FROM mart_transfer
     WHERE (from_id IN (${list}) OR to_id IN (${list})) AND success IS DISTINCT FROM false AND from_id IS NOT NULL AND to_id IS NOT NULL AND from_id <> to_id
       AND amount IS DISTINCT FROM 0 AND time IS NOT NULL
     ORDER BY time, tx_key, from_id, to_id, asset_id`,
  ))
    for (const [place, key] of keys!.entries()) {
      from.push(numberOf(senders![place] as number));
      to.push(numberOf(receivers![place] as number));
      asset.push(assets![place] as number);
      const time = times![place] as number;
      tx.push((tx.at(-1) ?? 0) + (key === before && time === micros.at(-1) ? 0 : 1));
      micros.push(time);
      before = key;
    }
  const size = from.length;
  return new Ledger({
    size,
    accounts: numbers.size,
    from: Int32Array.from(from),
    to: Int32Array.from(to),
    asset: Int32Array.from(asset),
    tx: Int32Array.from(tx),
    micros: Float64Array.from(micros),
    amount: new Float64Array(size).fill(1),
    usd: new Float64Array(size).fill(Number.NaN),
    gas: new Float64Array(size).fill(Number.NaN),
    kind: new Uint8Array(size).fill(1),
    method: new Uint16Array(size),
    methods: [''],
    rowId: new Float64Array(size),
    role: new Uint8Array(numbers.size),
    assets: [],
    chainOf: new Uint8Array(numbers.size),
    chains: [],
    asOfMicros: Number.MAX_SAFE_INTEGER,
  });
}
