import { type ExportInput, flowRecord, nodeRecord } from './records.ts';
import { type Attributes, flowFields, nodeFields, xmlText } from './xml.ts';

/** GraphML 1.0 with typed attributes; read by Gephi, yEd, igraph and NetworkX. */
export function graphmlText({ drawing, view, places }: ExportInput): string {
  const keys = (domain: 'node' | 'edge', fields: typeof nodeFields) =>
    Object.entries(fields).map(
      ([name, type]) =>
        `  <key id="${domain}_${name}" for="${domain}" attr.name="${name}" attr.type="${type}"/>`,
    );
  const data = (domain: string, record: Attributes) =>
    Object.entries(record)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => `<data key="${domain}_${name}">${xmlText(value ?? '')}</data>`)
      .join('');
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
    ...keys('node', nodeFields),
    ...keys('edge', flowFields),
    '  <graph edgedefault="directed">',
    ...drawing.nodes.map(
      (node) =>
        `    <node id="${xmlText(node.id)}">${data('node', nodeRecord(node, view, places.get(node.id)))}</node>`,
    ),
    ...drawing.edges.map(
      (edge) =>
        `    <edge id="${xmlText(edge.id)}" source="${xmlText(edge.source)}" target="${xmlText(edge.target)}">${data('edge', flowRecord(edge, view))}</edge>`,
    ),
    '  </graph>',
    '</graphml>',
    '',
  ].join('\n');
}
