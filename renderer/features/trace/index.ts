import { Route } from 'lucide-react';
import { lazy } from 'react';
import type { Command } from '../../workspace/commands.ts';
import type { Feature } from '../../workspace/feature.ts';
import { notify, traceFrom, useWorkspace } from '../../workspace/store.ts';

// The Sankey is loaded with the first trace.
const TracePage = lazy(async () => ({ default: (await import('./TracePage.tsx')).TracePage }));

/** Traces from or to whatever is selected: an address, a flow's end, or a transfer by its line. */
function traceSelected(direction: 'forward' | 'backward'): void {
  const { selection } = useWorkspace.getState();
  if (selection?.kind === 'row') traceFrom({ direction, file: selection.file, line: selection.line });
  else if (selection?.kind === 'address')
    traceFrom({ direction, chain: selection.chain, address: selection.address, asset: null });
  else if (selection?.kind === 'edge')
    traceFrom({
      direction,
      chain: selection.chain,
      address: direction === 'forward' ? selection.to : selection.from,
      asset: selection.asset,
    });
  else notify('Select an address, a flow or a row first; the trace starts from it.');
}

const commands = (): readonly Command[] => [
  {
    id: 'trace-from',
    title: 'Trace money from here',
    group: 'Trace',
    keys: ['g ArrowRight'],
    run: () => traceSelected('forward'),
  },
  {
    id: 'trace-to',
    title: 'Trace money to here',
    group: 'Trace',
    keys: ['g ArrowLeft'],
    run: () => traceSelected('backward'),
  },
];

export const trace: Feature = {
  id: 'trace',
  title: 'Trace',
  letter: 't',
  past: 'Rows up to it are traced; which accounts are services is judged by all rows and labels.',
  icon: Route,
  Page: TracePage,
  commands,
};
