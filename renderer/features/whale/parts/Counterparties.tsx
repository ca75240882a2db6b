import { useMemo } from 'react';
import type { Profile } from '#contract/whales.ts';
import { Address } from '../../../ui/Address.tsx';
import { Amount, Usd } from '../../../ui/Amount.tsx';
import { formatCount, shortenAddress, shownOf } from '../../../ui/format.ts';
import { Panel } from '../../../ui/Panel.tsx';
import { select } from '../../../workspace/store.ts';
import { counterpartiesOf, nameOf } from '../words.ts';
import { showRowsOf } from './rows-of.ts';
import { SubjectLinks } from './SubjectLinks.tsx';

/** Who sent to it, or who received from it, strongest first. */
export function Counterparties({
  profile,
  side,
}: {
  readonly profile: Profile;
  readonly side: 'senders' | 'receivers';
}) {
  const { edges, shown, total } = profile[side];
  const incoming = side === 'senders';
  const list = useMemo(() => counterpartiesOf(edges, incoming ? 'source' : 'target'), [edges, incoming]);
  const nodes = useMemo(() => new Map(profile.nodes.map((node) => [node.id, node])), [profile.nodes]);
  return (
    <Panel
      title={incoming ? 'Received from' : 'Sent to'}
      note={
        total > 0
          ? `${shownOf(shown, total, incoming ? 'sender' : 'receiver')}, by known dollars, then transfers`
          : undefined
      }
    >
      {list.length === 0 ? (
        <p className="panel-empty">
          {incoming
            ? 'No row in this span brought anything here.'
            : 'No row in this span took anything from here.'}
        </p>
      ) : (
        <div className="panel-body">
          <table className="data-table whale-counterparties">
            <thead>
              <tr>
                <th scope="col">{incoming ? 'Sender' : 'Receiver'}</th>
                <th scope="col" className="cell-right">
                  Amount
                </th>
                <th scope="col" className="cell-right">
                  Known USD
                </th>
                <th scope="col" className="cell-right">
                  Rows
                </th>
                <th scope="col">
                  <span className="visually-hidden">Open</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {list.map((one) => {
                const node = nodes.get(one.id);
                const [first] = one.edges;
                const name = node ? nameOf(node) : shortenAddress(one.address);
                return (
                  <tr key={one.id}>
                    <th scope="row" className={node?.tags[0] && 'attributed'}>
                      <Address
                        address={one.address}
                        chain={one.chain}
                        tags={node?.tags ?? []}
                        onSelect={() => select({ kind: 'address', chain: one.chain, address: one.address })}
                      />
                    </th>
                    <td className="cell-right">
                      {first && <Amount value={first.amount} unit={first.symbol} />}
                      {one.edges.length > 1 && (
                        <span
                          className="muted"
                          title={one.edges
                            .map(({ amount, symbol }) => `${amount ?? 'unknown'} ${symbol}`)
                            .join('\n')}
                        >
                          {' '}
                          +{one.edges.length - 1}
                        </span>
                      )}
                    </td>
                    <td className="cell-right">
                      <Usd value={one.usd} />
                    </td>
                    <td className="cell-right">
                      <button
                        type="button"
                        className="number-link"
                        onClick={() =>
                          showRowsOf(profile.node, incoming ? `From ${name}: rows` : `To ${name}: rows`, {
                            chain: one.chain,
                            counterparty: one.address,
                            direction: incoming ? 'in' : 'out',
                            moving: true,
                          })
                        }
                      >
                        {formatCount(one.transfers)}
                      </button>
                    </td>
                    <td className="cell-right">
                      <SubjectLinks id={one.id} />
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}
