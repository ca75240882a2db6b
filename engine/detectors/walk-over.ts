import { setImmediate as turn } from 'node:timers/promises';
import { EngineError } from '#contract/errors.ts';
import type { Session } from '../warehouse/session.ts';
import type { AccountLabel, Walk } from './define.ts';
import rolesSql from './ledger/account-roles.sql?raw';
import { instant } from './ledger/instant.ts';
import type { Ledger } from './ledger/ledger.ts';

/** A walk holds the engine's thread no longer than this at a time. */
const SLICE_MS = 20;
const CALLS_A_LOOK = 256;

/** What a detector needs to walk the ledger politely. */
export function walkOver(
  session: Session,
  ledger: Ledger,
  options: {
    signal: AbortSignal;
    incomplete: (what: string, addresses: readonly string[]) => void;
    limitSeconds?: number | undefined;
  },
): Walk & { settled(): Promise<void> } {
  const { signal, limitSeconds } = options;
  let calls = 0;
  let slice = performance.now();
  let used = 0;
  const naming: Promise<void>[] = [];
  const names = async (accounts: Iterable<number>) => {
    const ids = [...new Set(accounts)].sort((a, b) => a - b);
    const found = new Map<number, { chain: string; address: string }>();
    for (let from = 0; from < ids.length; from += 50_000)
      for (const row of await session.rows<{ address_id: number; chain: string; address: string }>(
        `SELECT address_id, chain, address FROM mart_address WHERE address_id IN (${ids.slice(from, from + 50_000).join(', ')})`,
      ))
        found.set(row.address_id, row);
    return (account: number) => {
      const name = found.get(account);
      if (!name) throw new Error(`account ${account} was not asked for`);
      return name;
    };
  };
  return {
    ledger,
    signal,
    due() {
      calls += 1;
      if (calls < CALLS_A_LOOK) return false;
      calls = 0;
      return performance.now() - slice > SLICE_MS;
    },
    async pause() {
      used += performance.now() - slice;
      await turn();
      signal.throwIfAborted();
      if (limitSeconds !== undefined && used / 1000 > limitSeconds)
        throw new EngineError('invalid', `it used up the ${limitSeconds} seconds it may take`);
      slice = performance.now();
    },
    names,
    labels: (role) =>
      session.rows<AccountLabel>(
        `SELECT r.address_id AS account, r.tag_row_id AS "rowId", t.label, coalesce(t.source, 'an unnamed source') AS source,
           coalesce(t.confidence, 0) AS confidence, epoch_us(g.listed_at)::DOUBLE AS "listedMicros"
         FROM (${rolesSql}) r JOIN mart_address_tag t ON t.address_id = r.address_id AND t.tag_row_id = r.tag_row_id JOIN stg_tag g ON g.row_id = r.tag_row_id
         WHERE (r.bit & ${role}) <> 0 ORDER BY r.address_id, confidence DESC, t.source, t.label, r.tag_row_id`,
        { as_of: instant(ledger.columns.asOfMicros) },
      ),
    incomplete(what, accounts = []) {
      naming.push(
        names(accounts).then((name) =>
          options.incomplete(
            what,
            accounts.map((account) => name(account).address),
          ),
        ),
      );
    },
    async settled() {
      await Promise.all(naming);
    },
  };
}
