import { Maximize2, Minimize2, X } from 'lucide-react';
import type { ComponentType } from 'react';
import { changeLayout, useLayout } from '../storage/layout.ts';
import { Button } from '../ui/Button.tsx';
import { cx } from '../ui/class-names.ts';
import { Hint } from '../ui/Hint.tsx';
import { Resizer } from '../ui/Resizer.tsx';
import { EmptyState } from '../ui/states.tsx';
import type { InspectorProps } from '../workspace/feature.ts';
import { encodeSelection, type Selection, type SelectionKind } from '../workspace/selection.ts';
import { select, setWide, useWorkspace } from '../workspace/store.ts';
import { features } from './features.ts';
import { PageGuard } from './PageGuard.tsx';

const names: Record<SelectionKind, string> = {
  address: 'Address',
  alert: 'Alert',
  edge: 'Flow between two addresses',
  row: 'Row of an original file',
  dataset: 'Dataset',
  drawn: 'In the graph',
};

function inspectorFor(selection: Selection): ComponentType<InspectorProps> | null {
  for (const feature of features) {
    const found = feature.inspectors?.[selection.kind];
    if (found) return found as ComponentType<InspectorProps>;
  }
  return null;
}

/** Whatever is selected, wherever it was selected. */
export function Inspector() {
  const selection = useWorkspace((s) => s.selection);
  const wide = useWorkspace((s) => s.wide);
  const width = useLayout((s) => s.inspectorWidth);
  const View = selection ? inspectorFor(selection) : null;
  return (
    <aside
      className={cx('inspector', wide && 'inspector-wide')}
      aria-label="Inspector"
      style={wide ? undefined : { width }}
    >
      {!wide && (
        <Resizer
          label="Width of the inspector"
          axis="x"
          value={width}
          min={280}
          max={720}
          onChange={(inspectorWidth) => changeLayout({ inspectorWidth })}
        />
      )}
      <div className="inspector-head">
        <h2>{selection ? names[selection.kind] : 'Inspector'}</h2>
        {selection && (
          <>
            <Hint text={wide ? 'Make it narrow' : 'Make it wide'} keys="Enter">
              <Button
                variant="quiet"
                aria-label={wide ? 'Make the inspector narrow' : 'Make the inspector wide'}
                icon={wide ? <Minimize2 size={13} /> : <Maximize2 size={13} />}
                onClick={() => setWide(!wide)}
              />
            </Hint>
            <Hint text="Deselect" keys="Escape">
              <Button
                variant="quiet"
                aria-label="Deselect"
                icon={<X size={14} />}
                onClick={() => select(null)}
              />
            </Hint>
          </>
        )}
      </div>
      <div className="inspector-body" key={selection ? encodeSelection(selection) : 'none'}>
        {selection && View ? (
          <PageGuard>
            <View selection={selection} wide={wide} />
          </PageGuard>
        ) : (
          <EmptyState title="Nothing selected" compact>
            Select an alert, an address, a flow or a row. What is known about it is shown here, down to the
            line of the original file.
          </EmptyState>
        )}
      </div>
    </aside>
  );
}
