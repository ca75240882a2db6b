import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dropFiles } from './support/drop-files.ts';
import { describeHosts, root } from './support/hosts.ts';
import { launchSpyhop, type Spyhop } from './support/launch.ts';
import { opened, tableRows } from './support/pages.ts';

const KNOWN = join(root, 'resources', 'demo', 'etherscan', 'export-transaction-list-1720566494218.csv');
const address = (end: string) => `0x${end.padStart(40, '0')}`;
const hash = (end: string) => `0x${end.padStart(64, '0')}`;
const LEDGER = [
  'Ref,When,Payer,Payee,Sum,Coin',
  `${hash('1')},1660000000,${address('a1')},${address('b2')},1.5,USDC`,
  `${hash('2')},1660000060,${address('b2')},${address('c3')},0.25,USDC`,
  `${hash('3')},1660000120,${address('c3')},${address('a1')},not a number,USDC`,
  '',
].join('\n');

describeHosts('importing', (host) => {
  let spyhop: Spyhop;
  beforeAll(async () => {
    spyhop = await launchSpyhop({ host });
    await opened(spyhop.page);
  });
  afterAll(() => spyhop?.close());

  const total = async (name: string): Promise<number> => {
    const text = await spyhop.page.locator('.total', { hasText: name }).locator('dd').innerText();
    return Number(text.replaceAll(',', ''));
  };
  const finished = () => spyhop.page.getByRole('heading', { name: 'Import', exact: true }).waitFor();

  it('shows a dropped export as it will be read, imports it and accounts for every row', async () => {
    const { page } = spyhop;
    await dropFiles(page.locator('body'), [KNOWN]);
    await page.getByRole('heading', { name: 'Before import' }).waitFor();
    await page.getByRole('tab', { name: 'As they will be read' }).waitFor();
    expect(await page.locator('.sample tbody tr').count()).toBeGreaterThan(2);
    await page.getByRole('button', { name: 'Import 1 file' }).click();
    await finished();
    const rows = await total('Rows read');
    expect(rows).toBe(31);
    expect((await total('Accepted')) + (await total('Rejected')) + (await total('Duplicate'))).toBe(rows);
  });

  it('asks what the columns of an unknown table mean, and reads it so', async () => {
    const { page } = spyhop;
    const file = join(spyhop.dir, 'ledger.csv');
    await writeFile(file, LEDGER);
    await dropFiles(page.locator('body'), [file]);
    await page.getByRole('heading', { name: 'What do the columns mean?' }).waitFor();
    const field = (name: RegExp) => page.locator('.wizard').getByLabel(name).first();
    expect(await page.getByRole('button', { name: 'Import 0 files' }).isDisabled()).toBe(true);
    await field(/^Time\b.*needed/).selectOption('When');
    await field(/^Tx hash.*needed/).selectOption('Ref');
    await field(/^From address.*needed/).selectOption('Payer');
    await field(/^To address.*needed/).selectOption('Payee');
    await field(/^Amount.*needed/).selectOption('Sum');
    // Proposed by its name.
    expect(await field(/^Asset.*needed/).inputValue()).toBe('Coin');
    await field(/^Chain.*needed/).selectOption('=');
    await page.getByLabel('chain for every row').fill('ethereum');
    await field(/How times are written/).selectOption('s');
    await field(/Unit of amounts/).selectOption('token');
    await page.getByText('Complete. The file is imported with this mapping.').waitFor();
    await page.locator('.wizard-samples', { hasText: '2022-08-08' }).waitFor();
    await page.getByRole('button', { name: 'Import 1 file' }).click();
    await finished();
    expect([await total('Accepted'), await total('Rejected')]).toEqual([2, 1]);
  });

  it('lists the rejected row with line, value and reason, and leads to the original', async () => {
    const { page } = spyhop;
    await page.getByRole('button', { name: 'Datasets', exact: true }).click();
    await (await tableRows(page, 'Datasets')).filter({ hasText: 'ledger.csv' }).click();
    await page.getByRole('tab', { name: /Rejected rows 1/ }).click();
    const rejects = await tableRows(page, /Rejected rows of ledger/);
    expect(await rejects.first().innerText()).toMatch(/4[\s\S]*not a number/);
    await rejects.first().click();
    await page.locator('.source-line.is-on', { hasText: 'not a number' }).waitFor();
    expect(await page.locator('.inspect-title').innerText()).toContain('line 4');
  });

  it('leads from a count to its rows and from a row to its line', async () => {
    const { page } = spyhop;
    await page
      .getByRole('contentinfo')
      .getByRole('button', { name: /transfers$/ })
      .click();
    const rows = await tableRows(page, 'All transfers');
    await rows.first().click();
    await page.locator('.source-line.is-on').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.rows-panel').waitFor({ state: 'detached' });
  });

  it('reports no errors', () => {
    expect(spyhop.errors).toEqual([]);
  });
});
