import { FAILED, MOVES } from '../../detectors/ledger/columns.ts';
import type { GraphIndex } from '../index/graph-index.ts';
import { type GraphRows, UNKNOWN_AMOUNT } from '../index/rows.ts';

/** Accounts looked at as one: an address alone, or all addresses of an entity. */
export interface Party {
  /** Account numbers, ascending, each once. */
  readonly accounts: Int32Array;
  /** -1 (the row names no account) belongs to none. */
  readonly has: (account: number) => boolean;
}

export const soleParty = (own: number): Party => ({
  accounts: Int32Array.of(own),
  has: (account) => account === own,
});

export function partyOf({ rows }: GraphIndex, accounts: Int32Array): Party {
  if (accounts.length === 1) return soleParty(accounts[0]!);
  const member = new Uint8Array(rows.accounts);
  for (const account of accounts) member[account] = 1;
  return { accounts, has: (account) => member[account] === 1 };
}

/** Whether a row of a party moved something into or out of it; a row may name one end only. */
export function crosses({ rows }: GraphIndex, party: Party, row: number): boolean {
  const { kind, from, to, amounts } = rows;
  if ((kind[row]! & MOVES) !== 0) return !(party.has(from[row]!) && party.has(to[row]!));
  if ((kind[row]! & FAILED) !== 0 || (from[row]! >= 0 && to[row]! >= 0)) return false;
  return (kind[row]! & UNKNOWN_AMOUNT) !== 0 || amounts.double(row) > 0;
}

/** 1 where a row adds to what a party holds, -1 where it takes away, 0 where it does neither. */
export function signIn(rows: GraphRows, party: Party, row: number): number {
  if ((rows.kind[row]! & FAILED) !== 0) return 0;
  const into = party.has(rows.to[row]!);
  return into === party.has(rows.from[row]!) ? 0 : into ? 1 : -1;
}
