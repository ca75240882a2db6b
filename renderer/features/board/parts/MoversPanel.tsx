import { useMemo } from 'react';
import type { Movers } from '#contract/board.ts';
import { ChartPanel } from '../../../charts/ChartPanel.tsx';
import { rankedBarsOption } from '../../../charts/ranked-bars.ts';
import type { DataSet } from '../../../ui/DataTable.tsx';
import { formatAmount, formatCount, formatUsd, shortenAddress, shownOf } from '../../../ui/format.ts';
import { openWhales, reportProblem } from '../../../workspace/store.ts';
import { assetName, moverBars, nameOf } from '../pictures.ts';
import { movers } from '../queries.ts';
import { BoardPanel, CHART_HEIGHT } from './BoardPanel.tsx';
import { showRowsOfAddress } from './leads.ts';
import { useBoard } from './use-board.ts';

const title = 'Top movers';

/** Addresses whose net movement is largest, either way. */
export function MoversPanel() {
  const answer = useBoard('movers', movers);
  return (
    <BoardPanel title={title} answer={answer}>
      {(data) => <Ranking found={data} />}
    </BoardPanel>
  );
}

function Ranking({ found }: { readonly found: Movers }) {
  const { asset, rows, shown, total } = found;
  const option = useMemo(() => {
    const bars = moverBars(found);
    return bars && (() => rankedBarsOption(bars));
  }, [found]);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const amount = (value: string | number) => formatAmount(String(value));
  const usd = (value: string | number) => formatUsd(Number(value));
  const data: DataSet = {
    columns: [
      {
        title: 'address',
        show: (value, { key }) => {
          const row = byId.get(key);
          return row?.tags[0]?.label ?? shortenAddress(String(value));
        },
        open:
          ({ key }) =>
          () =>
            openWhales([key]),
        openLabel: 'Whale page',
      },
      { title: 'chain' },
      ...(asset
        ? [{ title: `net_${assetName(asset)}`, end: true, show: amount }]
        : [
            { title: 'net_usd', end: true, show: usd },
            { title: 'received_usd', end: true, show: usd },
            { title: 'sent_usd', end: true, show: usd },
          ]),
      {
        title: 'transfers',
        end: true,
        show: (value: string | number) => formatCount(Number(value)),
        open: ({ key }) => {
          const row = byId.get(key);
          return row && (() => showRowsOfAddress(nameOf(row), row));
        },
        openLabel: 'The rows',
      },
      { title: 'not_measured', end: true },
    ],
    rows: rows.map((row) => ({
      key: row.id,
      cells: [
        row.address,
        row.chain,
        ...(asset ? [row.netAmount] : [row.netUsd, row.receivedUsd, row.sentUsd]),
        row.transfers,
        row.unmeasured,
      ],
    })),
  };
  return (
    <ChartPanel
      title={title}
      note={
        total > 0 && (
          <>
            <span className="flow-in">more received ▶</span> <span className="flow-out">◀ more sent</span>,
            net {asset ? assetName(asset) : 'known dollars'}; {shownOf(shown, total, 'address', 'addresses')}
          </>
        )
      }
      height={CHART_HEIGHT}
      label={`Net movement of ${shown} addresses`}
      option={option}
      empty="No row in this span moved an asset between two addresses."
      data={data}
      fileName="top-movers"
      onPick={(id) => openWhales([id])}
      onProblem={reportProblem}
    />
  );
}
