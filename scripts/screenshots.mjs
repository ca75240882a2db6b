// `npm run screenshots`: takes docs/images/<page>-<theme>.png of every page on the demo case.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';
import { findBrowser } from './find-browser.mjs';
import { at, root } from './lib/root.mjs';
import { shrinkPng } from './lib/shrink-png.mjs';

/** @typedef {import('playwright-core').Page} Page */

const SIZE = { width: 1280, height: 800 };
const LARGEST_BYTES = 250_000;
const START_MS = 120_000;

/** How to reach what a picture shows, starting anywhere. @type {Record<string, (page: Page) => Promise<void>>} */
const pictures = {
  data: async (page) => {
    await goTo(page, 'd');
    await page.locator('.table-row', { hasText: 'Etherscan transactions' }).first().click();
    await page.locator('.quality').waitFor();
  },
  alerts: async (page) => {
    await goTo(page, 'a');
    await firstRow(page).click();
    await page.locator('.alert-explanation').waitFor();
  },
  'alert-wide': async (page) => {
    await goTo(page, 'a');
    await firstRow(page).click();
    await page.locator('.alert-explanation').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.evidence-table').waitFor();
  },
  stages: async (page) => {
    await goTo(page, 'a');
    await page.getByRole('button', { name: 'Stages', exact: true }).click();
    await page.locator('.stage-table').waitFor();
  },
  parameters: async (page) => {
    await goTo(page, 'a');
    await page.getByRole('button', { name: /^Detectors: / }).click();
    await page.getByRole('button', { name: 'Funds returned to their sender' }).click();
    await page.getByRole('tab', { name: /^Parameters/ }).click();
    await page.locator('.parameter-grid').waitFor();
  },
  graph: async (page) => {
    await openUniswap(page);
  },
  'graph-table': async (page) => {
    await openUniswap(page);
    await openAlert(page);
    await page.getByLabel('Find in the graph').fill('uniswap');
    await page.keyboard.press('Enter');
    for (const key of ['Escape', 'Escape', '.']) await page.keyboard.press(key);
    await page.locator('.graph-shown').waitFor();
    await page.waitForTimeout(600);
    for (const key of ['ArrowLeft', 'x', 'ArrowDown', 'x', 'ArrowDown', 'x', 'Shift+g'])
      await page.keyboard.press(key);
    await page.keyboard.type('Three payers');
    await page.keyboard.press('Enter');
    await page.locator('.graph-drawn', { hasText: 'nodes' }).waitFor();
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Alerts' }).click();
    await page.getByRole('button', { name: 'The same as a table' }).click();
    await settledGraph(page);
  },
  'graph-paths': async (page) => {
    await openUniswap(page);
    await openAlert(page);
    for (const key of ['Control+a', 'w']) await page.keyboard.press(key);
    await page.locator('.graph-paths-found').waitFor();
    await page.getByRole('button', { name: 'Add to the graph' }).first().click();
    await settledGraph(page);
  },
  'graph-choose': async (page) => {
    await openUniswap(page);
    await goTo(page, 'u');
    await firstRow(page).dblclick();
    await page.locator('.graph-drawn', { hasText: /^13 addresses/ }).waitFor();
    await settledGraph(page);
    await page.keyboard.press('c');
    await page.locator('.graph-facet-list').waitFor();
    await page.getByRole('tab', { name: 'Time' }).click();
  },
  trace: async (page) => {
    await goTo(page, 'u');
    await page.locator('.page input[type="search"]').fill('0xd532ee613138b2cbfdd30d6310fba06270e66bc8');
    await page.locator('.table-row', { hasText: '0xd532' }).first().click();
    await page.locator('.page input[type="search"]').fill('');
    await page.getByRole('button', { name: 'Rows', exact: true }).click();
    await page.locator('.rows-panel .table-row', { hasText: 'USDT' }).first().click();
    await page.getByRole('button', { name: 'Trace forwards' }).click();
    await page.getByLabel('through swaps').check();
    await page.locator('.trace-sum', { hasText: 'from swaps' }).waitFor();
    await page.getByRole('tab', { name: 'Picture' }).click();
  },
  'trace-methods': async (page) => {
    await goTo(page, 't');
    await page.getByRole('tab', { name: 'About the methods' }).click();
    await page.locator('.trace-card h3').first().waitFor();
  },
  accounts: async (page) => {
    await goTo(page, 'u');
    await page.locator('.table-row', { hasText: 'Uniswap' }).first().click();
    await page.locator('.positions').waitFor();
  },
  whale: async (page) => {
    await openUniswapWhale(page);
  },
  compare: async (page) => {
    await openUniswapWhale(page);
    await page.keyboard.press('c');
    await page
      .getByRole('textbox', { name: /^Address or label/ })
      .fill('0xd532ee613138b2cbfdd30d6310fba06270e66bc8');
    await page.locator('.whale-chooser .whale-hits button').first().waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.compare-table').waitFor();
  },
  board: async (page) => {
    await goTo(page, 'b');
    await page.locator('.board-grid').waitFor();
    await page.locator('.board-grid .skeleton').first().waitFor({ state: 'detached' });
  },
  rows: async (page) => {
    await goTo(page, 'u');
    await page.locator('.table-row', { hasText: 'Uniswap' }).first().click();
    await page.getByRole('button', { name: 'Rows' }).click();
    await page.locator('.rows-panel .table-row').nth(2).click();
    await page.locator('.source-line.is-on').waitFor();
  },
  map: async (page) => {
    await openMap(page);
  },
  'map-past': async (page) => {
    await openMap(page);
    await goToInstant(page, '2023-05-02 12:20:11');
    await page.keyboard.press(' ');
    await page.locator('.past-instant', { hasNotText: '12:20:11' }).waitFor();
    await page.keyboard.press(' ');
    await settledGraph(page);
  },
  'map-activity': async (page) => {
    await openMap(page);
    await goToInstant(page, '2022-12-20 12:00:00');
    await page.keyboard.press('2');
    await page.locator('.heat').waitFor();
  },
  'graph-past': async (page) => {
    await goTo(page, 'a');
    await goToInstant(page, '2023-05-02 12:20:05');
    await openUniswap(page, false);
  },
  case: async (page) => {
    await goTo(page, 'c');
    await page.locator('.exhibit-item').first().waitFor();
  },
  reports: async (page) => {
    await goTo(page, 'r');
    await page.frameLocator('.report-preview iframe').locator('.title').waitFor();
  },
  settings: async (page) => {
    await goTo(page, 's');
    await page.locator('.about dd').first().waitFor();
  },
};

/** @param {Page} page */
const firstRow = (page) => page.locator('.page .table-row[aria-rowindex="2"]').first();

/** @param {Page} page */
const settledGraph = (page) => page.locator('.graph-canvas[data-settled]').waitFor();

/** The map as a network. @param {Page} page */
async function openMap(page) {
  await goTo(page, 'm');
  await page.locator('.map-body').waitFor();
  await page.keyboard.press('1');
  await settledGraph(page);
}

/** Stands at an instant of the history. @param {Page} page @param {string} instant */
async function goToInstant(page, instant) {
  await page.keyboard.press('@');
  await page.keyboard.type(instant);
  await page.keyboard.press('Enter');
  await page.locator('.past-instant', { hasText: instant }).waitFor();
  await page.waitForLoadState('networkidle');
}

/** A well-known address and its counterparties. @param {Page} page @param {boolean} [now] leaves the past before */
async function openUniswap(page, now = true) {
  await goTo(page, 'u', now);
  await page.locator('.table-row', { hasText: 'Uniswap' }).first().dblclick();
  await page.locator('.graph-bar h1', { hasText: 'Uniswap' }).waitFor();
  const table = page.getByRole('button', { name: 'Close the table' });
  if ((await table.count()) > 0) await table.click();
  await page.locator('.graph-shown').waitFor();
  await settledGraph(page);
}

/** The page of a well-known address. @param {Page} page */
async function openUniswapWhale(page) {
  await goTo(page, 'u');
  await page.locator('.table-row', { hasText: 'Uniswap' }).first().click();
  await page.keyboard.press('g');
  await page.keyboard.press('Enter');
  await page.locator('.whale-head', { hasText: 'Uniswap' }).waitFor();
}

/** The first alert as a graph. @param {Page} page */
async function openAlert(page) {
  await goTo(page, 'a');
  await firstRow(page).click();
  await page.locator('.alert-explanation').waitFor();
  await page.keyboard.press('o');
  await page.locator('.graph-bar h1', { hasNotText: 'Uniswap' }).waitFor();
  await page.locator('.graph-drawn', { hasText: /^5 addresses/ }).waitFor();
  await settledGraph(page);
}

/** Closes whatever is open and goes to a page by its letter. @param {Page} page @param {string} letter @param {boolean} [now] */
async function goTo(page, letter, now = true) {
  for (let i = 0; i < 3; i++) await page.keyboard.press('Escape');
  if (now) await page.keyboard.press('q');
  await page.keyboard.press('g');
  await page.keyboard.press(letter);
  await page.waitForLoadState('networkidle');
}

/** Two alerts in the case, so that the Case page has something to show. @param {Page} page */
async function prepare(page) {
  await goTo(page, 'a');
  for (let number = 1; number <= 2; number++) {
    await page.locator(`.page .table-row[aria-rowindex="${number + 1}"]`).click();
    await page.locator('.alert-explanation').waitFor();
    await page.keyboard.press('e');
    await page.getByText(`Added to the case as exhibit ${number}.`).waitFor();
  }
  await page.locator('.notice').first().waitFor({ state: 'detached', timeout: 20_000 });
  await page.locator('.notice').first().waitFor({ state: 'detached', timeout: 20_000 });
}

/** Starts the program on a fresh demo case. @param {string} data @returns {Promise<{ url: string, end: () => void }>} */
function startDemo(data) {
  const child = spawn(process.execPath, [at('scripts', 'start.mjs'), '--browser', '--no-open'], {
    cwd: root,
    env: { ...process.env, SPYHOP_DATA: data },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => {
      child.kill();
      reject(new Error('The program printed no address in time.'));
    }, START_MS);
    child.once('exit', (code) => reject(new Error(`The program ended with ${code} before it was open.`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const url = /http:\/\/127\.0\.0\.1:\d+\/\?token=\S+/.exec(line)?.[0];
      if (!url) return;
      clearTimeout(limit);
      resolve({ url, end: () => void child.kill() });
    });
  });
}

const wanted = process.argv.slice(2);
const work = mkdtempSync(join(tmpdir(), 'spyhop-pictures-'));
mkdirSync(at('docs', 'images'), { recursive: true });
const program = await startDemo(join(work, 'data'));
const browser = await chromium.launch({
  executablePath: findBrowser(),
  args: ['--no-sandbox', '--disable-background-networking', '--disable-lcd-text'],
});
try {
  const context = await browser.newContext({ viewport: SIZE, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.goto(program.url);
  await page.locator('.frame').waitFor();
  await prepare(page);
  for (const theme of /** @type {const} */ (['light', 'dark'])) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    for (const [name, reach] of Object.entries(pictures)) {
      if (wanted.length > 0 && !wanted.includes(name)) continue;
      await reach(page);
      await page.waitForTimeout(700);
      await page.mouse.move(SIZE.width / 2, 4);
      const path = at('docs', 'images', `${name}-${theme}.png`);
      const picture = shrinkPng(await page.screenshot());
      writeFileSync(path, picture);
      const size = picture.length;
      console.log(`${name}-${theme}.png ${Math.round(size / 1000)} kB`);
      if (size > LARGEST_BYTES) throw new Error(`${path} is larger than ${LARGEST_BYTES} bytes.`);
    }
  }
} finally {
  await browser.close();
  program.end();
  rmSync(work, { recursive: true, force: true });
}
