import { flowsCsv, nodesCsv } from '../../graph/export/csv.ts';
import { gexfText } from '../../graph/export/gexf.ts';
import { graphmlText } from '../../graph/export/graphml.ts';
import { jsonText } from '../../graph/export/json.ts';
import { pngBlob, svgText } from '../../graph/export/picture.ts';
import type { GraphCanvas } from '../../graph/graph-canvas.ts';
import { saveFile } from '../../ui/save-file.ts';
import { notify, reportProblem } from '../../workspace/store.ts';
import { useDrawn } from './drawn.ts';
import { useGraph } from './store.ts';

export const exportOptions = [
  [
    { id: 'png', label: 'Picture (PNG)' },
    { id: 'svg', label: 'Picture (SVG)' },
    { id: 'copy', label: 'Copy as picture' },
  ],
  [
    { id: 'nodes-csv', label: 'Nodes (CSV)' },
    { id: 'flows-csv', label: 'Flows (CSV)' },
    { id: 'json', label: 'Everything (JSON)' },
  ],
  [
    { id: 'graphml', label: 'GraphML' },
    { id: 'gexf', label: 'GEXF, for Gephi' },
  ],
] as const;
export type ExportId = (typeof exportOptions)[number][number]['id'];

const safeName = (text: string): string => text.replace(/[^\p{L}\p{N}._-]+/gu, '-').slice(0, 60) || 'graph';

function hand(fileName: string, content: BlobPart, type: string): void {
  saveFile(fileName, content, type);
  notify(`${fileName} was handed to the downloads of this window.`);
}

/** Writes what is drawn, hidden and filtered things left out as they are on the screen. */
export async function runExport(id: ExportId, canvas: GraphCanvas | null): Promise<void> {
  const { drawing, places } = useDrawn.getState();
  const { view, keptAs } = useGraph.getState();
  const name = safeName(
    keptAs?.name ?? drawing.nodes.find((n) => n.members.includes(view.seeds[0] ?? ''))?.name ?? 'graph',
  );
  const input = { drawing, view, places };
  const text = (content: string, type: string, ending: string) =>
    hand(`${name}${ending}`, content, `${type};charset=utf-8`);
  try {
    if (id === 'nodes-csv') text(nodesCsv(drawing, view), 'text/csv', '-nodes.csv');
    else if (id === 'flows-csv') text(flowsCsv(drawing, view), 'text/csv', '-flows.csv');
    else if (id === 'json') text(jsonText(input), 'application/json', '.json');
    else if (id === 'graphml') text(graphmlText(input), 'application/xml', '.graphml');
    else if (canvas) {
      const picture = canvas.picture();
      if (id === 'svg') text(svgText(picture, name), 'image/svg+xml', '.svg');
      else if (id === 'gexf') text(gexfText({ ...input, scene: picture.scene }), 'application/xml', '.gexf');
      else if (id === 'png') hand(`${name}.png`, await pngBlob(picture), 'image/png');
      else {
        await navigator.clipboard.write([new ClipboardItem({ 'image/png': pngBlob(picture) })]);
        notify('The picture of the graph is in the clipboard.');
      }
    }
  } catch (error) {
    reportProblem(error);
  }
}
