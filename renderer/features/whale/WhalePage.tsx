import { useEffect, useMemo, useState } from 'react';
import { entityRef, isEntity } from '#contract/entities.ts';
import { Preparing } from '../../ui/Preparing.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { useCommands } from '../../workspace/commands.ts';
import { messageOf } from '../../workspace/messages.ts';
import { useHeldFrames } from '../../workspace/replay.ts';
import { splitNodeId } from '../../workspace/selection.ts';
import { openInGraph, openWhales, setWholePage, traceFrom, useWorkspace } from '../../workspace/store.ts';
import { useAnswer } from '../../workspace/use-answer.ts';
import { useAsOf, useKnownSpan } from '../../workspace/use-known-span.ts';
import { usePrepared } from '../../workspace/use-prepared.ts';
import { AddDialog } from './parts/AddDialog.tsx';
import { CompareSheet } from './parts/CompareSheet.tsx';
import { OneWhale } from './parts/OneWhale.tsx';
import { StartWhale } from './parts/StartWhale.tsx';
import { WhaleSkeleton } from './parts/WhaleSkeleton.tsx';
import { profiles } from './queries.ts';
import { addWhalesToCase } from './to-case.ts';
import './whale.css';

/** Everything the rows say of one address, of an entity as one, or of two to six of them beside each other. */
export function WhalePage() {
  const whales = useWorkspace((s) => s.whales);
  const frame = useKnownSpan();
  const revision = useWorkspace((s) => s.revision);
  const [adding, setAdding] = useState(false);
  const { asOf, hindsight } = useAsOf();
  const knownBy = hindsight ? null : asOf;
  const progress = usePrepared(revision);
  const answer = useAnswer(
    whales.length > 0 ? `whales-${revision}-${JSON.stringify([whales, frame, knownBy])}` : null,
    (signal) => profiles(whales, frame, knownBy, signal),
  );
  useHeldFrames(answer.loading);
  useEffect(() => {
    setWholePage(true);
    return () => setWholePage(false);
  }, []);
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
      const ref = entityRef(only);
      if (ref?.kind === 'group')
        return [
          compare,
          another,
          {
            id: 'whale-graph',
            title: 'Open the view this group is kept with',
            group: 'Whale',
            keys: ['o'],
            run: () => openInGraph({ kind: 'view', id: ref.view }),
          },
        ];
      if (ref !== null) return [compare, another];
      const subject = splitNodeId(only);
      return [
        compare,
        another,
        {
          id: 'whale-graph',
          title: 'Open this whale in the graph',
          group: 'Whale',
          keys: ['o'],
          run: () => openInGraph({ kind: 'address', ...subject }),
        },
        {
          id: 'whale-trace',
          title: 'Trace money from this whale',
          group: 'Whale',
          keys: ['y'],
          run: () => traceFrom({ ...subject, asset: null, direction: 'forward' }),
        },
      ];
    }, [only, whales.length]),
  );

  const shownNow = answer.data;
  useCommands(
    useMemo(
      () =>
        shownNow
          ? [
              {
                id: 'whale-to-case',
                title: 'Add what is shown of the whale to the case',
                group: 'Whale',
                keys: ['e'],
                run: () => void addWhalesToCase(shownNow.profiles, shownNow.asOf),
              },
            ]
          : [],
      [shownNow],
    ),
  );
  const shown = answer.data?.profiles.map(({ node }) => node.id).join() === whales.join();
  return (
    <div className="whale-page">
      {progress && <Preparing progress={progress} />}
      {whales.length === 0 ? (
        <StartWhale />
      ) : answer.error ? (
        <ErrorState message={messageOf(answer.error)} onRetry={answer.retry} />
      ) : !answer.data || !shown ? (
        <WhaleSkeleton whales={whales.length} entity={whales.some(isEntity)} />
      ) : answer.data.profiles.length === 1 ? (
        <OneWhale
          key={whales[0]}
          profile={answer.data.profiles[0]!}
          asOf={answer.data.asOf}
          onCompare={() => setAdding(true)}
        />
      ) : (
        <CompareSheet answer={answer.data} onAdd={() => setAdding(true)} />
      )}
      {adding && <AddDialog onClose={() => setAdding(false)} near={answer.data?.profiles ?? []} />}
    </div>
  );
}
