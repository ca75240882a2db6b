import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { seriousFindings } from './support/accessibility.ts';
import { spyhopCommand } from './support/command.ts';
import { describeHosts } from './support/hosts.ts';
import { launchSpyhop, type Spyhop } from './support/launch.ts';
import { goTo, opened, tableRows } from './support/pages.ts';

const who = (digit: string) => `0x${digit.repeat(40)}`;
const [CLEAN, THIEF, MULE, SHOP, FRIEND] = ['1', '2', '3', '4', '5'].map(who);
const USDC = '0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48';

/** 60 clean, then 40.5 stolen, then 50 and 50.5 paid on: the textbook mixture. */
const PAYMENTS: readonly (readonly [from: string, to: string, amount: string])[] = [
  [CLEAN!, MULE!, '60'],
  [THIEF!, MULE!, '40.5'],
  [MULE!, SHOP!, '50'],
  [MULE!, FRIEND!, '50.5'],
];
const CSV = [
  'chain,time,tx_hash,log_index,from,to,asset,amount,symbol,success',
  ...PAYMENTS.map(
    ([from, to, amount], index) =>
      `ethereum,2024-01-01T0${index}:00:00Z,0x${String(index + 1).padStart(64, '0')},${index},${from},${to},${USDC},${amount},USDC,true`,
  ),
].join('\n');

describeHosts('tracing money', (host) => {
  let dir: string;
  let spyhop: Spyhop;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'spyhop-tracing-'));
    await writeFile(join(dir, 'mixture.csv'), `${CSV}\n`);
    const caseDir = join(dir, 'mixture.spyhop');
    spyhopCommand(dir, 'import', join(dir, 'mixture.csv'), '--case', caseDir);
    spyhop = await launchSpyhop({ host, caseDir });
    await opened(spyhop.page);
  });
  afterAll(async () => {
    await spyhop?.close();
    await rm(dir, { recursive: true, force: true });
  });

  const sum = () => spyhop.page.locator('.trace-sum').first().innerText();

  it('leads from an address over its row to a trace whose parts add up', async () => {
    const { page } = spyhop;
    await goTo(page, 'accounts');
    await (await tableRows(page, 'Accounts')).filter({ hasText: '0x2222' }).click();
    await page.getByRole('button', { name: 'Rows', exact: true }).click();
    await (await tableRows(page, /^Transfers of/)).first().click();
    await page.getByRole('button', { name: 'Trace forwards' }).click();
    await page.locator('.trace-sum').waitFor();
    expect(await sum()).toBe('40.5 USDC in = 40.5 held');
    await page.getByRole('button', { name: 'Haircut', exact: true }).click();
    await page.getByRole('tab', { name: 'Where it ends' }).click();
    const ends = await tableRows(page, 'Ends of the trace');
    expect(await ends.count()).toBe(2);
    const exact = (row: number) => ends.nth(row).locator('.amount').first().getAttribute('title');
    expect([await exact(0), await exact(1)]).toEqual(['20.350747 USDC', '20.149253 USDC']);
  });

  it('shows the methods side by side, as exact amounts', async () => {
    const { page } = spyhop;
    await page.getByRole('tab', { name: 'Methods side by side' }).click();
    const friend = (await tableRows(page, 'Methods side by side')).filter({ hasText: '0x5555' });
    const cells = await friend.locator('[role="gridcell"]').allInnerTexts();
    expect(cells.slice(2).map((text) => text.split(/\s/)[0])).toEqual(['40.5', 'none', '20.3507', '50.5']);
  });

  it('leads from a summand to its transfers and to the line of the original', async () => {
    const { page } = spyhop;
    await page.getByRole('button', { name: 'FIFO', exact: true }).click();
    await page.locator('.trace-sum .number-link').first().click();
    const rows = await tableRows(page, /^FIFO: USDC held/);
    expect(await rows.count()).toBe(1);
    await rows.first().click();
    const line = page.locator('.source-line.is-on');
    await line.waitFor();
    expect(await line.innerText()).toContain(`${MULE},${FRIEND}`);
    await page.keyboard.press('Escape');
  });

  it.each(['light', 'dark'] as const)('draws the flows and can be read by everyone, %s', async (theme) => {
    const { page } = spyhop;
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    for (const view of ['Picture', 'Flows', 'Where it ends', 'Methods side by side', 'About the methods']) {
      await page.getByRole('tab', { name: view }).click();
      if (view === 'Picture') await page.locator('.trace-chart svg path').first().waitFor();
      expect(await seriousFindings(page)).toEqual([]);
    }
  });

  it('saves data and picture', async () => {
    const { page } = spyhop;
    await page.getByRole('tab', { name: 'Picture' }).click();
    await page.locator('.trace-chart svg path').first().waitFor();
    const save = async (item: string) => {
      await page.getByRole('button', { name: 'Export' }).click();
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('menuitem', { name: item }).click(),
      ]);
      return readFile(await download.path());
    };
    const csv = (await save('Flows and ends as CSV')).toString('utf8');
    expect(csv).toContain(
      `"flow","fifo","forward","ethereum:${MULE}","ethereum:${FRIEND}","","","${USDC}","USDC","40.5",1,"50.5",1`,
    );
    const json = JSON.parse((await save('All methods as JSON')).toString('utf8')) as {
      trace: { results: { method: string }[] };
    };
    expect(json.trace.results.map(({ method }) => method)).toEqual(['fifo', 'lifo', 'haircut', 'poison']);
    expect((await save('Picture as SVG')).toString('utf8')).toMatch(/^<svg /);
    expect((await save('Picture as PNG')).subarray(1, 4).toString('latin1')).toBe('PNG');
  });

  it('turns round by one key, comes back by its address, and goes on in the graph', async () => {
    const { page } = spyhop;
    await goTo(page, 'accounts');
    await (await tableRows(page, 'Accounts')).filter({ hasText: '0x5555' }).click();
    await page.keyboard.press('g');
    await page.keyboard.press('ArrowLeft');
    await page.locator('.trace-sum').waitFor();
    expect(await sum()).toBe('50.5 USDC traced back = 50.5 there before the first imported row');
    await page.reload();
    await page.locator('.trace-sum').waitFor();
    await page.getByRole('tab', { name: 'Where it ends' }).click();
    const ends = await tableRows(page, 'Ends of the trace');
    expect(await ends.allInnerTexts()).toEqual([
      expect.stringContaining('40.5 USDC'),
      expect.stringContaining('10 USDC'),
    ]);
    await page.getByRole('button', { name: 'Show in graph' }).click();
    await page.locator('.graph-shown').waitFor();
    expect(spyhop.errors).toEqual([]);
  });
});
