import { INTERMEDIARY, MOVES } from '../../detectors/ledger/columns.ts';
import { inSlices, politely, type Steps } from '../../detectors/ledger/steps.ts';
import { eachCounterparty } from '../index/counterparties.ts';
import { tagsAt } from '../index/describe.ts';
import type { GraphIndex, RowRange } from '../index/graph-index.ts';
import type { Party } from './party.ts';

/** Accounts that share their first funder beyond which that says nothing. */
const MOST_SIBLINGS = 200;
/** Rows of a counterparty beyond which sharing it says nothing. */
const MOST_ROWS = 200;
/** Rows looked at in all. */
const BUDGET = 12_000;
/** Shared counterparties from which on an account is related. */
const LEAST_SHARED = 2;
const SHOWN = 10;
/** Funders named that are too busy to relate anyone. */
const BUSY_NAMED = 3;

export interface Related {
  readonly account: number;
  readonly kind: 'same-funder' | 'shared-counterparties';
  readonly reason: string;
  readonly strength: number;
}

/** Who first paid each account; -1 where no row shows it. */
function* readFunders({ rows }: GraphIndex): Steps<Int32Array> {
  const { from, to, kind, timed, accounts } = rows;
  const funder = new Int32Array(accounts).fill(-1);
  yield* inSlices(timed, (low, high) => {
    for (let row = low; row < high; row += 1)
      if ((kind[row]! & MOVES) !== 0 && funder[to[row]!] === -1) funder[to[row]!] = from[row]!;
  });
  return funder;
}

const number = (value: number): string => value.toLocaleString('en');
const nameOf = (index: GraphIndex, account: number): string =>
  tagsAt(index, account)[0]?.label ?? index.rows.names.address(account);

/** Accounts that were first paid by the same address, or deal with the same small counterparties. */
export async function relatedTo(
  index: GraphIndex,
  party: Party,
  /** Whom the party deals with, ascending. */
  counterparties: readonly number[],
  range: RowRange,
  pause: () => Promise<void>,
): Promise<{ related: Related[]; notSearched: string[] }> {
  const funded = await politely(fundedBeside(index, party, await index.made('funders', readFunders)), pause);
  const shared = await sharing(index, party, counterparties, range, pause);
  return {
    related: [...funded.related, ...shared.related],
    notSearched: [...funded.notSearched, ...shared.notSearched],
  };
}

/** Accounts that were first paid by whoever first paid a member. */
function* fundedBeside(
  index: GraphIndex,
  party: Party,
  funders: Int32Array,
): Steps<{ related: Related[]; notSearched: string[] }> {
  const sole = party.accounts.length === 1;
  const groups = new Map<number, { own: number; count: number; siblings: number[] }>();
  yield* inSlices(party.accounts.length, (low, high) => {
    for (let place = low; place < high; place += 1) {
      const funder = funders[party.accounts[place]!]!;
      if (funder < 0 || party.has(funder)) continue;
      const group = groups.get(funder);
      if (group) group.own += 1;
      else groups.set(funder, { own: 1, count: 0, siblings: [] });
    }
  });
  if (groups.size > 0)
    yield* inSlices(funders.length, (low, high) => {
      for (let other = low; other < high; other += 1) {
        const funder = funders[other]!;
        const group = funder < 0 ? undefined : groups.get(funder);
        if (!group || party.has(other) || other === funder) continue;
        group.count += 1;
        if (group.siblings.length < SHOWN) group.siblings.push(other);
      }
    });
  const related: Related[] = [];
  const busy: { funder: number; count: number }[] = [];
  for (const [funder, { own, count, siblings }] of groups) {
    if ((index.rows.role[funder]! & INTERMEDIARY) !== 0 || count > MOST_SIBLINGS) {
      busy.push({ funder, count });
      continue;
    }
    const who = sole ? 'Both' : `It and ${own === 1 ? 'one' : number(own)} of these addresses`;
    for (const other of siblings)
      related.push({
        account: other,
        kind: 'same-funder',
        reason: `${who} were first paid by ${nameOf(index, funder)}, as were ${number(count - 1)} others.`,
        strength: 1 / (1 + count),
      });
  }
  related.sort((a, b) => b.strength - a.strength || a.account - b.account);
  return {
    related: related.slice(0, SHOWN),
    notSearched: busy
      .slice(0, BUSY_NAMED)
      .map(({ funder, count }, place) =>
        place === BUSY_NAMED - 1 && busy.length > BUSY_NAMED
          ? `First payments came from ${number(busy.length - place)} more addresses that were the first to pay too many others for this to relate them.`
          : `${sole ? 'Its first payment' : 'A first payment'} came from ${nameOf(index, funder)}, which was the first to pay ${number(count)} other addresses: too many for this to relate them.`,
      ),
  };
}

/** Accounts that deal with the same small counterparties. */
async function sharing(
  index: GraphIndex,
  party: Party,
  counterparties: readonly number[],
  range: RowRange,
  pause: () => Promise<void>,
): Promise<{ related: Related[]; notSearched: string[] }> {
  const notSearched: string[] = [];
  const shared = new Map<number, number>();
  let own = 0;
  let passedOver = 0;
  let looked = 0;
  let worked = performance.now();
  for (const one of counterparties) {
    own += 1;
    if (performance.now() - worked > 15) {
      await pause();
      worked = performance.now();
    }
    if (index.degree(one) > MOST_ROWS) {
      passedOver += 1;
      continue;
    }
    if (looked > BUDGET) break;
    looked += index.degree(one);
    for (const other of eachCounterparty(index, one, 'both', range, null))
      if (!party.has(other.account)) shared.set(other.account, (shared.get(other.account) ?? 0) + 1);
  }
  if (looked > BUDGET)
    notSearched.push(
      `Shared counterparties were looked for among the first ${number(own)} counterparties only.`,
    );
  if (passedOver > 0)
    notSearched.push(
      `Not counted as shared, being too busy for that to mean anything (more than ${MOST_ROWS} transfers): ${number(passedOver)} of its counterparties.`,
    );
  const most = [...shared]
    .filter(([, count]) => count >= LEAST_SHARED)
    .sort(([a, left], [b, right]) => right - left || a - b)
    .slice(0, SHOWN);
  return {
    related: most.map(([other, count]) => ({
      account: other,
      kind: 'shared-counterparties',
      reason: `${number(count)} of its ${number(own)} counterparties deal with this address too.`,
      strength: count / own,
    })),
    notSearched,
  };
}
