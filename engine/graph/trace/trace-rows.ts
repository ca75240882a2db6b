import type { TraceRow, TraceRowsPage, TraceRowsQuery } from '#contract/trace.ts';
import type { Session } from '../../warehouse/session.ts';
import { transfersByRow } from '../transfers.ts';
import type { Flow } from './follow.ts';
import { inOrder } from './movements.ts';
import type { Traced } from './trace.ts';
import { unitText } from './units.ts';

/** The transfers behind a number of a trace, in the order in which they happened, each with its traced part. */
export async function traceRows(
  session: Session,
  { searched, source, nodeOf, left }: Traced,
  { method, of, offset, limit }: TraceRowsQuery,
): Promise<TraceRowsPage> {
  const found = searched.found.find((one) => one.method === method);
  if (!found) return { total: 0, rows: [] };
  const assetOf = ({ movement }: Flow): string => source.known(movement.asset).name;
  const ends = (flow: Flow): string => flow.end ?? left;
  const belongs = (flow: Flow): boolean => {
    switch (of.kind) {
      case 'all':
        return true;
      case 'flow':
        return (
          assetOf(flow) === of.asset &&
          nodeOf(flow.movement.from) === of.source &&
          nodeOf(flow.movement.to) === of.target
        );
      case 'end':
        return assetOf(flow) === of.asset && ends(flow) === of.reason && nodeOf(flow.receiver) === of.node;
      case 'reason':
        return assetOf(flow) === of.asset && ends(flow) === of.reason && reached(flow);
    }
  };
  /** Of money that is left somewhere, the transfers into where it is left. */
  const reached = ({ end, receiver, movement }: Flow): boolean =>
    end !== null || found.pass.held.has(found.keys.of(receiver, movement.asset));
  const flows = found.pass.flows.filter(belongs).sort((a, b) => inOrder(a.movement, b.movement));
  const page = flows.slice(offset, offset + limit);
  const stored = await transfersByRow(
    session,
    page.map(({ movement }) => movement.row),
  );
  return {
    total: flows.length,
    rows: page.map(
      ({ movement, traced }): TraceRow => ({
        ...stored.get(movement.row)!,
        traced: unitText(traced, source.known(movement.asset).scale!),
      }),
    ),
  };
}
