import { useEffect, useMemo, useRef } from 'react';
import { coloursOf } from '../../graph/colouring.ts';
import { drawingOf } from '../../graph/drawing.ts';
import { pngOfScreen } from '../../graph/export/picture.ts';
import type { GraphCanvas } from '../../graph/graph-canvas.ts';
import { sceneOf } from '../../graph/scene.ts';
import { type Point, placed } from '../../graph/view.ts';
import { EmptyState, ErrorState } from '../../ui/states.tsx';
import { messageOf } from '../../workspace/messages.ts';
import { type PictureSource, useOfferedPicture } from '../../workspace/picture-source.ts';
import { useHeldFrames } from '../../workspace/replay.ts';
import { sameSelection } from '../../workspace/selection.ts';
import { select, useWorkspace } from '../../workspace/store.ts';
import { useAsOf, useKnownSpan } from '../../workspace/use-known-span.ts';
import { seedKey, showTrace, startFrom } from './actions.ts';
import { drawnOf, selectionOf } from './chosen.ts';
import { useDrawn } from './drawn.ts';
import './graph.css';
import { usePalette } from '../../graph/use-palette.ts';
import { firstPlaces, useArranging } from './arrange.ts';
import { Canvas } from './parts/Canvas.tsx';
import { Dialogs } from './parts/Dialogs.tsx';
import { GraphFooter } from './parts/GraphFooter.tsx';
import { GraphToolbar } from './parts/GraphToolbar.tsx';
import { Legend } from './parts/Legend.tsx';
import { Panel } from './parts/Panel.tsx';
import { StartHere } from './parts/StartHere.tsx';
import { useGraphKeys } from './parts/use-graph-keys.ts';
import { acting, pick, pickAll, startGraph, useGraph } from './store.ts';
import { useFacts } from './use-facts.ts';

/** A graph that grows only where asked: what is drawn, beside it what it adds up to, below it the same as a table. */
export function GraphPage() {
  const seed = useWorkspace((s) => s.graphSeed);
  const frame = useKnownSpan();
  const known = useAsOf();
  const revision = useWorkspace((s) => s.revision);
  const caseId = useWorkspace((s) => s.caseSummary?.id ?? '');
  const trace = useWorkspace((s) => s.graphColouring);
  const selection = useWorkspace((s) => s.selection);
  const view = useGraph((s) => s.view);
  const at = useGraph((s) => s.at);
  const picked = useGraph((s) => s.picked);
  const busy = useGraph((s) => s.busy);
  const canvas = useRef<GraphCanvas | null>(null);
  const palette = usePalette();

  // Nothing arranged in one case means anything in another.
  useEffect(() => {
    if (useGraph.getState().caseId !== caseId) useGraph.setState({ ...startGraph, caseId });
  }, [caseId]);

  const wanted = seedKey(seed, caseId);
  useEffect(() => {
    if (seed && wanted !== null && useGraph.getState().startedFrom !== wanted) void startFrom(seed, wanted);
  }, [seed, wanted]);

  // Another page's trace is shown once the subject it came with is there.
  const startedFrom = useGraph((s) => s.startedFrom);
  const shownTrace = useGraph((s) => s.shownTrace);
  useEffect(() => {
    if (!trace || trace === shownTrace || busy !== null || (wanted !== null && startedFrom !== wanted))
      return;
    useGraph.setState({ shownTrace: trace });
    showTrace(trace);
  }, [trace, shownTrace, busy, wanted, startedFrom]);

  const answer = useFacts(view, frame, known, revision);
  const { facts, complete } = answer;
  useHeldFrames(!complete && !answer.error);
  useOfferedPicture(
    useMemo(
      (): PictureSource => ({
        name: 'graph',
        take: async (caption) => {
          if (!canvas.current) throw new Error('The graph is not drawn.');
          return pngOfScreen(canvas.current.picture(), caption);
        },
      }),
      [],
    ),
  );
  const whole = useMemo(() => drawingOf(view, facts), [view, facts]);
  const seeds = useMemo(() => {
    const first = view.seeds[0];
    const own = first === undefined ? [] : [first];
    return new Set(own.map((id) => view.groups.find((g) => g.folded && g.members.includes(id))?.id ?? id));
  }, [view.seeds, view.groups]);

  // A node without a place is given one as soon as its flows are known; nothing else moves.
  const aspect = canvas.current?.aspect ?? 1.6;
  useEffect(() => {
    if (!complete) return;
    const missing = firstPlaces(whole, view, [...seeds], canvas.current?.aspect ?? aspect);
    if (missing.size === 0) return;
    const wasEmpty = !whole.nodes.some((n) => view.places[n.id]);
    useGraph.setState((s) => ({
      view: placed(s.view, missing),
      ...(wasEmpty && s.lookAt === null ? { lookAt: 'all' as const } : {}),
    }));
  }, [complete, whole, view, seeds, aspect]);

  const places = useMemo(() => new Map<string, Point>(Object.entries(view.places)), [view.places]);
  const drawing = useMemo(
    () => ({
      ...whole,
      // Nobody has heard of an address that no row has named yet.
      nodes: whole.nodes.filter((n) => places.has(n.id) && (known.asOf === null || n.transfers !== 0)),
      edges: whole.edges.filter((e) => places.has(e.source) && places.has(e.target)),
    }),
    [whole, places, known.asOf],
  );
  const focus = useMemo(() => {
    const one = picked.length === 0 && at !== null && drawing.nodes.some((n) => n.id === at) ? [at] : [];
    return new Set(picked.length > 0 ? picked : one.length > 0 ? one : seeds);
  }, [picked, at, drawing, seeds]);
  const colours = useMemo(
    () =>
      coloursOf(
        view.style.colour,
        { drawing, seeds, focus, communities: answer.communities, trace },
        palette,
      ),
    [view.style.colour, drawing, seeds, focus, answer.communities, trace, palette],
  );
  const scene = useMemo(
    () =>
      sceneOf({
        drawing,
        view,
        places,
        colours,
        palette,
        seeds,
        edgeNotes: view.style.colour === 'trace' ? (trace?.edges ?? {}) : {},
      }),
    [drawing, view, places, colours, palette, seeds, trace],
  );
  useEffect(() => {
    useDrawn.setState({ drawing, places, legend: colours.legend });
  }, [drawing, places, colours]);
  useArranging(canvas);

  // One selection in the whole window: what is chosen here is inspected, what is selected elsewhere is marked here.
  const shown = useRef<ReturnType<typeof selectionOf>>(null);
  useEffect(() => {
    const chosen = acting({ picked, at });
    const next = selectionOf(drawing, chosen);
    if (next === null || sameSelection(next, shown.current)) return;
    shown.current = next;
    if (!sameSelection(next, useWorkspace.getState().selection)) select(next);
  }, [picked, at, drawing]);
  useEffect(() => {
    if (sameSelection(selection, shown.current)) return;
    if (selection === null) {
      shown.current = null;
      pick(null);
      return;
    }
    const id = drawnOf(drawing, selection);
    if (id === null) return;
    shown.current = selection;
    pick(id);
  }, [selection, drawing]);

  // What is no longer drawn cannot stay chosen.
  useEffect(() => {
    if (!complete || drawing.nodes.length === 0 || drawing.nodes.length < whole.nodes.length) return;
    const drawn = new Set([...drawing.nodes.map((n) => n.id), ...drawing.edges.map((e) => e.id)]);
    const left = picked.filter((id) => drawn.has(id));
    const gone = at !== null && !drawn.has(at);
    if (!gone && left.length === picked.length) return;
    // Of an address cut by time its pieces are chosen instead, and the other way round.
    const lost = new Set([...picked, at ?? ''].filter((id) => !drawn.has(id)).map((id) => id.split('@')[0]));
    const heirs = drawing.nodes.filter((n) => n.kind !== 'group' && lost.has(n.members[0])).map((n) => n.id);
    if (heirs.length > 0) {
      pickAll([...left, ...heirs]);
      return;
    }
    useGraph.setState({ at: gone ? null : at, picked: left });
    if (left.length === 0 && useWorkspace.getState().selection?.kind === 'drawn') select(null);
  }, [complete, drawing, whole, at, picked]);

  useGraphKeys(canvas);

  if (!seed && view.seeds.length === 0 && view.expansions.length === 0)
    return (
      <>
        <StartHere />
        <Dialogs canvas={canvas} />
      </>
    );
  return (
    <div className="graph-page">
      <GraphToolbar canvas={canvas} />
      <div className="graph-area">
        <Canvas canvas={canvas} scene={scene} palette={palette} />
        <Legend
          legend={colours.legend}
          title={view.style.colour === 'trace' ? (trace?.title ?? null) : null}
        />
        {answer.error ? (
          <div className="graph-over">
            <ErrorState message={messageOf(answer.error)} onRetry={answer.retry} />
          </div>
        ) : drawing.nodes.length === 0 && complete && busy === null ? (
          <div className="graph-over">
            <EmptyState title="Nothing is shown" compact>
              {view.hidden.length > 0
                ? 'All addresses are hidden.'
                : known.asOf !== null && whole.nodes.length > 0
                  ? 'No row names the addresses of this graph yet.'
                  : 'Add an address to begin.'}
            </EmptyState>
          </div>
        ) : null}
      </div>
      <Panel answer={answer} canvas={canvas} />
      <GraphFooter answer={answer} />
      <Dialogs canvas={canvas} />
    </div>
  );
}
