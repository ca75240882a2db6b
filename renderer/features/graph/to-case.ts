import { jsonText } from '../../graph/export/json.ts';
import { pngBlob } from '../../graph/export/picture.ts';
import type { GraphCanvas } from '../../graph/graph-canvas.ts';
import type { GraphView } from '../../graph/view.ts';
import { formatCount, shortenAddress } from '../../ui/format.ts';
import { addToCase, pngPicture, sheet } from '../../workspace/add-evidence.ts';
import { notify, reportProblem } from '../../workspace/store.ts';
import { useDrawn } from './drawn.ts';
import { viewText } from './kept-view.ts';
import { saveView } from './queries.ts';
import { useGraph } from './store.ts';

/** Notes on drawn nodes and flows, each with what it is on. */
const notesOn = (view: GraphView, names: ReadonlyMap<string, string>): string =>
  Object.entries(view.notes)
    .map(([id, text]) => `On ${names.get(id) ?? id}: ${text}`)
    .join('\n\n');

/** Freezes the graph as it is drawn: picture, flows, style; and keeps the view, so that it opens alive again. */
export async function addGraphToCase(canvas: GraphCanvas | null): Promise<void> {
  const { drawing, places } = useDrawn.getState();
  if (!canvas || drawing.nodes.length === 0) {
    notify('There is nothing drawn to add. Open an address in the graph first.');
    return;
  }
  const { view, keptAs } = useGraph.getState();
  const names = new Map(
    drawing.nodes.map((node) => [
      node.id,
      node.kind === 'address' ? (node.members[0] ?? node.name) : node.name,
    ]),
  );
  const centre = drawing.nodes.find((node) => node.members.includes(view.seeds[0] ?? '')) ?? drawing.nodes[0];
  const name = keptAs?.name ?? centre?.name ?? 'Graph';
  try {
    const kept = viewText(view, canvas.camera);
    const saved = await saveView(null, `As added to the case: ${name}`.slice(0, 120), kept);
    await addToCase({
      kind: 'graph-view',
      title: `Graph around ${shortenAddress(name)}`,
      note: notesOn(view, names),
      explanation: `${formatCount(drawing.nodes.length)} nodes and ${formatCount(drawing.edges.length)} flows drawn${drawing.filteredOut > 0 ? `, ${formatCount(drawing.filteredOut)} flows left out by the filter` : ''}.`,
      place: { page: 'graph', graphSeed: { kind: 'view', id: saved.id } },
      data: {
        ...sheet(
          ['from', 'to', 'asset', 'transfers', 'amount', 'dollars', 'first seen', 'last seen'],
          drawing.edges.map((edge) => [
            names.get(edge.source) ?? edge.source,
            names.get(edge.target) ?? edge.target,
            edge.symbol ?? edge.asset ?? null,
            edge.count,
            edge.amount,
            edge.amountUsd,
            edge.firstSeen,
            edge.lastSeen,
          ]),
          drawing.edges.length,
        ),
        graph: JSON.parse(jsonText({ drawing, view, places })) as unknown,
      },
      style: JSON.parse(kept) as unknown,
      picture: await pngPicture(await pngBlob(canvas.picture())),
    });
  } catch (error) {
    reportProblem(error);
  }
}
