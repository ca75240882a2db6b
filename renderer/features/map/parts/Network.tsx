import { useEffect, useMemo, useRef } from 'react';
import type { WhaleMap } from '#contract/replay.ts';
import { pngOfScreen } from '../../../graph/export/picture.ts';
import { FlowMotion } from '../../../graph/flow-motion.ts';
import { GraphCanvas } from '../../../graph/graph-canvas.ts';
import { usePalette } from '../../../graph/use-palette.ts';
import { countOf } from '../../../ui/format.ts';
import { useCommands } from '../../../workspace/commands.ts';
import { type PictureSource, useOfferedPicture } from '../../../workspace/picture-source.ts';
import { useReplay } from '../../../workspace/replay.ts';
import { type Selection, splitNodeId } from '../../../workspace/selection.ts';
import { openInGraph, select, useWorkspace } from '../../../workspace/store.ts';
import { mapScene } from '../map-scene.ts';
import { useMap } from '../store.ts';

/** What a click on the map selects. */
function selectionOf(id: string | null, map: WhaleMap): Selection | null {
  if (id === null) return null;
  const flow = map.flows.find((one) => one.id === id);
  if (!flow) return { kind: 'address', ...splitNodeId(id) };
  const { chain, address } = splitNodeId(flow.source);
  return {
    kind: 'edge',
    chain,
    from: address,
    to: splitNodeId(flow.target).address,
    asset: flow.asset,
  };
}

const idOf = (selection: Selection | null, map: WhaleMap): string | null => {
  if (selection?.kind === 'address') return `${selection.chain}:${selection.address}`;
  if (selection?.kind !== 'edge') return null;
  const source = `${selection.chain}:${selection.from}`;
  return (
    map.flows.find(
      (one) =>
        one.source === source && one.asset === selection.asset && one.target.endsWith(`:${selection.to}`),
    )?.id ?? null
  );
};

/** Holders as bubbles in the order of their size, flows between them, moving where they are shown to. */
export function Network({ map }: { readonly map: WhaleMap }) {
  const element = useRef<HTMLDivElement>(null);
  const canvas = useRef<GraphCanvas | null>(null);
  const motion = useRef<FlowMotion | null>(null);
  const palette = usePalette();
  const latest = useRef(map);
  latest.current = map;
  const shownFrame = useReplay((s) => s.frame);
  const playing = useReplay((s) => s.playing);
  const recording = useReplay((s) => s.recording);
  const moving = useMap((s) => s.motion);
  const selection = useWorkspace((s) => s.selection);
  const movedNow = useMemo(
    () => new Set((shownFrame?.flows ?? []).map((f) => `${f.source}>${f.target}>${f.asset}`)),
    [shownFrame],
  );
  const { scene, legend } = useMemo(() => mapScene(map, movedNow, palette), [map, movedNow, palette]);

  const started = useRef(palette);
  useEffect(() => {
    if (!element.current) return;
    const made = new GraphCanvas(element.current, started.current, {
      onPick: (id) => select(selectionOf(id, latest.current)),
      onOpen: (id) => openInGraph({ kind: 'address', ...splitNodeId(id) }),
      // Places say who is how large; nobody moves them.
      onMoved: () => canvas.current?.restore(),
      onLasso: () => undefined,
    });
    canvas.current = made;
    motion.current = new FlowMotion(element.current, () => made.onScreen);
    made.fitNext();
    return () => {
      motion.current?.close();
      motion.current = null;
      canvas.current = null;
      made.close();
    };
  }, []);
  useEffect(() => canvas.current?.show(scene, palette), [scene, palette]);
  useEffect(() => {
    const id = idOf(selection, map);
    canvas.current?.mark({ chosen: new Set(id === null ? [] : [id]), at: null, recede: id !== null });
  }, [selection, map]);
  useEffect(() => {
    // While history plays only what moves in the frame runs; at rest all flows show their direction.
    motion.current?.run(!moving || recording ? new Set() : playing ? movedNow : null);
  }, [moving, playing, recording, movedNow]);
  useOfferedPicture(
    useMemo(
      (): PictureSource => ({
        name: 'map',
        take: async (caption) => {
          if (!canvas.current) throw new Error('The map is not drawn.');
          return pngOfScreen(canvas.current.picture(), caption);
        },
      }),
      [],
    ),
  );
  useCommands(
    useMemo(
      () => [
        {
          id: 'map-fit',
          title: 'Fit the map into the page',
          group: 'Map',
          keys: ['0'],
          run: () => canvas.current?.fit(),
        },
        {
          id: 'map-zoom-in',
          title: 'Zoom in',
          group: 'Map',
          keys: ['+', '='],
          run: () => canvas.current?.zoom(1.25),
        },
        {
          id: 'map-zoom-out',
          title: 'Zoom out',
          group: 'Map',
          keys: ['-'],
          run: () => canvas.current?.zoom(0.8),
        },
      ],
      [],
    ),
  );
  return (
    <div className="map-network">
      <div
        ref={element}
        className="graph-canvas map-canvas"
        role="img"
        aria-label={`${countOf(map.holders.length, 'holder')}, the largest in the middle, and ${countOf(map.flows.length, 'flow')}. The table beside the map holds the same.`}
      />
      <ul className="map-legend">
        {legend.map(({ colour, text, line }) => (
          <li key={text}>
            <i
              className={line ? 'map-swatch map-swatch-line' : 'map-swatch'}
              style={{ background: colour }}
              aria-hidden="true"
            />
            {text}
          </li>
        ))}
      </ul>
    </div>
  );
}
