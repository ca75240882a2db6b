import { useMemo, useState } from 'react';
import type { BalanceCurve, Profile } from '#contract/whales.ts';
import { balanceOption } from '../../../charts/balance.ts';
import { ChartPanel } from '../../../charts/ChartPanel.tsx';
import { Amount, Usd } from '../../../ui/Amount.tsx';
import { cx } from '../../../ui/class-names.ts';
import type { DataSet } from '../../../ui/DataTable.tsx';
import { countOf, formatAmount, formatCount, formatDay, formatTime, shownOf } from '../../../ui/format.ts';
import { reportProblem, select } from '../../../workspace/store.ts';
import { useKnownSpan } from '../../../workspace/use-known-span.ts';
import { assetKey, assetName, commonSpan, heldValue } from '../words.ts';
import { AssetCell } from './AssetCell.tsx';
import { marksOf } from './marks-of.ts';
import { showRowsOf } from './rows-of.ts';

/** What is held of each asset, and the curve of the chosen one with alerts on it. */
export function Balances({ profile, asOf }: { readonly profile: Profile; readonly asOf: string | null }) {
  const { balances, holdings, node } = profile;
  const frame = useKnownSpan();
  const [chosen, setChosen] = useState<string | null>(null);
  const curve = balances.find((one) => assetKey(one) === chosen) ?? balances[0];
  const option = useMemo(() => {
    if (!curve || (curve.points.length === 0 && curve.opening === null)) return null;
    const span = commonSpan([profile], frame);
    const picture = {
      symbol: assetName(curve),
      points: curve.points,
      opening: curve.opening,
      marks: marksOf(profile),
      from: span?.from ?? null,
      to: span?.to ?? null,
    };
    return () => balanceOption(picture);
  }, [curve, profile, frame]);
  const data = useMemo(() => tableOf(curve, profile), [curve, profile]);
  const held = heldValue(holdings);
  return (
    <ChartPanel
      className="whale-wide whale-balances"
      title="Balances"
      height={192}
      label={
        curve
          ? `Balance of ${assetName(curve)} over time with ${countOf(profile.alerts.length, 'alert')}`
          : 'Balances'
      }
      note={
        curve && (
          <>
            {assetName(curve)}: {formatCount(curve.shown)} of{' '}
            <button
              type="button"
              className="number-link"
              onClick={() =>
                showRowsOf(node, assetName(curve), { chain: curve.chain, asset: curve.asset, moving: true })
              }
            >
              {countOf(curve.total, 'change')}
            </button>{' '}
            drawn
            {curve.shown < curve.total && ', with the smallest and largest of each stretch'}
            {curve.unknownFrom &&
              `; unknown from ${formatTime(curve.unknownFrom)} on, where an amount is unknown`}
            {profile.alerts.length > 0 && '; ▼ alerts'}
          </>
        )
      }
      option={option}
      empty={
        balances.length === 0
          ? 'No row in this span moved an asset to or from here.'
          : 'No balance can be drawn: the amounts of this asset are unknown.'
      }
      data={data}
      fileName={`balance-${curve ? assetName(curve) : 'none'}-${node.address}`}
      onPick={(id) => select({ kind: 'alert', id })}
      onProblem={reportProblem}
      below={
        holdings.length > 0 && (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled table must be reachable by keys
          <section className="whale-holdings" tabIndex={0} aria-label="Holdings">
            <p className="muted">
              {shownOf(profile.assetsShown, profile.assetsTotal, 'asset')} by transfers, as of{' '}
              {formatTime(asOf)}: sums of the imported rows
            </p>
            <table className="data-table">
              <thead>
                <tr>
                  <th scope="col">Asset</th>
                  <th scope="col" className="cell-right">
                    Held
                  </th>
                  <th scope="col" className="cell-right">
                    Last price
                  </th>
                  <th scope="col" className="cell-right">
                    Value
                  </th>
                </tr>
              </thead>
              <tbody>
                {holdings.map((holding) => {
                  const key = assetKey(holding);
                  const on = curve !== undefined && key === assetKey(curve);
                  return (
                    <tr key={key} className={cx(on && 'is-on')}>
                      <th scope="row">
                        <button
                          type="button"
                          className="whale-asset"
                          aria-pressed={on}
                          title={`Draw the balance of ${holding.asset}`}
                          onClick={() => setChosen(key)}
                        >
                          <AssetCell of={holding} chains={profile.entity?.chains.length ?? 1} />
                        </button>
                      </th>
                      <td className="cell-right">
                        <button
                          type="button"
                          className="number-link"
                          title="The rows it is the sum of"
                          onClick={() =>
                            showRowsOf(node, assetName(holding), {
                              chain: holding.chain,
                              asset: holding.asset,
                              moving: true,
                              from: null,
                              to: asOf,
                            })
                          }
                        >
                          <Amount value={holding.amount} />
                        </button>
                      </td>
                      <td
                        className="cell-right"
                        title={holding.priceAt ? `Known since ${formatTime(holding.priceAt)}` : undefined}
                      >
                        <Usd value={holding.priceUsd} />
                        {holding.priceAt && <span className="muted"> {formatDay(holding.priceAt)}</span>}
                      </td>
                      <td className="cell-right">
                        <Usd value={holding.valueUsd} />
                      </td>
                    </tr>
                  );
                })}
              </tbody>
              <tfoot>
                <tr>
                  <th scope="row" colSpan={3}>
                    Known value
                    {held.unpriced > 0 && `, ${countOf(held.unpriced, 'asset')} without a price`}
                  </th>
                  <td className="cell-right">
                    <Usd value={held.usd} />
                  </td>
                </tr>
              </tfoot>
            </table>
          </section>
        )
      }
    />
  );
}

/** Every drawn change as a row, with its rows behind it. */
function tableOf(curve: BalanceCurve | undefined, { node }: Profile): DataSet {
  return {
    columns: [
      {
        title: 'time_utc',
        show: (value) => formatTime(String(value)),
        open: (row) => () =>
          showRowsOf(node, curve ? assetName(curve) : '', {
            chain: curve?.chain ?? null,
            asset: curve?.asset ?? null,
            moving: true,
            from: String(row.cells[0]),
            to: String(row.cells[0]),
          }),
        openLabel: 'The rows of this instant',
      },
      { title: 'balance', end: true, show: (value) => formatAmount(String(value), 12) },
      { title: 'asset' },
    ],
    rows: (curve?.points ?? []).map(({ at, amount }, place) => ({
      key: `${at}-${place}`,
      cells: [at, amount, curve ? assetName(curve) : null],
    })),
  };
}
