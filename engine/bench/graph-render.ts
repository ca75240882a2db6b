import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { programPaths } from '../program-paths.ts';
import type { Bench, BenchContext, BenchResult } from './define.ts';

const run = promisify(execFile);

const NODES = 10_000;
const EDGES = 25_000;
const ROUNDS = 3;
const PAN_MS = 3000;
const SIZE = { width: 1200, height: 760 };
const ORIGIN = 'http://graph-render.test';
const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

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
    const { chromium } = await import('playwright-core');
    const browser = await chromium.launch({
      executablePath,
      headless: true,
      args: ['--no-sandbox', '--disable-background-networking', '--enable-unsafe-swiftshader'],
    });
    try {
      const names = await namesIn(browser, root);
      const all = new Map<string, Measured[]>(names.map((name) => [name, []]));
      for (let round = 1; round <= ROUNDS; round += 1)
        for (const name of names) {
          const one = await measure(browser, root, name);
          note(
            `${name}: first picture ${Math.round(one.firstMs)} ms, ${one.fps.toFixed(1)} frames a second dragged, ${one.zoomFps.toFixed(1)} zoomed, 95 % of gaps below ${Math.round(one.p95Ms)} ms`,
          );
          all.get(name)!.push(one);
        }
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
    } finally {
      await browser.close();
    }
  },
};

async function open(browser: Browser, root: string): Promise<Page> {
  const context = await browser.newContext({ viewport: SIZE, deviceScaleFactor: 1 });
  const folder = join(root, 'dist', 'bench');
  await context.route(`${ORIGIN}/**`, async (route) => {
    const path = normalize(new URL(route.request().url()).pathname);
    const file = path === '/' ? 'index.html' : path.slice(1);
    try {
      await route.fulfill({
        body: await readFile(join(folder, file)),
        contentType: TYPES[extname(file)] ?? 'application/octet-stream',
      });
    } catch {
      await route.fulfill({ status: 404, body: '' });
    }
  });
  const page = await context.newPage();
  await page.goto(`${ORIGIN}/`);
  await page.waitForFunction('window.graphBench !== undefined');
  return page;
}

async function namesIn(browser: Browser, root: string): Promise<string[]> {
  const page = await open(browser, root);
  try {
    return (await page.evaluate('window.graphBench.names')) as string[];
  } finally {
    await page.context().close();
  }
}

/** Draws one of them on a fresh page and drags its ground to and fro with a real pointer. */
async function measure(browser: Browser, root: string, name: string): Promise<Measured> {
  const page = await open(browser, root);
  try {
    const firstMs = (await page.evaluate(
      `window.graphBench.draw(${JSON.stringify(name)}, ${NODES}, ${EDGES})`,
    )) as number;
    const picture = await page.screenshot();
    if (picture.length < 60_000)
      throw new Error(`${name} drew nothing: its picture has ${picture.length} bytes.`);
    // A corner of the page, where there is ground.
    await page.mouse.move(30, 30);
    await page.mouse.down();
    await page.mouse.move(40, 40);
    const dragged = await framesDuring(page, async (step) => {
      const angle = step / 9;
      await page.mouse.move(150 + 110 * Math.cos(angle), 150 + 110 * Math.sin(angle));
    });
    await page.mouse.up();
    await page.mouse.move(SIZE.width / 2, SIZE.height / 2);
    const zoomed = await framesDuring(page, (step) =>
      page.mouse.wheel(0, Math.floor(step / 8) % 2 ? 60 : -60),
    );
    return {
      firstMs,
      fps: dragged.frames / dragged.seconds,
      zoomFps: zoomed.frames / zoomed.seconds,
      p95Ms: dragged.p95Ms,
    };
  } finally {
    await page.context().close();
  }
}

/** Counts frames for a while during which `act` is done again and again. */
async function framesDuring(
  page: Page,
  act: (step: number) => Promise<void>,
): Promise<{ frames: number; seconds: number; p95Ms: number }> {
  let going = true;
  const counted = (
    page.evaluate(`window.graphBench.countFrames(${PAN_MS})`) as ReturnType<typeof framesDuring>
  ).finally(() => {
    going = false;
  });
  for (let step = 0; going; step += 1) await act(step);
  return counted;
}
