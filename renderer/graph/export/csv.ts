import { csvText } from '../../ui/csv.ts';
import type { Drawing } from '../drawing.ts';
import type { GraphView } from '../view.ts';

/** One line for each node drawn; unknown is empty. */
export const nodesCsv = ({ nodes, groups }: Drawing, view: GraphView): string =>
  csvText(
    [
      'id',
      'kind',
      'name',
      'addresses',
      'group',
      'labels',
      'categories',
      'transfers',
      'counterparties',
      'first_seen',
      'last_seen',
      'alerts',
      'note',
    ],
    nodes.map((n) => [
      n.id,
      n.kind,
      n.name,
      n.members.join(' '),
      groups.find((g) => g.id === n.group)?.name ?? null,
      n.tags.map((t) => t.label).join('; '),
      [...new Set(n.tags.map((t) => t.category))].join('; '),
      n.transfers,
      n.counterparties,
      n.firstSeen,
      n.lastSeen,
      n.alerts,
      view.notes[n.id] ?? null,
    ]),
  );

/** One line for each flow drawn; sums are exact, unknown is empty. */
export const flowsCsv = ({ edges }: Drawing, view: GraphView): string =>
  csvText(
    [
      'id',
      'source',
      'target',
      'asset',
      'symbol',
      'transfers',
      'amount',
      'amount_usd',
      'parts_without_price',
      'first_seen',
      'last_seen',
      'note',
    ],
    edges.map((e) => [
      e.id,
      e.source,
      e.target,
      e.asset,
      e.symbol,
      e.count,
      e.amount,
      e.amountUsd,
      e.unpriced,
      e.firstSeen,
      e.lastSeen,
      view.notes[e.id] ?? null,
    ]),
  );
