import { useMemo, useState } from 'react';
import type { Impact } from '#contract/board.ts';
import { ChartPanel } from '../../../charts/ChartPanel.tsx';
import { timeBarsOption } from '../../../charts/time-bars.ts';
import type { DataSet } from '../../../ui/DataTable.tsx';
import { countOf, formatCount, formatDuration, formatTime, formatUsd } from '../../../ui/format.ts';
import { reportProblem, showRows } from '../../../workspace/store.ts';
import { bucketSpan } from '../../../workspace/time-frame.ts';
import { useKnownSpan } from '../../../workspace/use-known-span.ts';
import { assetName, impactBars } from '../pictures.ts';
import { impact } from '../queries.ts';
import { BoardPanel, CHART_HEIGHT } from './BoardPanel.tsx';
import { useBoard } from './use-board.ts';

const title = 'Market impact';
const keyOf = ({ chain, asset }: { chain: string; asset: string }) => `${chain}:${asset}`;

/** What an asset moved beside its price, and how the two go together. */
export function ImpactPanel() {
  const answer = useBoard('impact', impact);
  return (
    <BoardPanel title={title} answer={answer}>
      {(data) => <Market found={data} />}
    </BoardPanel>
  );
}

function Market({ found }: { readonly found: Impact }) {
  const { assets, bucketSeconds, shown, total } = found;
  const frame = useKnownSpan();
  const [chosen, setChosen] = useState<string | null>(null);
  const asset = assets.find((one) => keyOf(one) === chosen) ?? assets[0];
  const option = useMemo(() => {
    const bars = asset ? impactBars(asset, bucketSeconds) : null;
    return bars && (() => timeBarsOption(bars));
  }, [asset, bucketSeconds]);
  const rowsFrom = (at: string) => {
    if (asset)
      showRows({
        title: `${assetName(asset)} from ${formatTime(at)}`,
        chain: asset.chain,
        asset: asset.asset,
        moving: true,
        framed: false,
        ...bucketSpan(at, bucketSeconds, frame),
      });
  };
  const data: DataSet = {
    columns: [
      { title: 'from_utc', show: (value) => formatTime(String(value)) },
      {
        title: 'transfers',
        end: true,
        show: (value) => formatCount(Number(value)),
        open:
          ({ key }) =>
          () =>
            rowsFrom(key),
        openLabel: 'The rows',
      },
      { title: 'moved_usd', end: true, show: (value) => formatUsd(Number(value)) },
      { title: 'price_usd', end: true, show: (value) => formatUsd(Number(value)) },
      { title: 'change_in_the_next', end: true, show: (value) => `${(Number(value) * 100).toFixed(2)} %` },
    ],
    rows: (asset?.buckets ?? []).map(({ at, transfers, movedUsd, priceUsd, laterChange }) => ({
      key: at,
      cells: [at, transfers, movedUsd, priceUsd, laterChange],
    })),
  };
  return (
    <ChartPanel
      title={title}
      note={
        asset && (
          <>
            ▮ moved <span className="board-price">● price</span> each {formatDuration(bucketSeconds)};{' '}
            {asset.correlation === null
              ? `too few pairs (${formatCount(asset.pairs)}) for a correlation`
              : `correlation with the change after ${asset.correlation.toFixed(2).replace('-', '−')} (${countOf(asset.pairs, 'pair')})`}
          </>
        )
      }
      tools={
        asset && (
          <select
            className="input"
            aria-label="Asset of the market price"
            title={`${formatCount(shown)} of ${countOf(total, 'priced asset')}`}
            value={keyOf(asset)}
            onChange={(event) => setChosen(event.target.value)}
          >
            {assets.map((one) => (
              <option key={keyOf(one)} value={keyOf(one)}>
                {assetName(one)} ({one.chain})
              </option>
            ))}
          </select>
        )
      }
      height={CHART_HEIGHT}
      label={asset ? `Activity and price of ${assetName(asset)} over time` : 'Activity and price'}
      option={option}
      empty="No asset that moved in this span has a price. Drop a price list (asset, time, price) or an export with dollar values."
      data={data}
      fileName={`impact-${asset ? assetName(asset) : 'none'}`}
      onPick={rowsFrom}
      onProblem={reportProblem}
    />
  );
}
