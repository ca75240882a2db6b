import { useMemo, useState } from 'react';
import type { Profile } from '#contract/whales.ts';
import { ChartPanel } from '../../../charts/ChartPanel.tsx';
import { evenStarts } from '../../../charts/parts.ts';
import { timeBarsOption } from '../../../charts/time-bars.ts';
import type { DataSet } from '../../../ui/DataTable.tsx';
import { countOf, formatCount, formatDuration, formatTime, formatUsd } from '../../../ui/format.ts';
import { Segments } from '../../../ui/Segments.tsx';
import { reportProblem } from '../../../workspace/store.ts';
import { bucketSpan } from '../../../workspace/time-frame.ts';
import { useKnownSpan } from '../../../workspace/use-known-span.ts';
import { showRowsOf } from './rows-of.ts';

type Measure = 'rows' | 'usd';

/** What came in and went out over time; each bar opens its rows. */
export function Flows({ profile }: { readonly profile: Profile }) {
  const { flows, bucketSeconds, node } = profile;
  const within = profile.entity?.within.transfers ?? 0;
  const frame = useKnownSpan();
  const priced = flows.some(({ receivedUsd, sentUsd }) => receivedUsd !== null || sentUsd !== null);
  const [wanted, setMeasure] = useState<Measure>('rows');
  const measure = priced ? wanted : 'rows';
  const unpriced = flows.reduce((sum, flow) => sum + flow.unpriced, 0);
  const rowsOf = (at: string, direction: 'in' | 'out' | 'both' = 'both') =>
    showRowsOf(node, `Transfers from ${formatTime(at)}`, {
      direction,
      moving: true,
      ...bucketSpan(at, bucketSeconds, frame),
    });
  const option = useMemo(() => {
    if (flows.length === 0) return null;
    const starts = evenStarts(
      flows.map(({ at }) => at),
      bucketSeconds,
    );
    const byStart = new Map(flows.map((flow) => [flow.at, flow]));
    const values = (side: 'received' | 'sent', sign: 1 | -1) =>
      starts.map((at) => {
        const flow = byStart.get(at);
        if (!flow) return 0;
        return sign * (measure === 'rows' ? flow[side] : (flow[`${side}Usd`] ?? 0));
      });
    const format = measure === 'usd' ? formatUsd : formatCount;
    const bars = {
      starts,
      bucketSeconds,
      whole: measure === 'rows',
      series: [
        { name: 'received', colour: '--flow-in', values: values('received', 1), format },
        { name: 'sent', colour: '--flow-out', values: values('sent', -1), format },
      ] as const,
    };
    return () => timeBarsOption(bars);
  }, [flows, bucketSeconds, measure]);
  const data: DataSet = {
    columns: [
      { title: 'from_utc', show: (value) => formatTime(String(value)) },
      {
        title: 'received',
        end: true,
        open: (row) => () => rowsOf(row.key, 'in'),
        openLabel: 'The rows received',
      },
      { title: 'sent', end: true, open: (row) => () => rowsOf(row.key, 'out'), openLabel: 'The rows sent' },
      { title: 'received_usd', end: true, show: (value) => formatUsd(Number(value)) },
      { title: 'sent_usd', end: true, show: (value) => formatUsd(Number(value)) },
      { title: 'without_price', end: true },
    ],
    rows: flows.map((flow) => ({
      key: flow.at,
      cells: [flow.at, flow.received, flow.sent, flow.receivedUsd, flow.sentUsd, flow.unpriced],
    })),
  };
  return (
    <ChartPanel
      title="Flows in and out"
      note={
        <>
          <span className="flow-in">▲ received</span> <span className="flow-out">▼ sent</span>,{' '}
          {measure === 'usd' ? 'known dollars' : 'transfers'} each {formatDuration(bucketSeconds)}
          {unpriced > 0 && measure === 'usd' && `, without ${formatCount(unpriced)} unpriced rows`}
          {within > 0 && `; without ${countOf(within, 'transfer')} within`}
        </>
      }
      tools={
        priced && (
          <Segments
            label="Measure of the flows"
            value={measure}
            options={[
              { id: 'rows', label: 'Rows' },
              { id: 'usd', label: 'USD' },
            ]}
            onChange={setMeasure}
          />
        )
      }
      height={184}
      label="Transfers received and sent over time"
      option={option}
      empty="No row in this span moved anything to or from here."
      data={data}
      fileName={`flows-${node.address}`}
      onPick={(at) => rowsOf(at)}
      onProblem={reportProblem}
    />
  );
}
