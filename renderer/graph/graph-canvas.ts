import { reducedMotion } from '../styles/theme.ts';
import { boxOf, type Camera, fitted, type Size, toScreen, toSheet, zoomedAt } from './camera.ts';
import { GlLayer } from './gl-layer.ts';
import { hitAt, nodesInside, nodeTowards, readingOrder } from './hit.ts';
import { hullsOnly, type Marks, noMarks, type Picture, paint, paintOver } from './paint.ts';
import type { Palette } from './palette.ts';
import { CanvasPen } from './pen.ts';
import { emptyScene, type Scene } from './scene.ts';
import type { Point } from './view.ts';

export interface CanvasEvents {
  /** A click: on a node or flow, or on the ground (null). */
  readonly onPick: (id: string | null, more: boolean) => void;
  readonly onOpen: (id: string) => void;
  /** Nodes were put somewhere else by hand. */
  readonly onMoved: (places: ReadonlyMap<string, Point>) => void;
  /** Nodes inside a drawn loop. */
  readonly onLasso: (ids: readonly string[], more: boolean) => void;
}

/** More nodes or flows than this are drawn by the graphics card. */
export const paintedUpTo = { nodes: 1200, edges: 2500 };
const moveMs = 170;
const stillMs = 90;
const dragStarts = 4;
/** Two frames that take longer than this are felt. */
const slowMs = 80;
/** Share of the page a picture is moved along before it is drawn anew. */
const carried = 0.3;

type Gesture =
  | { readonly kind: 'pan'; readonly start: Point; readonly camera: Camera; moved: boolean }
  | {
      readonly kind: 'drag';
      readonly start: Point;
      readonly ids: readonly string[];
      readonly from: readonly Point[];
      readonly picked: string;
      readonly more: boolean;
      moved: boolean;
    }
  | { readonly kind: 'lasso'; readonly loop: Point[]; readonly more: boolean }
  | { readonly kind: 'edge'; readonly id: string; readonly more: boolean };

/**
 * The picture of a graph and the pointer over it. The page tells it what to show; small scenes are
 * painted, large ones drawn by the graphics card with the labels painted over.
 */
export class GraphCanvas {
  private readonly host: HTMLElement;
  private readonly events: CanvasEvents;
  private readonly painted: HTMLCanvasElement;
  private readonly map: HTMLCanvasElement;
  private readonly under: HTMLCanvasElement;
  private gl: GlLayer | null = null;
  private glFailed = false;
  private loaded: { scene: Scene; marks: Marks } | null = null;
  private readonly observer: ResizeObserver;
  private readonly aborter = new AbortController();
  private scene: Scene = emptyScene;
  private shown: Scene = emptyScene;
  private motion: { from: Scene; began: number } | null = null;
  private palette: Palette;
  private marks: Marks = noMarks;
  private view: Camera = { x: 0, y: 0, zoom: 1 };
  private size: Size = { width: 1, height: 1 };
  private overlayAt: Camera | null = null;
  private gesture: Gesture | null = null;
  private hovered: string | null = null;
  private frame = 0;
  private still: ReturnType<typeof setTimeout> | undefined;
  private cost = 0;
  private wantsFit = false;
  /** All was shown, and nobody has looked elsewhere since: it stays so when the graph or the page changes. */
  private showsAll = false;

  constructor(host: HTMLElement, palette: Palette, events: CanvasEvents) {
    this.host = host;
    this.palette = palette;
    this.events = events;
    const layer = (name: string) => {
      const canvas = document.createElement('canvas');
      canvas.className = `graph-layer ${name}`;
      canvas.setAttribute('aria-hidden', 'true');
      host.append(canvas);
      return canvas;
    };
    this.under = layer('graph-layer-gl');
    this.painted = layer('graph-layer-painted');
    this.map = layer('graph-minimap');
    this.observer = new ResizeObserver(() => this.measure());
    this.observer.observe(host);
    this.measure();
    this.listen();
  }

  /** Draws a scene. Nodes that were there glide to their new places. */
  show(scene: Scene, palette: Palette): void {
    const glide =
      this.scene.nodes.length > 0 &&
      scene.nodes.length <= paintedUpTo.nodes &&
      !reducedMotion() &&
      !this.gesture;
    const moved =
      glide &&
      scene.nodes.some((node) => {
        const before = this.shown.nodes[this.shown.index.get(node.id) ?? -1];
        return before && (before.at.x !== node.at.x || before.at.y !== node.at.y);
      });
    this.motion = moved ? { from: this.shown, began: performance.now() } : null;
    this.scene = scene;
    if (!moved) this.shown = scene;
    this.palette = palette;
    if ((this.wantsFit || this.showsAll) && scene.nodes.length > 0) this.fit();
    this.redraw();
  }

  /** Puts what was dragged back where the scene has it. */
  restore(): void {
    this.shown = this.scene;
    this.redraw();
  }

  mark(marks: Omit<Marks, 'hovered'>): void {
    this.marks = { ...marks, hovered: this.hovered };
    this.redraw();
  }

  get camera(): Camera {
    return this.view;
  }

  look(camera: Camera): void {
    this.view = camera;
    this.showsAll = false;
    this.wantsFit = false;
    this.redraw();
  }

  /** Shows all of the scene, or of the next one if there is none yet. */
  fit(): void {
    if (this.scene.nodes.length === 0 || this.size.width <= 1) {
      this.wantsFit = true;
      return;
    }
    this.wantsFit = false;
    this.showsAll = true;
    this.view = fitted(this.scene, this.size);
    this.redraw();
  }

  /** Shows all of the next scene. */
  fitNext(): void {
    this.wantsFit = true;
  }

  zoom(factor: number): void {
    this.showsAll = false;
    this.view = zoomedAt(this.view, factor, { x: this.size.width / 2, y: this.size.height / 2 }, this.size);
    this.redraw();
  }

  /** Brings a node into sight without moving more than needed. */
  reveal(id: string): void {
    const node = this.scene.nodes[this.scene.index.get(id) ?? -1];
    if (!node) return;
    const at = toScreen(node.at, this.view, this.size);
    const edge = 48;
    const dx = at.x < edge ? at.x - edge : Math.max(0, at.x - this.size.width + edge);
    const dy = at.y < edge ? at.y - edge : Math.max(0, at.y - this.size.height + edge + 24);
    if (dx === 0 && dy === 0) return;
    this.look({ ...this.view, x: this.view.x + dx / this.view.zoom, y: this.view.y + dy / this.view.zoom });
  }

  get aspect(): number {
    return this.size.width / Math.max(1, this.size.height);
  }

  readingOrder(): string[] {
    return readingOrder(this.scene);
  }

  towards(id: string, direction: Point): string | null {
    return nodeTowards(this.scene, id, direction);
  }

  /** What is on screen at this moment, nodes under way included. */
  get onScreen(): Picture {
    return this.pictureNow();
  }

  /** What is on screen now, for exports. */
  picture(): Picture {
    return { scene: this.scene, camera: this.view, size: this.size, marks: noMarks, palette: this.palette };
  }

  close(): void {
    cancelAnimationFrame(this.frame);
    clearTimeout(this.still);
    this.aborter.abort();
    this.observer.disconnect();
    this.gl?.close();
    for (const canvas of [this.under, this.painted, this.map]) canvas.remove();
  }

  private measure(): void {
    const box = this.host.getBoundingClientRect();
    const next = { width: Math.max(1, Math.round(box.width)), height: Math.max(1, Math.round(box.height)) };
    if (next.width === this.size.width && next.height === this.size.height) return;
    this.size = next;
    if (this.wantsFit || this.showsAll) this.fit();
    this.redraw();
  }

  private redraw(): void {
    delete this.host.dataset.settled;
    if (this.frame === 0) this.frame = requestAnimationFrame((now) => this.draw(now));
  }

  private get large(): boolean {
    const { nodes, edges } = this.scene;
    if (nodes.length <= paintedUpTo.nodes && edges.length <= paintedUpTo.edges) return false;
    if (!this.gl && !this.glFailed) {
      this.gl = GlLayer.make(this.under);
      this.glFailed = this.gl === null;
    }
    return this.gl !== null;
  }

  private draw(now: number): void {
    this.frame = 0;
    let moving = false;
    if (this.motion) {
      const done = Math.min(1, (now - this.motion.began) / moveMs);
      this.shown = done >= 1 ? this.scene : between(this.motion.from, this.scene, 1 - (1 - done) ** 3);
      moving = done < 1;
      if (!moving) this.motion = null;
    }
    if (this.large) this.drawLarge();
    else this.drawPainted();
    this.drawMap();
    if (moving) this.redraw();
    else this.host.dataset.settled = 'true';
  }

  private pictureNow(): Picture {
    return {
      scene: this.shown,
      camera: this.view,
      size: this.size,
      marks: { ...this.marks, hovered: this.hovered },
      palette: this.palette,
    };
  }

  private penFor(canvas: HTMLCanvasElement, size: Size): CanvasRenderingContext2D | null {
    const ratio = window.devicePixelRatio || 1;
    const width = Math.round(size.width * ratio);
    const height = Math.round(size.height * ratio);
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
    }
    const context = canvas.getContext('2d');
    if (!context) return null;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, size.width, size.height);
    return context;
  }

  private drawPainted(): void {
    this.under.hidden = true;
    this.painted.style.transform = '';
    const context = this.penFor(this.painted, this.size);
    if (!context) return;
    paint(new CanvasPen(context), this.pictureNow());
    this.drawLoop(context);
  }

  /**
   * Panning moves the painted labels along; they are painted anew when the picture comes to rest.
   * Where a frame takes the graphics card long, the whole picture is moved along as far as it reaches.
   */
  private drawLarge(): void {
    const { gl } = this;
    if (!gl) return;
    this.under.hidden = false;
    const drawn = this.overlayAt;
    const panning = this.gesture?.kind === 'pan' && drawn !== null && drawn.zoom === this.view.zoom;
    const shift = panning
      ? { x: (drawn.x - this.view.x) * this.view.zoom, y: (drawn.y - this.view.y) * this.view.zoom }
      : { x: 0, y: 0 };
    const moved = `translate(${shift.x}px, ${shift.y}px)`;
    if (panning) {
      clearTimeout(this.still);
      this.still = setTimeout(() => {
        this.overlayAt = null;
        this.redraw();
      }, stillMs);
      this.painted.style.transform = moved;
      const reaches =
        Math.abs(shift.x) < this.size.width * carried && Math.abs(shift.y) < this.size.height * carried;
      if (this.slow && reaches) {
        this.under.style.transform = moved;
        return;
      }
    }
    const marks: Marks = { ...this.marks, hovered: null };
    if (
      !this.loaded ||
      this.loaded.scene !== this.shown ||
      this.loaded.marks.chosen !== marks.chosen ||
      this.loaded.marks.recede !== marks.recede
    ) {
      gl.load(this.shown, marks);
      this.loaded = { scene: this.shown, marks };
    }
    this.under.style.transform = '';
    gl.draw(this.view, this.size, window.devicePixelRatio || 1);
    this.timeFrame();
    if (panning && !this.slow) return;
    this.painted.style.transform = '';
    const context = this.penFor(this.painted, this.size);
    if (!context) return;
    const pen = new CanvasPen(context);
    const picture = this.pictureNow();
    if (picture.scene.hulls.length > 0) hullsOnly(pen, picture);
    paintOver(pen, picture);
    this.drawLoop(context);
    this.overlayAt = this.view;
  }

  /** How long the graphics card keeps the page from its next frames, smoothed. */
  private timeFrame(): void {
    const began = performance.now();
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        this.cost = this.cost * 0.5 + (performance.now() - began) * 0.5;
      }),
    );
  }

  private get slow(): boolean {
    return this.cost > slowMs;
  }

  private drawLoop(context: CanvasRenderingContext2D): void {
    if (this.gesture?.kind !== 'lasso') return;
    new CanvasPen(context).polygon(
      this.gesture.loop.map((p) => toScreen(p, this.view, this.size)),
      {
        fill: this.palette.accentSoft,
        alpha: 0.35,
        rim: { colour: this.palette.accent, width: 1.5, dashed: true },
      },
    );
  }

  private mapFrame(): { scale: number; left: number; top: number; size: Size } | null {
    const box = boxOf(this.shown);
    if (!box || this.shown.nodes.length < 3) return null;
    const corner = toSheet({ x: 0, y: 0 }, this.view, this.size);
    const other = toSheet({ x: this.size.width, y: this.size.height }, this.view, this.size);
    const all = corner.x <= box.left && corner.y <= box.top && other.x >= box.right && other.y >= box.bottom;
    if (all) return null;
    const size = { width: 150, height: 96 };
    const scale = Math.min(size.width / (box.right - box.left), size.height / (box.bottom - box.top));
    return {
      scale,
      left: (box.left + box.right) / 2 - size.width / 2 / scale,
      top: (box.top + box.bottom) / 2 - size.height / 2 / scale,
      size,
    };
  }

  /** Where one is, when part of the graph lies outside the picture. */
  private drawMap(): void {
    const frame = this.mapFrame();
    this.map.hidden = frame === null;
    if (!frame) return;
    const context = this.penFor(this.map, frame.size);
    if (!context) return;
    const { scale, left, top } = frame;
    context.fillStyle = this.palette.ink2;
    const dot = this.shown.nodes.length > 500 ? 1 : 2;
    for (const { at } of this.shown.nodes)
      context.fillRect((at.x - left) * scale - dot / 2, (at.y - top) * scale - dot / 2, dot, dot);
    const corner = toSheet({ x: 0, y: 0 }, this.view, this.size);
    context.strokeStyle = this.palette.accent;
    context.lineWidth = 1.5;
    context.strokeRect(
      (corner.x - left) * scale,
      (corner.y - top) * scale,
      (this.size.width / this.view.zoom) * scale,
      (this.size.height / this.view.zoom) * scale,
    );
  }

  private listen(): void {
    const { signal } = this.aborter;
    const { host } = this;
    host.addEventListener(
      'wheel',
      (event) => {
        event.preventDefault();
        const pixels = event.deltaY * (event.deltaMode === 1 ? 16 : 1);
        this.showsAll = false;
        this.view = zoomedAt(this.view, Math.exp(-pixels / 420), this.pointOf(event), this.size);
        this.redraw();
      },
      { signal, passive: false },
    );
    host.addEventListener('pointerdown', (event) => this.press(event), { signal });
    host.addEventListener('pointermove', (event) => this.move(event), { signal });
    host.addEventListener('pointerup', (event) => this.release(event), { signal });
    host.addEventListener('pointercancel', () => this.letGo(), { signal });
    host.addEventListener('pointerleave', () => this.hover(null), { signal });
    host.addEventListener(
      'dblclick',
      (event) => {
        const hit = hitAt(this.scene, toSheet(this.pointOf(event), this.view, this.size), this.view.zoom);
        if (hit?.kind === 'node') this.events.onOpen(hit.id);
      },
      { signal },
    );
    const jump = (event: PointerEvent) => {
      event.stopPropagation();
      const frame = this.mapFrame();
      if (!frame || (event.type === 'pointermove' && event.buttons !== 1)) return;
      this.look({
        ...this.view,
        x: frame.left + event.offsetX / frame.scale,
        y: frame.top + event.offsetY / frame.scale,
      });
    };
    this.under.addEventListener(
      'webglcontextlost',
      () => {
        // The graphics card was taken away; painting is slower and always there.
        this.gl = null;
        this.glFailed = true;
        this.redraw();
      },
      { signal },
    );
    this.map.addEventListener('pointerdown', jump, { signal });
    this.map.addEventListener('pointermove', jump, { signal });
  }

  private pointOf(event: MouseEvent): Point {
    const box = this.host.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  private press(event: PointerEvent): void {
    if (event.button !== 0) return;
    this.host.setPointerCapture(event.pointerId);
    const start = this.pointOf(event);
    const sheet = toSheet(start, this.view, this.size);
    const hit = hitAt(this.scene, sheet, this.view.zoom);
    const more = event.ctrlKey || event.metaKey || event.shiftKey;
    if (hit?.kind === 'node') {
      const ids = this.marks.chosen.has(hit.id)
        ? [...this.marks.chosen].filter((id) => this.scene.index.has(id))
        : [hit.id];
      const from = ids.map((id) => this.scene.nodes[this.scene.index.get(id) ?? -1]!.at);
      this.gesture = { kind: 'drag', start, ids, from, picked: hit.id, more, moved: false };
    } else if (event.shiftKey)
      this.gesture = { kind: 'lasso', loop: [sheet], more: event.ctrlKey || event.metaKey };
    else if (hit) this.gesture = { kind: 'edge', id: hit.id, more };
    else this.gesture = { kind: 'pan', start, camera: this.view, moved: false };
  }

  private move(event: PointerEvent): void {
    const at = this.pointOf(event);
    const { gesture } = this;
    if (!gesture) {
      const hit = hitAt(this.scene, toSheet(at, this.view, this.size), this.view.zoom);
      this.hover(hit?.id ?? null);
      return;
    }
    if (gesture.kind === 'lasso') {
      gesture.loop.push(toSheet(at, this.view, this.size));
      this.redraw();
      return;
    }
    if (gesture.kind === 'edge') return;
    const dx = at.x - gesture.start.x;
    const dy = at.y - gesture.start.y;
    if (!gesture.moved && Math.hypot(dx, dy) < dragStarts) return;
    gesture.moved = true;
    if (gesture.kind === 'pan') {
      const { camera } = gesture;
      this.showsAll = false;
      this.view = { ...camera, x: camera.x - dx / camera.zoom, y: camera.y - dy / camera.zoom };
    } else {
      this.showsAll = false;
      const places = this.dragged(gesture, at);
      this.shown = {
        ...this.scene,
        nodes: this.scene.nodes.map((n) => {
          const place = places.get(n.id);
          return place ? { ...n, at: place } : n;
        }),
      };
      this.motion = null;
    }
    this.redraw();
  }

  private dragged(gesture: Extract<Gesture, { kind: 'drag' }>, at: Point): Map<string, Point> {
    const dx = (at.x - gesture.start.x) / this.view.zoom;
    const dy = (at.y - gesture.start.y) / this.view.zoom;
    return new Map(
      gesture.ids.map((id, i) => {
        const from = gesture.from[i] ?? { x: 0, y: 0 };
        return [id, { x: from.x + dx, y: from.y + dy }];
      }),
    );
  }

  private release(event: PointerEvent): void {
    const { gesture } = this;
    this.letGo();
    if (!gesture) return;
    if (gesture.kind === 'lasso') this.events.onLasso(nodesInside(this.scene, gesture.loop), gesture.more);
    else if (gesture.kind === 'edge') this.events.onPick(gesture.id, gesture.more);
    else if (gesture.kind === 'pan') {
      if (!gesture.moved) this.events.onPick(null, false);
    } else if (gesture.moved) this.events.onMoved(this.dragged(gesture, this.pointOf(event)));
    else this.events.onPick(gesture.picked, gesture.more);
  }

  private letGo(): void {
    this.gesture = null;
    this.overlayAt = null;
    this.redraw();
  }

  private hover(id: string | null): void {
    if (id === this.hovered) return;
    this.hovered = id;
    this.host.style.cursor = id ? 'pointer' : '';
    this.redraw();
  }
}

/** Every node a share of the way from where it was; one that is new stands where it belongs. */
function between(from: Scene, to: Scene, share: number): Scene {
  return {
    ...to,
    nodes: to.nodes.map((node) => {
      const before = from.nodes[from.index.get(node.id) ?? -1];
      if (!before) return node;
      return {
        ...node,
        at: {
          x: before.at.x + (node.at.x - before.at.x) * share,
          y: before.at.y + (node.at.y - before.at.y) * share,
        },
      };
    }),
  };
}
