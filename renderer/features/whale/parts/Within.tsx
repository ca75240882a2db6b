import type { EntityFacts } from '#contract/entities.ts';
import type { GraphNode } from '#contract/graph.ts';
import { Amount, Usd } from '../../../ui/Amount.tsx';
import { countOf, formatCount, shownOf } from '../../../ui/format.ts';
import { Panel } from '../../../ui/Panel.tsx';
import { assetKey, assetName } from '../words.ts';
import { AssetCell } from './AssetCell.tsx';
import { showRowsOf } from './rows-of.ts';

/** What the addresses of an entity moved among themselves: it is in no flow, counterparty, gain or loss of this page. */
export function Within({
  node,
  within,
  chains,
}: {
  readonly node: GraphNode;
  readonly within: EntityFacts['within'];
  /** How many chains its addresses are on. */
  readonly chains: number;
}) {
  return (
    <Panel
      title="Moved within"
      note={
        <>
          <button
            type="button"
            className="number-link"
            onClick={() => showRowsOf(node, 'Transfers within', { within: true })}
          >
            {countOf(within.transfers, 'transfer')}
          </button>{' '}
          between its own addresses, <Usd value={within.usd} />
          {within.unpriced > 0 && ` without ${countOf(within.unpriced, 'unpriced row')}`}; left out of flows,
          counterparties, gain and loss
        </>
      }
    >
      <div className="panel-body whale-within">
        <table className="data-table" aria-label="Moved within">
          <thead>
            <tr>
              <th scope="col">Asset</th>
              <th scope="col" className="cell-right">
                Amount
              </th>
              <th scope="col" className="cell-right">
                Known USD
              </th>
              <th scope="col" className="cell-right">
                Rows
              </th>
            </tr>
          </thead>
          <tbody>
            {within.assets.map((one) => (
              <tr key={assetKey(one)}>
                <th scope="row">
                  <AssetCell of={one} chains={chains} />
                </th>
                <td className="cell-right">
                  <Amount value={one.amount} />
                </td>
                <td className="cell-right">
                  <Usd value={one.usd} />
                </td>
                <td className="cell-right">
                  <button
                    type="button"
                    className="number-link"
                    onClick={() =>
                      showRowsOf(node, `${assetName(one)} moved within`, {
                        within: true,
                        chain: one.chain,
                        asset: one.asset,
                      })
                    }
                  >
                    {formatCount(one.transfers)}
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {within.assets.length < within.assetsTotal && (
          <p className="muted">{shownOf(within.assets.length, within.assetsTotal, 'asset')}, by rows</p>
        )}
      </div>
    </Panel>
  );
}
