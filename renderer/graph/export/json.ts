import { type ExportInput, flowRecord, nodeRecord } from './records.ts';

/** Everything drawn with its groups, notes and the flows between two addresses behind each line. */
export const jsonText = ({ drawing, view, places }: ExportInput): string =>
  `${JSON.stringify(
    {
      nodes: drawing.nodes.map((node) => ({
        id: node.id,
        ...nodeRecord(node, view, places.get(node.id)),
        tags: node.tags,
      })),
      flows: drawing.edges.map((edge) => ({
        id: edge.id,
        source: edge.source,
        target: edge.target,
        ...flowRecord(edge, view),
        parts: edge.parts,
      })),
      groups: drawing.groups,
      filter: view.filter,
      filteredOut: drawing.filteredOut,
    },
    null,
    2,
  )}\n`;
