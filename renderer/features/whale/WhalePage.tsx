import { useEffect, useMemo, useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { Preparing } from '../../ui/Preparing.tsx';
import { EmptyState, ErrorState } from '../../ui/states.tsx';
import { useCommands } from '../../workspace/commands.ts';
import { messageOf } from '../../workspace/messages.ts';
import { useHeldFrames } from '../../workspace/replay.ts';
import { openInGraph, openWhales, setWholePage, traceFrom, useWorkspace } from '../../workspace/store.ts';
import { useAsOf, useKnownSpan } from '../../workspace/use-known-span.ts';
import { usePrepared } from '../../workspace/use-prepared.ts';
import { useRunning } from '../../workspace/use-running.ts';
import { useSlow } from '../../workspace/use-slow.ts';
import { graphSeedOf } from './graph-seed.ts';
import { AddDialog } from './parts/AddDialog.tsx';
import { CompareSheet } from './parts/CompareSheet.tsx';
import { OneWhale } from './parts/OneWhale.tsx';
import { StartWhale } from './parts/StartWhale.tsx';
import { WhaleSkeleton } from './parts/WhaleSkeleton.tsx';
import { profiling, type WhaleQuestion } from './profiling.ts';
import { addWhalesToCase } from './to-case.ts';
import './whale.css';

const graphTitles = {
  address: 'Open this whale in the graph',
  view: 'Open the view this group is kept with',
  entity: 'Open this entity in the graph',
} as const;

/** Everything the rows say of one address, of an entity as one, or of two to six of them beside each other. */
export function WhalePage() {
  const whales = useWorkspace((s) => s.whales);
  const frame = useKnownSpan();
  const revision = useWorkspace((s) => s.revision);
  const [adding, setAdding] = useState(false);
  const { asOf, hindsight } = useAsOf();
  const knownBy = hindsight ? null : asOf;
  const progress = usePrepared(revision);
  const question = useMemo<WhaleQuestion | null>(
    () => (whales.length > 0 ? { whales, frame, knownBy } : null),
    [whales, frame, knownBy],
  );
  const running = useRunning(question, revision, profiling);
  const sheet = running.answer;
  useHeldFrames(running.running);
  useEffect(() => {
    setWholePage(true);
    return () => setWholePage(false);
  }, []);
  const slow = useSlow(running.running);
  const waiting = progress ?? (slow ? running.progress : null);
  const only = whales.length === 1 ? whales[0] : undefined;
  useCommands(
    useMemo(() => {
      const compare = {
        id: 'whale-compare',
        title: 'Compare with another whale',
        group: 'Whale',
        keys: ['c'],
        run: () => setAdding(true),
      };
      const another = {
        id: 'whale-another',
        title: 'Choose another whale',
        group: 'Whale',
        keys: ['a'],
        run: () => openWhales([]),
      };
      if (only === undefined) return whales.length > 0 ? [compare, another] : [];
      const seed = graphSeedOf(only);
      const graph = {
        id: 'whale-graph',
        title: graphTitles[seed.kind],
        group: 'Whale',
        keys: ['o'],
        run: () => openInGraph(seed),
      };
      if (seed.kind !== 'address') return [compare, another, graph];
      const { chain, address } = seed;
      return [
        compare,
        another,
        graph,
        {
          id: 'whale-trace',
          title: 'Trace money from this whale',
          group: 'Whale',
          keys: ['y'],
          run: () => traceFrom({ chain, address, asset: null, direction: 'forward' }),
        },
      ];
    }, [only, whales.length]),
  );

  useCommands(
    useMemo(
      () =>
        sheet
          ? [
              {
                id: 'whale-to-case',
                title: 'Add what is shown of the whale to the case',
                group: 'Whale',
                keys: ['e'],
                run: () => void addWhalesToCase(sheet.profiles, sheet.asOf),
              },
            ]
          : [],
      [sheet],
    ),
  );
  const shown = sheet?.profiles.map(({ node }) => node.id).join() === whales.join();
  return (
    <div className="whale-page">
      {waiting && <Preparing progress={waiting} {...(running.running && { onCancel: running.cancel })} />}
      {running.cancelled && shown && (
        <p className="preparing muted" role="status">
          Cancelled. What is shown was read before. <Button onClick={running.again}>Read it again</Button>
        </p>
      )}
      {whales.length === 0 ? (
        <StartWhale />
      ) : running.error ? (
        <ErrorState message={messageOf(running.error)} onRetry={running.again} />
      ) : running.cancelled && !shown ? (
        <EmptyState title="Cancelled" actions={<Button onClick={running.again}>Read it again</Button>}>
          Nothing was added up.
        </EmptyState>
      ) : !sheet || !shown ? (
        <WhaleSkeleton whales={whales.length} />
      ) : sheet.profiles.length === 1 ? (
        <OneWhale
          key={whales[0]}
          profile={sheet.profiles[0]!}
          asOf={sheet.asOf}
          onCompare={() => setAdding(true)}
        />
      ) : (
        <CompareSheet answer={sheet} onAdd={() => setAdding(true)} />
      )}
      {adding && <AddDialog onClose={() => setAdding(false)} near={sheet?.profiles ?? []} />}
    </div>
  );
}
