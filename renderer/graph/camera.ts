import type { Scene } from './scene.ts';
import type { Point } from './view.ts';

/** Which part of the sheet is seen: the point in the middle of the picture, and pixels for each unit. */
export interface Camera {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export const smallestZoom = 0.005;
export const largestZoom = 4;
const largestFit = 1.25;
/** The legend lies over the lower edge. */
const legendRoom = 26;

export const toScreen = (p: Point, camera: Camera, size: Size): Point => ({
  x: (p.x - camera.x) * camera.zoom + size.width / 2,
  y: (p.y - camera.y) * camera.zoom + size.height / 2,
});

export const toSheet = (p: Point, camera: Camera, size: Size): Point => ({
  x: (p.x - size.width / 2) / camera.zoom + camera.x,
  y: (p.y - size.height / 2) / camera.zoom + camera.y,
});

/** Zooms so that the point under the pointer stays under it. */
export function zoomedAt(camera: Camera, factor: number, at: Point, size: Size): Camera {
  const zoom = Math.min(largestZoom, Math.max(smallestZoom, camera.zoom * factor));
  const fixed = toSheet(at, camera, size);
  return {
    x: fixed.x - (at.x - size.width / 2) / zoom,
    y: fixed.y - (at.y - size.height / 2) / zoom,
    zoom,
  };
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The part of the sheet the nodes take, with room for their labels. null without nodes. */
export function boxOf(scene: Scene): Box | null {
  let left = Infinity;
  let top = Infinity;
  let right = -Infinity;
  let bottom = -Infinity;
  for (const { at, radius, lines } of scene.nodes) {
    const half = Math.max(radius + 4, Math.max(0, ...lines.map((line) => line.length)) * 3.2);
    left = Math.min(left, at.x - half);
    right = Math.max(right, at.x + half);
    top = Math.min(top, at.y - radius - 8);
    bottom = Math.max(bottom, at.y + radius + 6 + lines.length * 13);
  }
  return scene.nodes.length === 0 ? null : { left, top, right, bottom };
}

/** Shows all of it, but never so large that two addresses fill the page. */
export function fitted(scene: Scene, size: Size, padding = 20): Camera {
  const box = boxOf(scene);
  if (!box) return { x: 0, y: 0, zoom: 1 };
  const zoom = Math.min(
    largestFit,
    Math.max(
      smallestZoom,
      Math.min(
        (size.width - 2 * padding) / Math.max(1, box.right - box.left),
        (size.height - 2 * padding - legendRoom) / Math.max(1, box.bottom - box.top),
      ),
    ),
  );
  return { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 + legendRoom / 2 / zoom, zoom };
}
