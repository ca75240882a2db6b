import { INTERMEDIARY, MOVES } from '../../detectors/ledger/columns.ts';
import { inSlices, type Steps } from '../../detectors/ledger/steps.ts';
import { eachCounterparty } from '../index/counterparties.ts';
import { tagsAt } from '../index/describe.ts';
import type { GraphIndex, RowRange } from '../index/graph-index.ts';

/** Accounts that share their first funder beyond which that says nothing. */
const MOST_SIBLINGS = 200;
/** Rows of a counterparty beyond which sharing it says nothing. */
const MOST_ROWS = 200;
/** Rows looked at in all. */
const BUDGET = 12_000;
/** Shared counterparties from which on an account is related. */
const LEAST_SHARED = 2;
const SHOWN = 10;

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
  account: number,
  range: RowRange,
  pause: () => Promise<void>,
): Promise<{ related: Related[]; notSearched: string[] }> {
  const related: Related[] = [];
  const notSearched: string[] = [];
  const funders = await index.made('funders', readFunders);
  const funder = funders[account]!;
  if (funder >= 0) {
    const siblings: number[] = [];
    let count = 0;
    for (let other = 0; other < funders.length; other += 1) {
      if (funders[other] !== funder || other === account || other === funder) continue;
      count += 1;
      if (siblings.length < SHOWN) siblings.push(other);
    }
    if ((index.rows.role[funder]! & INTERMEDIARY) !== 0 || count > MOST_SIBLINGS)
      notSearched.push(
        `Its first payment came from ${nameOf(index, funder)}, which was the first to pay ${number(count)} other addresses: too many for this to relate them.`,
      );
    else
      for (const other of siblings)
        related.push({
          account: other,
          kind: 'same-funder',
          reason: `Both were first paid by ${nameOf(index, funder)}, as were ${number(count - 1)} others.`,
          strength: 1 / (1 + count),
        });
  }
  await pause();
  const shared = new Map<number, number>();
  let own = 0;
  let passedOver = 0;
  let looked = 0;
  let worked = performance.now();
  for (const one of eachCounterparty(index, account, 'both', range, null)) {
    own += 1;
    if (performance.now() - worked > 15) {
      await pause();
      worked = performance.now();
    }
    if (index.degree(one.account) > MOST_ROWS) {
      passedOver += 1;
      continue;
    }
    if (looked > BUDGET) break;
    looked += index.degree(one.account);
    for (const other of eachCounterparty(index, one.account, 'both', range, null))
      if (other.account !== account) shared.set(other.account, (shared.get(other.account) ?? 0) + 1);
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
  for (const [other, count] of most)
    related.push({
      account: other,
      kind: 'shared-counterparties',
      reason: `${number(count)} of its ${number(own)} counterparties deal with this address too.`,
      strength: count / own,
    });
  return { related, notSearched };
}
