import cytoscape, { type LayoutOptions } from 'cytoscape';
import fcose from 'cytoscape-fcose';
import type { Point } from '../view.ts';
import { circlePlaces } from './circle.ts';
import { flowPlaces } from './flow.ts';
import type { LayoutInput } from './layout-input.ts';

cytoscape.use(fcose);

/** fcose takes seconds beyond this many nodes; larger drawings go to {@link settleForces}. */
export const fcoseUpTo = 600;

/**
 * Force-directed places by fcose (Balci and Dogrusoz 2022), without a random start: from where the
 * nodes are now, or from the flow layout, so that the same drawing always settles the same way.
 * Fixed nodes do not move; members of an open group stay together.
 */
export function fcosePlaces(input: LayoutInput): Map<string, Point> {
  const { drawing, places, fixed } = input;
  const start = drawing.edges.length > 0 ? flowPlaces(input) : circlePlaces(input);
  const open = drawing.groups.filter((g) => !g.folded);
  const cy = cytoscape({
    headless: true,
    styleEnabled: true,
    style: [{ selector: 'node', style: { width: 46, height: 46 } }],
    elements: [
      ...open.map((g) => ({ group: 'nodes' as const, data: { id: g.id } })),
      ...drawing.nodes.map((n) => ({
        group: 'nodes' as const,
        data: { id: n.id, ...(n.group ? { parent: n.group } : {}) },
        position: { ...(places.get(n.id) ?? start.get(n.id) ?? { x: 0, y: 0 }) },
      })),
      ...drawing.edges
        .filter((e) => e.source !== e.target)
        .map((e) => ({ group: 'edges' as const, data: { id: e.id, source: e.source, target: e.target } })),
    ],
  });
  try {
    const held = [...fixed].flatMap((nodeId) => {
      const position = places.get(nodeId);
      return position && cy.getElementById(nodeId).nonempty() ? [{ nodeId, position }] : [];
    });
    const options = {
      name: 'fcose',
      quality: 'proof',
      randomize: false,
      animate: false,
      fit: false,
      nodeSeparation: 120,
      idealEdgeLength: 130,
      nodeRepulsion: 9000,
      packComponents: false,
      ...(held.length > 0 ? { fixedNodeConstraint: held } : {}),
    };
    cy.layout(options as LayoutOptions).run();
    return new Map(
      drawing.nodes.map((n) => {
        const { x, y } = cy.getElementById(n.id).position();
        return [n.id, fixed.has(n.id) ? (places.get(n.id) ?? { x, y }) : { x, y }];
      }),
    );
  } finally {
    cy.destroy();
  }
}
