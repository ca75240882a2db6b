import { contenders } from './contenders.ts';
import { madeGraph } from './made-graph.ts';

const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));

/** Waits for the graphics process too: a frame is done when it has given a pixel back. */
async function settled(): Promise<void> {
  await frame();
  await frame();
  for (const canvas of document.querySelectorAll('canvas')) {
    const gl = canvas.getContext('webgl2');
    gl?.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
  }
  await frame();
}

/** What the driver calls: draws one contender and returns milliseconds to its first picture. */
async function draw(name: string, nodes: number, edges: number): Promise<number> {
  const stage = document.getElementById('stage');
  const contender = contenders[name];
  if (!stage || !contender) throw new Error(`There is no renderer ${name}.`);
  const graph = madeGraph(nodes, edges);
  await frame();
  const began = performance.now();
  contender(stage, graph);
  await settled();
  return performance.now() - began;
}

/** Counts the frames of the next `ms` milliseconds and their longest gaps; the driver drags meanwhile. */
async function countFrames(ms: number): Promise<{ frames: number; seconds: number; p95Ms: number }> {
  const gaps: number[] = [];
  const began = await frame();
  let last = began;
  while (last - began < ms) {
    const now = await frame();
    gaps.push(now - last);
    last = now;
  }
  gaps.sort((a, b) => a - b);
  return {
    frames: gaps.length,
    seconds: (last - began) / 1000,
    p95Ms: gaps[Math.min(gaps.length - 1, Math.floor(gaps.length * 0.95))] ?? 0,
  };
}

declare global {
  interface Window {
    graphBench: {
      readonly names: readonly string[];
      readonly draw: typeof draw;
      readonly countFrames: typeof countFrames;
    };
  }
}
window.graphBench = { names: Object.keys(contenders), draw, countFrames };
