import type { CommonCounterparties, ProfileQuery } from '#contract/whales.ts';
import { microsOf } from '../../detectors/ledger/instant.ts';
import type { Session } from '../../warehouse/session.ts';
import { graphNodes } from '../index/describe.ts';
import type { GraphIndex, RowRange } from '../index/graph-index.ts';
import type { Party } from './party.ts';
import { counterpartiesOf } from './party-counterparties.ts';

type Dealing = CommonCounterparties['rows'][number]['dealings'][number];

/** Accounts that at least two of several deal with, either way: those that most of them share first, then by rows. */
export async function commonOf(
  index: GraphIndex,
  parties: readonly Party[],
  range: RowRange,
  pause: () => Promise<void>,
): Promise<{ account: number; dealings: Dealing[] }[]> {
  if (parties.length < 2) return [];
  const met = new Map<number, Dealing[]>();
  for (const [place, party] of parties.entries())
    for (const { account, transfers, usd } of await counterpartiesOf(index, party, 'both', range, pause)) {
      let dealings = met.get(account);
      if (!dealings) {
        dealings = parties.map(() => null);
        met.set(account, dealings);
      }
      dealings[place] = { transfers, usd: Number.isNaN(usd) ? null : usd };
    }
  const sharedBy = (dealings: readonly Dealing[]) => dealings.filter((one) => one !== null).length;
  const rowsOf = (dealings: readonly Dealing[]) =>
    dealings.reduce((sum, one) => sum + (one?.transfers ?? 0), 0);
  return [...met]
    .filter(([, dealings]) => sharedBy(dealings) > 1)
    .sort(
      ([a, left], [b, right]) => sharedBy(right) - sharedBy(left) || rowsOf(right) - rowsOf(left) || a - b,
    )
    .map(([account, dealings]) => ({ account, dealings }));
}

/** The first common counterparties with their names. */
export async function commonCounterparties(
  session: Session,
  index: GraphIndex,
  parties: readonly Party[],
  range: RowRange,
  { counterparties, knownBy }: Pick<ProfileQuery, 'counterparties' | 'knownBy'>,
  pause: () => Promise<void>,
): Promise<CommonCounterparties> {
  const all = await commonOf(index, parties, range, pause);
  const shown = all.slice(0, counterparties);
  const nodes = await graphNodes(
    session,
    index,
    shown.map(({ account }) => account),
    knownBy === null ? null : microsOf(knownBy),
  );
  return {
    rows: shown.map(({ dealings }, place) => ({ node: nodes[place]!, dealings })),
    shown: shown.length,
    total: all.length,
  };
}
