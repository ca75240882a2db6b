import { create } from 'zustand';
import type { LegendEntry } from '../../graph/colouring.ts';
import { type Drawing, emptyDrawing } from '../../graph/drawing.ts';
import type { Point } from '../../graph/view.ts';

/**
 * What the page draws now, worked out from the view and the answers of the engine: for the
 * inspectors, which stand beside the page.
 */
export interface Drawn {
  readonly drawing: Drawing;
  readonly places: ReadonlyMap<string, Point>;
  readonly legend: readonly LegendEntry[];
}

export const useDrawn = create<Drawn>(() => ({ drawing: emptyDrawing, places: new Map(), legend: [] }));
