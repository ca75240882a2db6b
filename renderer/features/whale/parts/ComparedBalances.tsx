import { useMemo, useState } from 'react';
import type { Profile } from '#contract/whales.ts';
import { balanceLinesOption, indexedTo, peakOf } from '../../../charts/balance-lines.ts';
import { ChartPanel } from '../../../charts/ChartPanel.tsx';
import type { DataSet } from '../../../ui/DataTable.tsx';
import { formatAmount, formatTime } from '../../../ui/format.ts';
import { Segments } from '../../../ui/Segments.tsx';
import { reportProblem } from '../../../workspace/store.ts';
import { useKnownSpan } from '../../../workspace/use-known-span.ts';
import { whaleColour } from '../compare.ts';
import { assetKey, assetName, commonSpan, nameOf, sharedAssets } from '../words.ts';
import { showRowsOf } from './rows-of.ts';

type Scale = 'absolute' | 'indexed';

/** One asset of all whales of the sheet on one axis, as amounts or in percent of each one's largest. */
export function ComparedBalances({ profiles }: { readonly profiles: readonly Profile[] }) {
  const frame = useKnownSpan();
  const [chosen, setChosen] = useState<string | null>(null);
  const [scale, setScale] = useState<Scale>('absolute');
  const assets = useMemo(() => sharedAssets(profiles), [profiles]);
  const asset = assets.find((one) => assetKey(one) === chosen) ?? assets[0];
  const curves = useMemo(
    () =>
      profiles.flatMap((profile, place) => {
        const curve = asset && profile.balances.find((one) => assetKey(one) === assetKey(asset));
        return curve && (curve.points.length > 0 || curve.opening !== null)
          ? [{ profile, place, curve }]
          : [];
      }),
    [profiles, asset],
  );
  const option = useMemo(() => {
    const span = commonSpan(profiles, frame);
    if (!asset || !span || curves.length === 0) return null;
    const lines = curves.map(({ profile, place, curve }) => ({
      name: `${place + 1} ${nameOf(profile.node)}`,
      colour: whaleColour(place),
      points: curve.points,
      opening: curve.opening,
    }));
    return () =>
      balanceLinesOption({ symbol: assetName(asset), lines, ...span, indexed: scale === 'indexed' });
  }, [profiles, frame, asset, curves, scale]);
  const data = useMemo((): DataSet => {
    const rows = curves.flatMap(({ profile, curve }) => {
      const peak = peakOf(curve);
      return curve.points.map(({ at, amount }, place) => ({
        key: `${profile.node.id} ${place}`,
        cells: [
          at,
          profile.entity?.name ?? profile.node.address,
          assetName(curve),
          amount,
          indexedTo(amount, peak),
        ],
        open: () =>
          showRowsOf(profile.node, assetName(curve), {
            chain: curve.chain,
            asset: curve.asset,
            moving: true,
            from: at,
            to: at,
          }),
      }));
    });
    const opens = new Map(rows.map(({ key, open }) => [key, open]));
    return {
      columns: [
        {
          title: 'time_utc',
          show: (value) => formatTime(String(value)),
          open: ({ key }) => opens.get(key),
          openLabel: 'The rows of this instant',
        },
        { title: 'subject' },
        { title: 'asset' },
        { title: 'balance', end: true, show: (value) => formatAmount(String(value), 12) },
        { title: 'percent_of_largest', end: true, show: (value) => Number(value).toFixed(1) },
      ],
      rows: rows.map(({ key, cells }) => ({ key, cells })),
    };
  }, [curves]);
  const drawn = curves.reduce((sum, { curve }) => sum + curve.shown, 0);
  const total = curves.reduce((sum, { curve }) => sum + curve.total, 0);
  return (
    <ChartPanel
      title="Balances on one axis"
      height={210}
      label={`Balances of ${asset ? assetName(asset) : 'no asset'} of ${curves.length} whales over time`}
      note={
        <span className="compare-legend">
          {curves.map(({ profile, place }) => (
            <span key={profile.node.id}>
              <i style={{ background: `var(${whaleColour(place)})` }} aria-hidden="true" /> {place + 1}{' '}
              {nameOf(profile.node)}
            </span>
          ))}
          {asset && curves.length < profiles.length && (
            <span>
              {profiles.length - curves.length} without {assetName(asset)} among the assets they move most
            </span>
          )}
          {drawn < total && (
            <span>
              {drawn.toLocaleString('en')} of {total.toLocaleString('en')} changes drawn
            </span>
          )}
        </span>
      }
      tools={
        asset && (
          <>
            <select
              className="input"
              aria-label="Asset of the balances"
              value={assetKey(asset)}
              onChange={(event) => setChosen(event.target.value)}
            >
              {assets.map((one) => (
                <option key={assetKey(one)} value={assetKey(one)}>
                  {assetName(one)} ({one.chain})
                </option>
              ))}
            </select>
            <Segments
              label="Scale of the balances"
              value={scale}
              options={[
                { id: 'absolute', label: 'Amount' },
                { id: 'indexed', label: 'Indexed', title: 'In percent of the largest balance of each' },
              ]}
              onChange={setScale}
            />
          </>
        )
      }
      option={option}
      empty="No asset of these whales has a balance that can be drawn in this span."
      data={data}
      fileName={`balances-${asset ? assetName(asset) : 'none'}`}
      onProblem={reportProblem}
    />
  );
}
