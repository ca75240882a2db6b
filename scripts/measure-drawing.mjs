// Draws graphs with Spyhop's renderer and its peers on the page of `vite.bench.config.ts`, and drags and zooms them with a real
// pointer: `node scripts/measure-drawing.mjs BROWSER NODES EDGES ROUNDS` prints a line of JSON for each renderer and round.
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { chromium } from 'playwright-core';
import { at } from './lib/root.mjs';

/**
 * @typedef {import('playwright-core').Browser} Browser
 * @typedef {import('playwright-core').Page} Page
 * @typedef {{ firstMs: number, fps: number, zoomFps: number, p95Ms: number }} Measured `fps` while the ground is dragged
 * @typedef {{ frames: number, seconds: number, p95Ms: number }} Frames
 */

const PAN_MS = 3000;
const SIZE = { width: 1200, height: 760 };
const ORIGIN = 'http://graph-render.test';
/** @type {Record<string, string>} */
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

const [executablePath = '', nodes, edges, rounds] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath,
  headless: true,
  args: ['--no-sandbox', '--disable-background-networking', '--enable-unsafe-swiftshader'],
});
try {
  const names = await onPage(
    async (page) => /** @type {string[]} */ (await page.evaluate('window.graphBench.names')),
  );
  for (let round = 1; round <= Number(rounds); round += 1)
    for (const name of names)
      console.log(JSON.stringify({ name, ...(await onPage((page) => measure(page, name))) }));
} finally {
  await browser.close();
}

/**
 * Does something on a page of its own.
 * @template T
 * @param {(page: Page) => Promise<T>} work
 * @returns {Promise<T>}
 */
async function onPage(work) {
  const context = await browser.newContext({ viewport: SIZE, deviceScaleFactor: 1 });
  try {
    await context.route(`${ORIGIN}/**`, async (route) => {
      const path = normalize(new URL(route.request().url()).pathname);
      const file = path === '/' ? 'index.html' : path.slice(1);
      try {
        await route.fulfill({
          body: await readFile(join(at('dist', 'bench'), file)),
          contentType: TYPES[extname(file)] ?? 'application/octet-stream',
        });
      } catch {
        await route.fulfill({ status: 404, body: '' });
      }
    });
    const page = await context.newPage();
    await page.goto(`${ORIGIN}/`);
    await page.waitForFunction('window.graphBench !== undefined');
    return await work(page);
  } finally {
    await context.close();
  }
}

/** @param {Page} page @param {string} name @returns {Promise<Measured>} */
async function measure(page, name) {
  const firstMs = /** @type {number} */ (
    await page.evaluate(`window.graphBench.draw(${JSON.stringify(name)}, ${nodes}, ${edges})`)
  );
  const picture = await page.screenshot();
  if (picture.length < 60_000)
    throw new Error(`${name} drew nothing: its picture has ${picture.length} bytes.`);
  // A corner of the page, where there is ground.
  await page.mouse.move(30, 30);
  await page.mouse.down();
  await page.mouse.move(40, 40);
  const dragged = await framesDuring(page, (step) => {
    const angle = step / 9;
    return page.mouse.move(150 + 110 * Math.cos(angle), 150 + 110 * Math.sin(angle));
  });
  await page.mouse.up();
  await page.mouse.move(SIZE.width / 2, SIZE.height / 2);
  const zoomed = await framesDuring(page, (step) => page.mouse.wheel(0, Math.floor(step / 8) % 2 ? 60 : -60));
  return {
    firstMs,
    fps: dragged.frames / dragged.seconds,
    zoomFps: zoomed.frames / zoomed.seconds,
    p95Ms: dragged.p95Ms,
  };
}

/**
 * Counts frames for a while during which `act` is done again and again.
 * @param {Page} page @param {(step: number) => Promise<void>} act
 * @returns {Promise<Frames>}
 */
async function framesDuring(page, act) {
  let going = true;
  const counted = /** @type {Promise<Frames>} */ (
    page.evaluate(`window.graphBench.countFrames(${PAN_MS})`)
  ).finally(() => {
    going = false;
  });
  for (let step = 0; going; step += 1) await act(step);
  return counted;
}
