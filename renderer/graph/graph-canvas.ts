import cytoscape, { type Core, type ElementDefinition } from 'cytoscape';
import fcose from 'cytoscape-fcose';
import { onThemeChange, reducedMotion } from '../styles/theme.ts';
import { edgeLabel, edgeWidth, nodeLabel, nodeSize, stylesheet } from './appearance.ts';
import { flowPositions } from './flow-layout.ts';
import type { Drawing } from './model.ts';

cytoscape.use(fcose);

export type LayoutName = 'flow' | 'force' | 'rings' | 'grid';

export interface CanvasEvents {
  readonly onNode: (id: string) => void;
  readonly onEdge: (id: string) => void;
  readonly onGround: () => void;
  readonly onExpand: (id: string) => void;
}

export interface Scene {
  readonly drawing: Drawing;
  readonly centre: string | null;
  readonly pinned: readonly string[];
  readonly layout: LayoutName;
}

const labelledUpTo = 48;
const padding = 40;
const largest = 1.25;

/** The one Cytoscape instance of a page. It lives here; the page tells it what to show. */
export class GraphCanvas {
  private readonly cy: Core;
  private readonly stopThemes: () => void;
  private readonly observer: ResizeObserver;
  private layout: LayoutName | null = null;
  private centre: string | null = null;

  constructor(element: HTMLElement, events: CanvasEvents) {
    this.cy = cytoscape({
      container: element,
      style: stylesheet(),
      minZoom: 0.08,
      maxZoom: 3,
      boxSelectionEnabled: false,
      autounselectify: true,
    });
    this.cy.on('tap', 'node', (event) => events.onNode(String(event.target.id())));
    this.cy.on('tap', 'edge', (event) => events.onEdge(String(event.target.id())));
    this.cy.on('tap', (event) => {
      if (event.target === this.cy) events.onGround();
    });
    this.cy.on('dbltap', 'node', (event) => events.onExpand(String(event.target.id())));
    this.cy.on('mouseover', 'edge', (event) => void event.target.addClass('hovered'));
    this.cy.on('mouseout', 'edge', (event) => void event.target.removeClass('hovered'));
    this.stopThemes = onThemeChange(() => void this.cy.style(stylesheet()));
    this.observer = new ResizeObserver(() => {
      this.cy.resize();
    });
    this.observer.observe(element);
  }

  /** Draws a scene; what was there keeps its place, and only a changed set of elements is laid out. */
  show(scene: Scene): void {
    const elements = elementsOf(scene);
    const wanted = new Set(elements.map((e) => String(e.data.id)));
    let changed = this.layout !== scene.layout || this.centre !== scene.centre;
    const fresh = this.centre !== scene.centre;
    this.cy.batch(() => {
      this.cy.elements().forEach((element) => {
        if (!wanted.has(element.id())) {
          changed = true;
          element.remove();
        }
      });
      for (const definition of elements) {
        const known = this.cy.getElementById(String(definition.data.id));
        if (known.nonempty()) known.data(definition.data);
        else {
          changed = true;
          this.cy.add(definition);
        }
      }
      const pinned = new Set(scene.pinned);
      this.cy.nodes().forEach((node) => {
        if (pinned.has(node.id())) node.lock();
        else node.unlock();
      });
    });
    this.layout = scene.layout;
    this.centre = scene.centre;
    if (changed) this.arrange(scene, fresh);
  }

  private arrange(scene: Scene, fresh: boolean): void {
    const animate = !fresh && !reducedMotion();
    const common = {
      animate,
      animationDuration: 180,
      fit: !animate,
      padding,
      stop: () => this.settle(animate),
    };
    const places = flowPositions(
      scene.drawing,
      scene.centre,
      this.cy.width() / Math.max(1, this.cy.height()),
    );
    const placeOf = (id: string) => places.get(id) ?? { x: 0, y: 0 };
    if (scene.layout === 'flow') {
      this.cy
        .layout({
          name: 'preset',
          positions: (node: string | { id(): string }) =>
            placeOf(typeof node === 'string' ? node : node.id()),
          ...common,
        })
        .run();
    } else if (scene.layout === 'force') {
      this.cy.nodes().forEach((node) => {
        if (fresh || (node.position('x') === 0 && node.position('y') === 0))
          node.position({ ...placeOf(node.id()) });
      });
      // Starting from known places, without random ones, the same view settles the same way.
      const force = {
        name: 'fcose',
        quality: 'proof',
        randomize: false,
        nodeSeparation: 130,
        idealEdgeLength: 150,
        ...common,
      };
      this.cy.layout(force).run();
    } else if (scene.layout === 'rings') {
      this.cy
        .layout({
          name: 'concentric',
          concentric: (node: { id(): string; degree(): number }) =>
            node.id() === scene.centre ? 1e6 : node.degree(),
          levelWidth: () => 2,
          minNodeSpacing: 46,
          ...common,
        } as cytoscape.ConcentricLayoutOptions)
        .run();
    } else {
      this.cy.layout({ name: 'grid', avoidOverlapPadding: 60, condense: true, ...common }).run();
    }
  }

  /** Shows all of it, but never so large that two addresses fill the page. */
  private settle(animated: boolean): void {
    if (animated)
      this.cy.animate(
        { fit: { eles: this.cy.elements(), padding } },
        { duration: 120, complete: () => this.capZoom() },
      );
    else this.capZoom();
  }

  private capZoom(): void {
    if (this.cy.zoom() <= largest) return;
    this.cy.zoom(largest);
    this.cy.center();
  }

  /** Marks what the inspector shows and lets everything not touching it recede. */
  choose(id: string | null): void {
    this.cy.batch(() => {
      this.cy.elements().removeClass('chosen receded');
      const chosen = id === null ? this.cy.collection() : this.cy.getElementById(id);
      if (chosen.empty()) return;
      chosen.addClass('chosen');
      const near = chosen.union(chosen.nodes().neighborhood()).union(chosen.edges().connectedNodes());
      if (chosen.id() === this.centre) return;
      this.cy.elements().not(near).addClass('receded');
    });
  }

  fit(): void {
    this.cy.fit(undefined, padding);
    this.capZoom();
  }

  /** The nodes as they lie on the page, left to right and top to bottom: the order `j` and `k` follow. */
  readingOrder(): string[] {
    return this.cy
      .nodes()
      .sort((a, b) => a.position('x') - b.position('x') || a.position('y') - b.position('y'))
      .map((node) => node.id());
  }

  close(): void {
    this.stopThemes();
    this.observer.disconnect();
    this.cy.destroy();
  }
}

/** What Cytoscape is given: identity, sizes and labels, nothing it would have to look up. */
export function elementsOf(scene: Scene): ElementDefinition[] {
  const { drawing, centre } = scene;
  const pinned = new Set(scene.pinned);
  const labelled = drawing.edges.length <= labelledUpTo;
  return [
    ...drawing.nodes.map((node) => ({
      group: 'nodes' as const,
      data: {
        id: node.id,
        label: nodeLabel(node),
        size: nodeSize(node.transfers),
        tagged: node.tags.length > 0,
        alerted: node.alerts > 0,
        centre: node.id === centre,
        pinned: pinned.has(node.id),
      },
    })),
    ...drawing.edges.map((edge) => ({
      group: 'edges' as const,
      data: {
        id: edge.id,
        source: edge.source,
        target: edge.target,
        label: edgeLabel(edge),
        width: edgeWidth(edge.count),
        labelled,
        flow: edge.target === centre ? 'in' : edge.source === centre ? 'out' : '',
      },
    })),
  ];
}
