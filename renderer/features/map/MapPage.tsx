import { useEffect, useMemo } from 'react';
import type { Progress } from '#contract/common.ts';
import type { WhaleMap } from '#contract/replay.ts';
import {
  countOf,
  formatCount,
  formatDuration,
  formatTime,
  shortenAddress,
  shownOf,
} from '../../ui/format.ts';
import { ProgressBar } from '../../ui/ProgressBar.tsx';
import { EmptyState, ErrorState, Skeleton } from '../../ui/states.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { useCommands } from '../../workspace/commands.ts';
import { messageOf } from '../../workspace/messages.ts';
import { boundsOf } from '../../workspace/playhead.ts';
import { useHeldFrames, useReplay } from '../../workspace/replay.ts';
import { goTo, setWholePage, useWorkspace } from '../../workspace/store.ts';
import { useAnswer } from '../../workspace/use-answer.ts';
import { usePrepared } from '../../workspace/use-prepared.ts';
import { Activity } from './parts/Activity.tsx';
import { Lanes } from './parts/Lanes.tsx';
import { Lists } from './parts/Lists.tsx';
import { MapBar } from './parts/MapBar.tsx';
import { Network } from './parts/Network.tsx';
import { whaleMap } from './queries.ts';
import { assetOf, heatHours, type MapView, useMap, windowFor, windowSeconds } from './store.ts';
import './map.css';

const views: readonly { id: MapView; label: string }[] = [
  { id: 'network', label: 'Network' },
  { id: 'activity', label: 'Activity' },
  { id: 'lanes', label: 'Chains' },
];

/** The largest holders at an instant and what flowed before it: network, activity by hour, chains side by side. */
export function MapPage() {
  const view = useMap((s) => s.view);
  const limit = useMap((s) => s.limit);
  const asset = useMap((s) => s.asset);
  const chosenWindow = useMap((s) => s.window);
  const history = useReplay((s) => s.history);
  const frame = useWorkspace((s) => s.frame);
  const playhead = useWorkspace((s) => s.at);
  const revision = useWorkspace((s) => s.revision);
  const transfers = useWorkspace((s) => s.caseSummary?.counts.transfers ?? 0);
  const query = useMemo(() => {
    if (!history) return null;
    const bounds = boundsOf(history, frame);
    const at = playhead ?? bounds.to;
    const seconds = windowSeconds(chosenWindow ?? windowFor(bounds), at, bounds);
    return { at, windowSeconds: seconds, heatHours: heatHours(seconds), limit, asset: assetOf(asset) };
  }, [history, frame, playhead, chosenWindow, limit, asset]);
  const answer = useAnswer(query && `map-${revision}-${JSON.stringify(query)}`, (signal) =>
    whaleMap(query!, signal),
  );
  useHeldFrames(answer.loading);
  // The map takes the room of an empty inspector.
  useEffect(() => {
    setWholePage(true);
    return () => setWholePage(false);
  }, []);
  useCommands(
    useMemo(
      () =>
        views.map(({ id, label }, i) => ({
          id: `map-${id}`,
          title: `Map: ${label.toLowerCase()}`,
          group: 'Map',
          keys: [String(i + 1)],
          run: () => useMap.setState({ view: id }),
        })),
      [],
    ),
  );
  const progress = usePrepared(revision);
  const map = answer.data;
  if (transfers === 0)
    return (
      <EmptyState
        title="No transfers yet"
        actions={
          <button type="button" className="button button-plain" onClick={() => goTo('data')}>
            Go to Data
          </button>
        }
      >
        The map is made of dated transfers. Drop an explorer export or node data into this window.
      </EmptyState>
    );
  return (
    <div className="map-page">
      <MapBar map={map ?? null} bounds={history && boundsOf(history, frame)} />
      <Tabs
        label="Views of the map"
        value={view}
        tabs={views}
        onChange={(next) => useMap.setState({ view: next })}
        end={<span className="muted map-sum">{map && summaryOf(map)}</span>}
      />
      {answer.error && !map ? (
        <ErrorState message={messageOf(answer.error)} onRetry={answer.retry} />
      ) : !map ? (
        <Waiting progress={progress} />
      ) : (
        <div className="map-body">
          {view === 'network' && <Network map={map} />}
          {view === 'activity' && <Activity map={map} from={frame?.from ?? null} />}
          {view === 'lanes' && <Lanes map={map} />}
          {view === 'network' && <Lists map={map} />}
        </div>
      )}
    </div>
  );
}

/** The first map of a case waits until its transfers are in memory; after that a skeleton is enough. */
function Waiting({ progress }: { readonly progress: Progress | null }) {
  if (progress === null) return <Skeleton lines={8} label="Reading the map" />;
  const { done, total, message, unit } = progress;
  const share = total === null ? null : done / Math.max(1, total);
  return (
    <div className="map-waiting" role="status">
      <ProgressBar fraction={share} label={message} />
      <span>
        {message}
        {total !== null && unit === 'rows' && `, ${formatCount(done)} of ${countOf(total, 'row')}`}
      </span>
    </div>
  );
}

const secondsOf = (map: WhaleMap): number => (Date.parse(map.at) - Date.parse(map.from)) / 1000;

function summaryOf(map: WhaleMap): string {
  const measure = map.asset === null ? 'USD' : (map.asset.symbol ?? shortenAddress(map.asset.asset));
  const flows = map.flowsTotal === 0 ? 'no flow' : shownOf(map.flows.length, map.flowsTotal, 'flow');
  return `${shownOf(map.holders.length, map.holdersTotal, 'address', 'addresses')} by ${measure} held · ${flows} in the ${formatDuration(secondsOf(map))} up to ${formatTime(map.at)} UTC`;
}
