import type { Profile } from '#contract/whales.ts';
import { Usd } from '../../../ui/Amount.tsx';
import { countOf, formatCount, formatShare } from '../../../ui/format.ts';
import { Panel } from '../../../ui/Panel.tsx';
import { assetKey, assetName } from '../words.ts';
import { AssetCell } from './AssetCell.tsx';
import { showRowsOf } from './rows-of.ts';

/** Gain and loss by first in, first out, and how much of it is known. */
export function ProfitPanel({ profile }: { readonly profile: Profile }) {
  const { profit, node } = profile;
  const share = profit.rows > 0 ? profit.pricedRows / profit.rows : null;
  const assets = profit.perAsset.filter(({ pricedRows }) => pricedRows > 0);
  return (
    <Panel
      title="Gain and loss"
      note={
        <>
          {profit.method},{' '}
          <button
            type="button"
            className="number-link"
            onClick={() => showRowsOf(node, 'Moving rows', { moving: true })}
          >
            {formatCount(profit.pricedRows)} of {countOf(profit.rows, 'row')}
          </button>{' '}
          priced{share !== null && ` (${formatShare(share)})`}
        </>
      }
    >
      <div className="panel-body">
        <dl className="whale-sums">
          <div>
            <dt>Realised</dt>
            <dd>
              <Usd value={profit.realisedUsd} />
            </dd>
          </div>
          <div>
            <dt>Unrealised</dt>
            <dd>
              <Usd value={profit.unrealisedUsd} />
            </dd>
          </div>
          <div>
            <dt>Cost of what was sent</dt>
            <dd>
              <Usd value={profit.costUsd} />
            </dd>
          </div>
          <div>
            <dt>Proceeds</dt>
            <dd>
              <Usd value={profit.proceedsUsd} />
            </dd>
          </div>
        </dl>
        <p className="muted whale-statement">{profit.statement}</p>
        {profit.disposalsWithoutCost > 0 && (
          <p className="muted whale-statement">
            {countOf(profit.disposalsWithoutCost, 'row')} sent without a cost known in full.
          </p>
        )}
        {profit.pricedRows === 0 ? (
          <p className="whale-statement">
            No row has a price. Drop a price list (asset, time, price) or an export with dollar values.
          </p>
        ) : (
          <table className="data-table">
            <thead>
              <tr>
                <th scope="col">Asset</th>
                <th scope="col" className="cell-right">
                  Realised
                </th>
                <th scope="col" className="cell-right">
                  Unrealised
                </th>
                <th scope="col" className="cell-right">
                  Priced rows
                </th>
              </tr>
            </thead>
            <tbody>
              {assets.map((one) => (
                <tr key={assetKey(one)}>
                  <th scope="row">
                    <AssetCell of={one} chains={profile.entity?.chains.length ?? 1} />
                  </th>
                  <td className="cell-right">
                    <Usd value={one.realisedUsd} />
                  </td>
                  <td className="cell-right">
                    <Usd value={one.unrealisedUsd} />
                  </td>
                  <td className="cell-right">
                    <button
                      type="button"
                      className="number-link"
                      onClick={() =>
                        showRowsOf(node, assetName(one), { chain: one.chain, asset: one.asset, moving: true })
                      }
                    >
                      {formatCount(one.pricedRows)} of {formatCount(one.rows)}
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    </Panel>
  );
}
