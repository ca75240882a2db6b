import type { WhaleMap } from '#contract/replay.ts';
import { Button } from '../../../ui/Button.tsx';
import { shortenAddress } from '../../../ui/format.ts';
import { Segments } from '../../../ui/Segments.tsx';
import type { Bounds } from '../../../workspace/playhead.ts';
import { assetKey, limits, useMap, windowFor, windows } from '../store.ts';

/** What the map is made of: measure, stretch, how many. */
export function MapBar({ map, bounds }: { readonly map: WhaleMap | null; readonly bounds: Bounds | null }) {
  const asset = useMap((s) => s.asset);
  const limit = useMap((s) => s.limit);
  const window = useMap((s) => s.window);
  const motion = useMap((s) => s.motion);
  const view = useMap((s) => s.view);
  const assets = map?.assets ?? [];
  const several = new Set(assets.map(({ chain }) => chain)).size > 1;
  return (
    <header className="page-head map-bar">
      <h1>Map</h1>
      <label className="inline-field">
        in
        <select
          className="input map-asset"
          aria-label="Measured in"
          value={asset ?? ''}
          onChange={(event) => useMap.setState({ asset: event.target.value || null })}
        >
          <option value="">
            {map?.orderedBy === 'amount' && asset === null
              ? `${map.asset?.symbol ?? 'one asset'} (nothing has a price)`
              : 'USD, all priced assets'}
          </option>
          {assets.map((one) => (
            <option key={assetKey(one)} value={assetKey(one)}>
              {one.symbol ?? shortenAddress(one.asset)}
              {several ? ` on ${one.chain}` : ''}
            </option>
          ))}
        </select>
      </label>
      <Segments
        label="Flows of"
        value={window ?? (bounds ? windowFor(bounds) : 'span')}
        options={windows.map(({ id, label }) => ({
          id,
          label,
          title: id === 'span' ? 'Flows from the beginning of the span on' : `Flows of the ${label} before`,
        }))}
        onChange={(next) => useMap.setState({ window: next })}
      />
      <label className="inline-field">
        Show
        <select
          className="input"
          value={limit}
          onChange={(event) => useMap.setState({ limit: Number(event.target.value) })}
        >
          {limits.map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </select>
      </label>
      {view === 'network' && (
        <Button
          variant="quiet"
          pressed={motion}
          title="Dots run along the flows; never where the system asks for less motion"
          onClick={() => useMap.setState({ motion: !motion })}
        >
          Motion
        </Button>
      )}
    </header>
  );
}
