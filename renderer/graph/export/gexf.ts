import { rgbOf } from '../palette.ts';
import type { Scene } from '../scene.ts';
import { type ExportInput, flowRecord, nodeRecord } from './records.ts';
import { type Attributes, flowFields, nodeFields, xmlText } from './xml.ts';

/** GEXF 1.3 with places, sizes and colours as seen; read by Gephi and Gephi Lite. */
export function gexfText({ drawing, view, places, scene }: ExportInput & { readonly scene: Scene }): string {
  const columns = (domain: 'node' | 'edge', fields: typeof nodeFields) => [
    `    <attributes class="${domain}">`,
    ...Object.entries(fields).map(
      ([name, type]) => `      <attribute id="${name}" title="${name}" type="${type}"/>`,
    ),
    '    </attributes>',
  ];
  const values = (record: Attributes) =>
    `<attvalues>${Object.entries(record)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => `<attvalue for="${name}" value="${xmlText(value ?? '')}"/>`)
      .join('')}</attvalues>`;
  const colour = (hex: string) => {
    const [r, g, b] = rgbOf(hex).map((v) => Math.round(v * 255));
    return `<viz:color r="${r}" g="${g}" b="${b}"/>`;
  };
  const sceneEdges = new Map(scene.edges.map((e) => [e.id, e]));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">',
    '  <graph defaultedgetype="directed">',
    ...columns('node', nodeFields),
    ...columns('edge', flowFields),
    '    <nodes>',
    ...drawing.nodes.map((node) => {
      const drawn = scene.nodes[scene.index.get(node.id) ?? -1];
      const at = places.get(node.id);
      // y grows upwards in GEXF.
      const viz = drawn
        ? `${colour(drawn.fill)}<viz:size value="${drawn.radius * 2}"/>${at ? `<viz:position x="${at.x}" y="${-at.y}"/>` : ''}`
        : '';
      return `      <node id="${xmlText(node.id)}" label="${xmlText(node.name)}">${values(nodeRecord(node, view, at))}${viz}</node>`;
    }),
    '    </nodes>',
    '    <edges>',
    ...drawing.edges.map((edge) => {
      const drawn = sceneEdges.get(edge.id);
      return `      <edge id="${xmlText(edge.id)}" source="${xmlText(edge.source)}" target="${xmlText(edge.target)}" label="${xmlText(edge.symbol)}" weight="${edge.count}">${values(flowRecord(edge, view))}${drawn ? colour(drawn.colour) : ''}</edge>`;
    }),
    '    </edges>',
    '  </graph>',
    '</gexf>',
    '',
  ].join('\n');
}
