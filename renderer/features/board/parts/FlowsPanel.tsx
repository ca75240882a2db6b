import { useMemo, useState } from 'react';
import type { CategoryFlows } from '#contract/board.ts';
import { ChartPanel } from '../../../charts/ChartPanel.tsx';
import { heatOption } from '../../../charts/heat.ts';
import type { DataSet } from '../../../ui/DataTable.tsx';
import { formatCount, formatUsd, shownOf } from '../../../ui/format.ts';
import { Segments } from '../../../ui/Segments.tsx';
import { reportProblem, showRows } from '../../../workspace/store.ts';
import { categoryName, flowHeat, flowKey } from '../pictures.ts';
import { flows } from '../queries.ts';
import { BoardPanel, CHART_HEIGHT } from './BoardPanel.tsx';
import { useBoard } from './use-board.ts';

type By = 'category' | 'chain';

/** Where money went: from tag category to tag category, or from chain to chain. */
export function FlowsPanel() {
  const [by, setBy] = useState<By>('category');
  const answer = useBoard(`flows-${by}`, (span, signal) =>
    flows(span, by, signal).then((found) => ({ found, by })),
  );
  return (
    <BoardPanel title="Category flows" answer={answer}>
      {(data) => <Flows {...data} onBy={setBy} />}
    </BoardPanel>
  );
}

function Flows({
  found,
  by,
  onBy,
}: {
  readonly found: CategoryFlows;
  readonly by: By;
  readonly onBy: (by: By) => void;
}) {
  const heat = useMemo(() => flowHeat(found), [found]);
  const option = useMemo(() => heat && (() => heatOption(heat)), [heat]);
  const byKey = new Map(found.flows.map((flow) => [flowKey(flow), flow]));
  /** A crossing is two rows on two chains that no one question for rows finds: its table says so by having no link. */
  const opener = (key: string): (() => void) | undefined => {
    const flow = byKey.get(key);
    if (!flow || (by === 'chain' && flow.source !== flow.target)) return undefined;
    const { source, target } = flow;
    return () =>
      showRows({
        title: by === 'chain' ? `On ${source}` : `${categoryName(source)} to ${categoryName(target)}`,
        moving: true,
        framed: true,
        ...(by === 'chain' ? { chain: source } : { sourceCategory: source, targetCategory: target }),
      });
  };
  const data: DataSet = {
    columns: [
      { title: 'from', show: (value) => categoryName(String(value)) },
      { title: 'to', show: (value) => categoryName(String(value)) },
      { title: 'usd', end: true, show: (value) => formatUsd(Number(value)) },
      {
        title: 'transfers',
        end: true,
        show: (value) => formatCount(Number(value)),
        open: ({ key }) => opener(key),
        openLabel: 'The rows',
      },
      { title: 'without_price', end: true },
    ],
    rows: found.flows.map((flow) => ({
      key: flowKey(flow),
      cells: [
        categoryName(flow.source),
        categoryName(flow.target),
        flow.amountUsd,
        flow.transfers,
        flow.unpriced,
      ],
    })),
  };
  const onlyUntagged = by === 'category' && found.flows.every(({ source, target }) => !source && !target);
  return (
    <ChartPanel
      title={by === 'chain' ? 'Chain flows' : 'Category flows'}
      note={
        heat &&
        !onlyUntagged && (
          <>
            row → column, {heat.inDollars ? 'known dollars' : 'transfers'};{' '}
            {by === 'chain'
              ? shownOf(heat.rows.length, heat.names, 'chain')
              : shownOf(heat.rows.length, heat.names, 'category', 'categories')}
            {found.shown < found.total && `; table: ${shownOf(found.shown, found.total, 'flow')}`}
          </>
        )
      }
      tools={
        <Segments
          label="Flows between"
          value={by}
          options={[
            { id: 'category', label: 'Categories' },
            { id: 'chain', label: 'Chains' },
          ]}
          onChange={onBy}
        />
      }
      height={CHART_HEIGHT}
      label={by === 'chain' ? 'Flows within and between chains' : 'Flows from tag category to tag category'}
      option={onlyUntagged ? null : option}
      empty={
        found.flows.length === 0
          ? 'No row in this span moved an asset between two addresses.'
          : 'No address that moved something here has a label. Drop a label list or a tag pack to see flows between categories.'
      }
      data={data}
      fileName={`flows-between-${by === 'chain' ? 'chains' : 'categories'}`}
      onPick={(id) => opener(id)?.()}
      onProblem={reportProblem}
    />
  );
}
