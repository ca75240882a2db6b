import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { programPaths } from '../program-paths.ts';
import type { Bench, BenchContext, BenchResult } from './define.ts';

const run = promisify(execFile);

const NODES = 10_000;
const EDGES = 25_000;
const ROUNDS = 3;

interface Measured {
  readonly firstMs: number;
  /** Frames a second while the ground is dragged, and while the wheel zooms. */
  readonly fps: number;
  readonly zoomFps: number;
  readonly p95Ms: number;
}

const CARRIED =
  'Dragged frames: where the graphics card is slow, Spyhop moves the last picture along for up to 30 % of the page ' +
  'before it draws anew; the peers draw every frame. Zoomed frames are drawn anew by all. The peers draw no ' +
  'arrowheads; Spyhop draws those of two pixels and more.';

const middle = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

/** Ten thousand nodes and twenty-five thousand flows with Spyhop's renderer, sigma.js and both of Cytoscape's, in one browser. */
export const graphRender: Bench = {
  name: 'graph-render',
  about: `draw and drag a graph of ${NODES.toLocaleString('en')} nodes and ${EDGES.toLocaleString('en')} flows`,
  async run({ note }: BenchContext): Promise<BenchResult[]> {
    const { root } = programPaths();
    const missing = (remark: string): BenchResult[] => {
      note(remark);
      return [
        {
          bench: 'graph-render',
          rows: NODES + EDGES,
          seconds: 0,
          peer: null,
          peerSeconds: null,
          ratio: null,
          peakMiB: null,
          remark,
        },
      ];
    };
    let executablePath: string;
    try {
      const found = await run(process.execPath, [join(root, 'scripts', 'find-browser.mjs')]);
      executablePath = found.stdout.trim();
    } catch {
      return missing('There is no browser on this machine: install Chromium, Chrome or Edge.');
    }
    note('building the page');
    await run(process.execPath, [join(root, 'scripts', 'build.mjs'), '--quiet', 'bench'], { cwd: root });
    const all = new Map<string, Measured[]>();
    const measuring = spawn(
      process.execPath,
      [join(root, 'scripts', 'measure-drawing.mjs'), executablePath, ...[NODES, EDGES, ROUNDS].map(String)],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const ended = once(measuring, 'close');
    for await (const line of createInterface({ input: measuring.stdout })) {
      const { name, ...one } = JSON.parse(line) as Measured & { readonly name: string };
      note(
        `${name}: first picture ${Math.round(one.firstMs)} ms, ${one.fps.toFixed(1)} frames a second dragged, ${one.zoomFps.toFixed(1)} zoomed, 95 % of gaps below ${Math.round(one.p95Ms)} ms`,
      );
      all.set(name, [...(all.get(name) ?? []), one]);
    }
    const [status] = await ended;
    if (status !== 0) throw new Error(`measure-drawing.mjs ended with ${status}.`);
    const names = [...all.keys()];
    const of = (name: string, pick: (m: Measured) => number) => middle(all.get(name)!.map(pick));
    const own = {
      first: of('spyhop', (m) => m.firstMs),
      fps: of('spyhop', (m) => m.fps),
      zoomFps: of('spyhop', (m) => m.zoomFps),
    };
    note(CARRIED);
    return names
      .filter((name) => name !== 'spyhop')
      .map((peer) => ({
        bench: 'graph-render',
        rows: NODES + EDGES,
        seconds: own.first / 1000,
        peer,
        peerSeconds: of(peer, (m) => m.firstMs) / 1000,
        ratio: of(peer, (m) => m.firstMs) / own.first,
        peakMiB: null,
        p95Ms: of('spyhop', (m) => m.p95Ms),
        remark: CARRIED,
        figures: {
          zoomFramesPerSecond: own.zoomFps,
          peerZoomFramesPerSecond: of(peer, (m) => m.zoomFps),
          zoomFramesRatio: own.zoomFps / of(peer, (m) => m.zoomFps),
          framesPerSecond: own.fps,
          peerFramesPerSecond: of(peer, (m) => m.fps),
          framesRatio: own.fps / of(peer, (m) => m.fps),
          peerP95Ms: of(peer, (m) => m.p95Ms),
        },
      }));
  },
};
