import { useMemo } from 'react';
import type { Performance } from '#contract/board.ts';
import { ChartPanel } from '../../../charts/ChartPanel.tsx';
import { rankedBarsOption } from '../../../charts/ranked-bars.ts';
import type { DataSet } from '../../../ui/DataTable.tsx';
import { formatCount, formatUsd, shortenAddress, shownOf } from '../../../ui/format.ts';
import { openWhales, reportProblem } from '../../../workspace/store.ts';
import { nameOf, performanceBars } from '../pictures.ts';
import { performance } from '../queries.ts';
import { BoardPanel, CHART_HEIGHT } from './BoardPanel.tsx';
import { showRowsOfAddress } from './leads.ts';
import { useBoard } from './use-board.ts';

const title = 'Whale performance';

/** Gain and loss of the addresses that moved most. */
export function PerformancePanel() {
  const answer = useBoard('performance', performance);
  return (
    <BoardPanel title={title} answer={answer}>
      {(data) => <Gains found={data} />}
    </BoardPanel>
  );
}

function Gains({ found }: { readonly found: Performance }) {
  const { rows, shown, total, orderedBy } = found;
  const option = useMemo(() => {
    const bars = performanceBars(found);
    return bars && (() => rankedBarsOption(bars));
  }, [found]);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const usd = (value: string | number) => formatUsd(Number(value));
  const data: DataSet = {
    columns: [
      {
        title: 'address',
        show: (value, { key }) => byId.get(key)?.tags[0]?.label ?? shortenAddress(String(value)),
        open:
          ({ key }) =>
          () =>
            openWhales([key]),
        openLabel: 'Whale page',
      },
      { title: 'realised_usd', end: true, show: usd },
      { title: 'unrealised_usd', end: true, show: usd },
      { title: 'moved_usd', end: true, show: usd },
      {
        title: 'rows',
        end: true,
        show: (value) => formatCount(Number(value)),
        open: ({ key }) => {
          const row = byId.get(key);
          return row && (() => showRowsOfAddress(nameOf(row), row));
        },
        openLabel: 'The rows',
      },
      { title: 'priced_rows', end: true },
      { title: 'behaviour', show: (value) => String(value).replaceAll('-', ' ') },
    ],
    rows: rows.map((row) => ({
      key: row.id,
      cells: [
        row.address,
        row.realisedUsd,
        row.unrealisedUsd,
        row.movedUsd,
        row.rows,
        row.pricedRows,
        row.behaviour,
      ],
    })),
  };
  const unknown = rows.filter(
    ({ realisedUsd, unrealisedUsd }) => realisedUsd === null && unrealisedUsd === null,
  );
  return (
    <ChartPanel
      title={title}
      note={
        total > 0 && (
          <>
            <span className="board-realised">■ realised</span>{' '}
            <span className="board-unrealised">■ unrealised</span>, FIFO;{' '}
            {shownOf(shown, total, 'address', 'addresses')} by{' '}
            {orderedBy === 'value-usd' ? 'known dollars moved' : 'transfers'}
            {option &&
              unknown.length > 0 &&
              `; ${formatCount(unknown.length)} without a known gain or loss are in the table`}
          </>
        )
      }
      height={CHART_HEIGHT}
      label={`Gain and loss of ${shown} addresses`}
      option={option}
      empty="No gain or loss is known: no row has both a price and a known cost. Drop a price list (asset, time, price) or an export with dollar values."
      data={data}
      fileName="whale-performance"
      onPick={(id) => openWhales([id])}
      onProblem={reportProblem}
    />
  );
}
