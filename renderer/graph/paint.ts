import { type Camera, type Size, toScreen } from './camera.ts';
import { arrowAt, type Curve, curveBetween, hullOf, pointOn } from './curve.ts';
import type { Palette } from './palette.ts';
import type { Pen } from './pen.ts';
import type { Scene, SceneEdge, SceneNode, Shape } from './scene.ts';
import type { Point } from './view.ts';

/** What the pointer and the selection do to a picture. */
export interface Marks {
  readonly chosen: ReadonlySet<string>;
  readonly hovered: string | null;
  /** The node or flow the keyboard is at. */
  readonly at: string | null;
  /** What touches nothing chosen steps back. */
  readonly recede: boolean;
}

export const noMarks: Marks = { chosen: new Set(), hovered: null, at: null, recede: false };

export interface Picture {
  readonly scene: Scene;
  readonly camera: Camera;
  readonly size: Size;
  readonly marks: Marks;
  readonly palette: Palette;
}

const receded = { node: 0.42, edge: 0.3 };
const fontSize = 10.5;
const smallestFont = 6;
/** Width of a letter against its height, on the wide side. */
const letter = 0.58;
const lineHeight = 1.2;

/** How strongly each node and edge stands out: all of it while nothing is chosen, else what touches it. */
export interface Presence {
  readonly node: (i: number) => number;
  readonly edge: (edge: SceneEdge) => number;
}

export function presenceOf(scene: Scene, marks: Marks): Presence {
  if (!marks.recede || marks.chosen.size === 0) return { node: () => 1, edge: () => 1 };
  const near = new Set<number>();
  for (const id of marks.chosen) {
    const i = scene.index.get(id);
    if (i !== undefined) near.add(i);
  }
  const whole = near.size;
  const touching = new Set<string>();
  const reached = new Set(near);
  for (const edge of scene.edges) {
    if (!near.has(edge.from) && !near.has(edge.to) && !marks.chosen.has(edge.id)) continue;
    touching.add(edge.id);
    reached.add(edge.from);
    reached.add(edge.to);
  }
  if (reached.size === 0 || whole === scene.nodes.length) return { node: () => 1, edge: () => 1 };
  return {
    node: (i) => (reached.has(i) ? 1 : receded.node),
    edge: (edge) => (touching.has(edge.id) ? 1 : receded.edge),
  };
}

/** Sizes on screen grow slower than the zoom, so that the picture stays readable from afar and near. */
export const sizeAt = (zoom: number): number => (zoom >= 1 ? Math.sqrt(zoom) : zoom ** 0.8);
const fontAt = (zoom: number): number =>
  fontSize * (zoom >= 1 ? Math.sqrt(zoom) : Math.max(0.86, zoom ** 0.35));

export const shapePoints = (shape: Shape, at: Point, r: number): Point[] => {
  if (shape === 'diamond') {
    const d = r * 1.2;
    return [
      { x: at.x, y: at.y - d },
      { x: at.x + d, y: at.y },
      { x: at.x, y: at.y + d },
      { x: at.x - d, y: at.y },
    ];
  }
  if (shape === 'square') {
    const d = r * 0.92;
    return [
      { x: at.x - d, y: at.y - d },
      { x: at.x + d, y: at.y - d },
      { x: at.x + d, y: at.y + d },
      { x: at.x - d, y: at.y + d },
    ];
  }
  return Array.from({ length: 6 }, (_, i) => ({
    x: at.x + r * 1.05 * Math.cos((i * Math.PI) / 3),
    y: at.y + r * 1.05 * Math.sin((i * Math.PI) / 3),
  }));
};

/** Flows are fainter the more of them there are, so that many never make one dark sheet. */
export const flowAlpha = (count: number): number =>
  Math.min(0.85, Math.max(0.12, 0.85 * (150 / Math.max(1, count)) ** 0.35));

interface Laid {
  readonly node: SceneNode;
  readonly at: Point;
  readonly r: number;
}

/** Everything, back to front. */
export function paint(pen: Pen, picture: Picture): void {
  const nodes = layNodes(picture);
  const presence = presenceOf(picture.scene, picture.marks);
  paintHulls(pen, picture, nodes);
  for (const edge of picture.scene.edges) paintEdge(pen, picture, nodes, edge, presence.edge(edge));
  nodes.forEach((laid, i) => {
    paintNode(pen, picture, laid, presence.node(i));
  });
  paintLabels(pen, picture, nodes, presence);
}

/** What lies over a picture whose nodes and flows another painter has drawn. */
export function paintOver(pen: Pen, picture: Picture): void {
  const nodes = layNodes(picture);
  const { marks, scene } = picture;
  const presence = presenceOf(scene, marks);
  for (const edge of scene.edges)
    if (marks.chosen.has(edge.id) || edge.id === marks.hovered) paintEdge(pen, picture, nodes, edge, 1);
  for (const id of [...marks.chosen, marks.at ?? '', marks.hovered ?? '']) {
    const i = scene.index.get(id);
    const laid = i === undefined ? undefined : nodes[i];
    if (laid) paintNode(pen, picture, laid, 1);
  }
  paintLabels(pen, picture, nodes, presence);
}

const layNodes = ({ scene, camera, size }: Picture): Laid[] => {
  const scale = sizeAt(camera.zoom);
  return scene.nodes.map((node) => ({ node, at: toScreen(node.at, camera, size), r: node.radius * scale }));
};

export function paintHulls(pen: Pen, { scene, palette, camera }: Picture, nodes: readonly Laid[]): void {
  for (const hull of scene.hulls) {
    const points = hull.members.flatMap((i) => {
      const laid = nodes[i];
      if (!laid) return [];
      const pad = laid.r + 16;
      return Array.from({ length: 12 }, (_, k) => ({
        x: laid.at.x + pad * Math.cos((k * Math.PI) / 6),
        y: laid.at.y + pad * Math.sin((k * Math.PI) / 6),
      }));
    });
    const outline = hullOf(points);
    pen.polygon(outline, {
      fill: palette.accentSoft,
      alpha: 0.55,
      rim: { colour: palette.accent, width: 1, dashed: true },
    });
    const top = Math.min(...outline.map((p) => p.y));
    const middle = outline.reduce((sum, p) => sum + p.x, 0) / Math.max(1, outline.length);
    pen.text({ x: middle, y: top - 9 }, hull.name, {
      size: fontAt(camera.zoom) + 1,
      colour: palette.accent,
      font: palette.font,
      bold: true,
      halo: palette.surface,
    });
  }
}

export const hullsOnly = (pen: Pen, picture: Picture): void => paintHulls(pen, picture, layNodes(picture));

const curveOf = (picture: Picture, nodes: readonly Laid[], edge: SceneEdge): Curve => {
  const a = nodes[edge.from]!;
  const b = nodes[edge.to]!;
  return curveBetween(a.at, b.at, a.r, b.r + 2, edge.bend * sizeAt(picture.camera.zoom));
};

/** Where each flow of a picture runs on screen. */
export function flowCurves(picture: Picture): { readonly edge: SceneEdge; readonly curve: Curve }[] {
  const nodes = layNodes(picture);
  return picture.scene.edges.map((edge) => ({ edge, curve: curveOf(picture, nodes, edge) }));
}

function paintEdge(
  pen: Pen,
  picture: Picture,
  nodes: readonly Laid[],
  edge: SceneEdge,
  presence: number,
): void {
  const { marks, palette, camera, size } = picture;
  const a = nodes[edge.from]!.at;
  const b = nodes[edge.to]!.at;
  const reach = 60;
  if (
    (a.x < -reach && b.x < -reach) ||
    (a.y < -reach && b.y < -reach) ||
    (a.x > size.width + reach && b.x > size.width + reach) ||
    (a.y > size.height + reach && b.y > size.height + reach)
  )
    return;
  const strong = marks.chosen.has(edge.id) || marks.hovered === edge.id;
  const colour = strong ? palette.accent : edge.colour;
  const width = Math.max(0.6, edge.width * sizeAt(camera.zoom)) + (strong ? 1 : 0) + (edge.onRoute ? 0.8 : 0);
  const curve = curveOf(picture, nodes, edge);
  const head = (5 + width * 1.5) * Math.min(1, sizeAt(camera.zoom) * 1.2);
  const length = Math.hypot(curve.to.x - curve.from.x, curve.to.y - curve.from.y);
  const alpha = presence * (strong || edge.onRoute ? 1 : flowAlpha(picture.scene.edges.length));
  const arrow = arrowAt(curve, Math.min(head, length * 0.6));
  const neck = { x: (arrow[1].x + arrow[2].x) / 2, y: (arrow[1].y + arrow[2].y) / 2 };
  pen.curve({ ...curve, to: neck }, { colour, width, alpha });
  pen.polygon(arrow, { fill: colour, alpha });
}

function paintNode(pen: Pen, picture: Picture, { node, at, r }: Laid, presence: number): void {
  const { palette, size, marks } = picture;
  if (at.x < -80 || at.y < -80 || at.x > size.width + 80 || at.y > size.height + 80) return;
  const chosen = marks.chosen.has(node.id);
  const shape = (radius: number, fill: string, colour: string, width: number, alpha: number) => {
    const options = { fill, alpha, rim: { colour, width, alpha } };
    if (node.shape === 'circle') pen.circle(at, radius, options);
    else pen.polygon(shapePoints(node.shape, at, radius), options);
  };
  if (chosen) shape(r + 5, palette.accentSoft, palette.accent, 2, 1);
  else if (marks.hovered === node.id) shape(r + 4, palette.surface, palette.accent, 1, 1);
  if (marks.at === node.id)
    pen.circle(at, r + 8, { fill: 'none', rim: { colour: palette.accent, width: 1, dashed: true } });
  // An opaque ground keeps lines beneath from shining through a receding node.
  if (presence < 1) shape(r, palette.surface, palette.surface, 1, 1);
  shape(r, node.fill, node.rim, node.rimWidth * Math.min(1, sizeAt(picture.camera.zoom)), presence);
  if (node.pinned) shape(r + 2.5, 'none', palette.ink2, 1.2, presence);
}

interface LabelBox {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Keeps labels apart: a later one that would cover an earlier is left out until there is room. */
class Room {
  private readonly cells = new Map<string, LabelBox[]>();

  take(box: LabelBox, whatever = false): boolean {
    const keys: string[] = [];
    for (let x = Math.floor(box.left / 90); x <= Math.floor(box.right / 90); x++)
      for (let y = Math.floor(box.top / 40); y <= Math.floor(box.bottom / 40); y++) keys.push(`${x}:${y}`);
    const hits = keys.some((key) =>
      this.cells
        .get(key)
        ?.some((b) => b.left < box.right && b.right > box.left && b.top < box.bottom && b.bottom > box.top),
    );
    if (hits && !whatever) return false;
    for (const key of keys) this.cells.set(key, [...(this.cells.get(key) ?? []), box]);
    return true;
  }
}

const mostLabels = 400;

function paintLabels(pen: Pen, picture: Picture, nodes: readonly Laid[], presence: Presence): void {
  const { scene, camera, size, marks, palette } = picture;
  const font = fontAt(camera.zoom);
  const room = new Room();
  const inView = (p: Point) => p.x > -60 && p.y > -40 && p.x < size.width + 60 && p.y < size.height + 40;
  const first = (id: string) =>
    Number(marks.hovered === id) * 4 + Number(marks.at === id) * 2 + Number(marks.chosen.has(id));
  const order = nodes
    .map((laid, i) => ({ ...laid, i, rank: first(laid.node.id) }))
    .filter(({ at }) => inView(at))
    .sort(
      (a, b) =>
        b.rank - a.rank ||
        presence.node(b.i) - presence.node(a.i) ||
        b.node.weight - a.node.weight ||
        a.i - b.i,
    );
  const many = order.length > 300;
  if (!many) {
    for (const { at, r } of order)
      room.take(
        { left: at.x - r * 0.5, top: at.y - r * 0.4, right: at.x + r * 0.5, bottom: at.y + r * 0.4 },
        true,
      );
  }
  let drawn = 0;
  for (const { node, at, r, i, rank } of order) {
    if (drawn >= mostLabels) break;
    if (rank === 0 && (font < smallestFont || (many && r < 3))) continue;
    const lines = rank > 0 || camera.zoom > 0.45 ? node.lines : node.lines.slice(0, 1);
    const wide = Math.max(...lines.map((l) => l.length)) * font * letter;
    const top = at.y + r + 3;
    const box = {
      left: at.x - wide / 2,
      right: at.x + wide / 2,
      top,
      bottom: top + lines.length * font * lineHeight,
    };
    let shown: readonly string[] = lines;
    if (!room.take(box, rank > 0)) {
      if (lines.length === 1 || !room.take({ ...box, bottom: top + font * lineHeight })) continue;
      shown = lines.slice(0, 1);
    }
    drawn++;
    shown.forEach((line, k) => {
      pen.text({ x: at.x, y: top + (k + 0.5) * font * lineHeight }, line, {
        size: font,
        colour: line.startsWith('▼')
          ? palette.alert
          : k === 0 || shown.length < 2
            ? palette.ink
            : palette.ink2,
        font: palette.font,
        bold: node.bold && k === 0,
        alpha: presence.node(i) < 1 ? 0.45 : 1,
        halo: palette.surface,
      });
    });
  }
  const small = font - 1;
  for (const edge of scene.edges) {
    const strong = marks.chosen.has(edge.id) || marks.hovered === edge.id;
    if (!strong && (!scene.labelEdges || presence.edge(edge) < 1 || small < 8)) continue;
    const curve = curveOf(picture, nodes, edge);
    const at = pointOn(curve, 0.5);
    if (!inView(at)) continue;
    const length = Math.hypot(curve.to.x - curve.from.x, curve.to.y - curve.from.y);
    const wide = edge.label.length * small * letter;
    if (!strong && wide > length - 6) continue;
    let turned = Math.atan2(curve.to.y - curve.from.y, curve.to.x - curve.from.x);
    if (turned > Math.PI / 2) turned -= Math.PI;
    if (turned < -Math.PI / 2) turned += Math.PI;
    const reachX = Math.abs(Math.cos(turned)) * (wide / 2) + small * 0.6;
    const reachY = Math.abs(Math.sin(turned)) * (wide / 2) + small * 0.6;
    const slim =
      Math.abs(turned) < 0.15 ||
      room.take(
        {
          left: at.x - reachX * 0.5,
          right: at.x + reachX * 0.5,
          top: at.y - reachY * 0.5,
          bottom: at.y + reachY * 0.5,
        },
        strong,
      );
    if (!slim) continue;
    if (
      Math.abs(turned) < 0.15 &&
      !room.take(
        { left: at.x - reachX, right: at.x + reachX, top: at.y - reachY, bottom: at.y + reachY },
        strong,
      )
    )
      continue;
    pen.text(at, edge.label, {
      size: small,
      colour: strong ? palette.ink : palette.ink2,
      font: palette.font,
      turned: strong && wide > length ? 0 : turned,
      plate: palette.surface,
    });
  }
}
