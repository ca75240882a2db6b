import { type ReactNode, useMemo } from 'react';
import { sumsByAsset } from '../../../graph/drawing.ts';
import { everyFlow, filtered } from '../../../graph/view.ts';
import { Button } from '../../../ui/Button.tsx';
import { Field } from '../../../ui/Field.tsx';
import { formatCount, shortenAddress, shownOf } from '../../../ui/format.ts';
import { Popover } from '../../../ui/Popover.tsx';
import { useDrawn } from '../drawn.ts';
import { changeView, useGraph } from '../store.ts';

const listed = 12;
const numberIn = (text: string): number | null => {
  const value = Number(text.replaceAll(',', ''));
  return text.trim() === '' || !Number.isFinite(value) || value <= 0 ? null : value;
};

/** Which flows are drawn: by asset, value and number. What is left out is counted below the graph. */
export function FilterFlows({ icon }: { readonly icon: ReactNode }) {
  const filter = useGraph((s) => s.view.filter);
  const edges = useDrawn((s) => s.drawing.edges);
  const assets = useMemo(() => sumsByAsset(edges.flatMap((e) => e.parts)), [edges]);
  const on = filter.assets.length + Number(filter.minUsd !== null) + Number(filter.minCount !== null);
  const change = (part: Parameters<typeof filtered>[1]) =>
    changeView('filtered the flows', (v) => filtered(v, part));
  return (
    <Popover
      label="Which flows are drawn"
      trigger={
        <Button variant="quiet" icon={icon} pressed={on > 0}>
          Filter{on > 0 ? ` (${on})` : ''}
        </Button>
      }
    >
      <div className="graph-filter">
        <Field label="At least, in USD" help="Flows without a price are left out then.">
          {(id, helpId) => (
            <input
              id={id}
              aria-describedby={helpId}
              className="input"
              inputMode="decimal"
              defaultValue={filter.minUsd ?? ''}
              onBlur={(event) => change({ minUsd: numberIn(event.target.value) })}
              onKeyDown={(event) =>
                event.key === 'Enter' && change({ minUsd: numberIn(event.currentTarget.value) })
              }
            />
          )}
        </Field>
        <Field label="At least so many transfers">
          {(id) => (
            <input
              id={id}
              className="input"
              inputMode="numeric"
              defaultValue={filter.minCount ?? ''}
              onBlur={(event) => change({ minCount: numberIn(event.target.value) })}
              onKeyDown={(event) =>
                event.key === 'Enter' && change({ minCount: numberIn(event.currentTarget.value) })
              }
            />
          )}
        </Field>
        <fieldset className="graph-filter-assets">
          <legend>
            Assets drawn now: {shownOf(Math.min(listed, assets.length), assets.length, 'asset')}
          </legend>
          {assets.slice(0, listed).map((asset) => (
            <label key={asset.asset}>
              <input
                type="checkbox"
                checked={filter.assets.includes(asset.asset)}
                onChange={(event) =>
                  change({
                    assets: event.target.checked
                      ? [...filter.assets, asset.asset]
                      : filter.assets.filter((one) => one !== asset.asset),
                  })
                }
              />
              <span className="ellipsis" title={asset.asset}>
                {shortenAddress(asset.symbol)}
              </span>
              <span className="muted">{formatCount(asset.count)}×</span>
            </label>
          ))}
        </fieldset>
        {on > 0 && <Button onClick={() => change(everyFlow)}>Draw all flows</Button>}
      </div>
    </Popover>
  );
}
