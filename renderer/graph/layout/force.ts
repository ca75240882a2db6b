import cytoscape, { type LayoutOptions } from 'cytoscape';
import fcose from 'cytoscape-fcose';
import type { Point } from '../view.ts';
import { circlePlaces } from './circle.ts';
import type { LayoutInput } from './layout-input.ts';

cytoscape.use(fcose);

/** fcose takes seconds beyond this many nodes; larger drawings go to {@link settleForces}. */
export const fcoseUpTo = 400;

/**
 * fcose draws from `Math.random`. While it runs, which is in one go, the numbers come from a fixed
 * seed (Lehmer's generator), so that the same drawing always settles the same way.
 */
function withSeed<T>(work: () => T): T {
  const drawn = Math.random;
  let state = 20_240_501;
  Math.random = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  try {
    return work();
  } finally {
    Math.random = drawn;
  }
}

/**
 * Force-directed places by fcose (Balci and Dogrusoz 2022). Fixed nodes do not move; members of an
 * open group stay together.
 */
export function fcosePlaces(input: LayoutInput): Map<string, Point> {
  const { drawing, places, fixed } = input;
  if (drawing.edges.length === 0) return circlePlaces(input);
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
      randomize: true,
      animate: false,
      fit: false,
      nodeSeparation: 120,
      idealEdgeLength: 130,
      nodeRepulsion: 9000,
      packComponents: false,
      ...(held.length > 0 ? { fixedNodeConstraint: held } : {}),
    };
    withSeed(() => cy.layout(options as LayoutOptions).run());
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
