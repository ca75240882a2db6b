import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeHosts } from './support/hosts.ts';
import { launchSpyhop, type Spyhop } from './support/launch.ts';
import { counterpartiesShown, goTo, opened, tableRows } from './support/pages.ts';

/** The words of a PDF with single spaces. */
async function wordsOf(pdf: Uint8Array): Promise<string> {
  const document = await getDocument({ data: new Uint8Array(pdf), useSystemFonts: true }).promise;
  const pages: string[] = [];
  for (let number = 1; number <= document.numPages; number++) {
    const content = await (await document.getPage(number)).getTextContent();
    pages.push(content.items.map((item) => ('str' in item ? item.str : '')).join(' '));
  }
  await document.destroy();
  return pages.join(' ').replace(/\s+/g, ' ');
}

describeHosts('investigating the demo case', (host) => {
  let spyhop: Spyhop;
  beforeAll(async () => {
    spyhop = await launchSpyhop({ host, demo: true });
    await opened(spyhop.page);
  });
  afterAll(() => spyhop?.close());

  it('judges an alert by one key and takes it back', async () => {
    const { page } = spyhop;
    await goTo(page, 'alerts');
    const rows = await tableRows(page, /^Alerts/);
    await page.keyboard.press('j');
    await page.locator('.alert-explanation').waitFor();
    await page.keyboard.press('f');
    await rows.first().locator('.verdict-false').waitFor();
    await page.keyboard.press('Control+z');
    await rows.first().locator('.verdict-false').waitFor({ state: 'detached' });
    await page.keyboard.press('Control+Shift+z');
    await rows.first().locator('.verdict-false').waitFor();
    await page.keyboard.press('Control+z');
    await rows.first().locator('.verdict-false').waitFor({ state: 'detached' });
  });

  it('judges several chosen alerts at once', async () => {
    const { page } = spyhop;
    const rows = await tableRows(page, /^Alerts/);
    await rows.nth(0).click();
    await page.keyboard.press('x');
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await page.getByText('2 alerts chosen').waitFor();
    await page.keyboard.press('u');
    await rows.nth(0).locator('.verdict-unsure').waitFor();
    await rows.nth(1).locator('.verdict-unsure').waitFor();
    await page.keyboard.press('Control+z');
    await rows.nth(1).locator('.verdict-unsure').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Release all' }).click();
  });

  it('leads from an alert through its evidence to the line of the original file', async () => {
    const { page } = spyhop;
    await (await tableRows(page, /^Alerts/)).first().click();
    const source = page.locator('.evidence-list .source-link').first();
    const line = /:(\d+)$/.exec((await source.innerText()).replace(/\s/g, ''))?.[1];
    await source.click();
    await page.locator('.source-line.is-on').waitFor();
    expect(await page.locator('.source-line.is-on .source-number').innerText()).toBe(line);
  });

  it('shows the strongest counterparties, grows only where asked, and goes back', async () => {
    const { page } = spyhop;
    await goTo(page, 'accounts');
    await (await tableRows(page, 'Accounts')).first().dblclick();
    await page.locator('.graph-shown').waitFor();
    const first = await counterpartiesShown(page);
    expect(first.shown).toBe(12);
    expect(first.total).toBeGreaterThan(12);
    const drawn = page.locator('.graph-drawn');
    expect(await drawn.innerText()).toMatch(/^13 addresses/);
    await page.getByRole('button', { name: '12 more' }).click();
    await page.locator('.graph-drawn', { hasText: /^25 addresses/ }).waitFor();
    await page.keyboard.press('Control+z');
    await page.locator('.graph-drawn', { hasText: /^13 addresses/ }).waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('h');
    await page.locator('.graph-drawn', { hasText: /^12 addresses/ }).waitFor();
    await page.getByRole('button', { name: /1 address hidden, show/ }).click();
    await page.locator('.graph-drawn', { hasText: /^13 addresses/ }).waitFor();
  });

  it('keeps the place in the address, so that Back and a reload return to it', async () => {
    const { page } = spyhop;
    expect(page.url()).toMatch(/#\/graph\?on=address~/);
    const before = page.url();
    await goTo(page, 'case');
    await page.goBack();
    await page.locator('.graph-shown').waitFor();
    expect(page.url()).toBe(before);
    await page.reload();
    await page.locator('.graph-shown').waitFor();
    expect((await counterpartiesShown(page)).shown).toBe(12);
  });

  it('draws no more rows than it shows, and narrows them by the timeline', async () => {
    const { page } = spyhop;
    await goTo(page, 'accounts');
    const rows = await tableRows(page, 'Accounts');
    expect(await rows.count()).toBeLessThan(60);
    expect(
      Number(await page.getByRole('grid', { name: 'Accounts' }).getAttribute('aria-rowcount')),
    ).toBeGreaterThan(1000);
    const heading = page.locator('.page-head .muted');
    await heading.filter({ hasText: /^[\d,]+ addresses$/ }).waitFor();
    const brush = await page.locator('.brush').boundingBox();
    if (!brush) throw new Error('There is no timeline.');
    await page.mouse.move(brush.x + brush.width * 0.6, brush.y + 20);
    await page.mouse.down();
    await page.mouse.move(brush.x + brush.width * 0.9, brush.y + 20, { steps: 4 });
    await page.mouse.up();
    await heading.filter({ hasText: / of [\d,]+ addresses$/ }).waitFor();
    expect(page.url()).toMatch(/from=.*&to=/);
    await page.getByRole('button', { name: 'Whole span' }).click();
    await heading.filter({ hasText: /^[\d,]+ addresses$/ }).waitFor();
  });

  it('puts alerts into the case and writes a report that names them', async () => {
    const { page } = spyhop;
    await goTo(page, 'alerts');
    await (await tableRows(page, /^Alerts/)).first().click();
    await page.locator('.alert-explanation').waitFor();
    const title = await page.locator('.inspect-title').innerText();
    await page.keyboard.press('e');
    await page.getByText('Added to the case as exhibit 1.').waitFor();
    await goTo(page, 'case');
    await page.locator('.exhibit-item', { hasText: title }).waitFor();
    await page.getByRole('tab', { name: 'About' }).click();
    await page.getByLabel('Description').fill('Two blocks, read line by line.');
    await page.getByLabel('Examiner').fill('A. Reader');
    await page.getByLabel('Title').focus();
    await page.locator('.page-tools').getByRole('button', { name: 'Reports' }).click();
    const shown = page.frameLocator('.report-preview iframe');
    await shown.getByRole('heading', { name: /^Exhibit 1\. / }).waitFor();
    const download = host === 'browser' ? page.waitForEvent('download') : null;
    await page.getByRole('button', { name: 'Write the report' }).click();
    await page.getByText(/^Report written\./).waitFor();
    const path = download ? await (await download).path() : join(spyhop.caseDir, 'exports', 'report.pdf');
    const words = await wordsOf(await readFile(path));
    expect(words).toContain(title);
    expect(words).toContain('Two blocks, read line by line.');
    expect(words).toContain('A. Reader');
  });

  it('finds a label and a command in the palette', async () => {
    const { page } = spyhop;
    await page.keyboard.press('Control+k');
    await page.keyboard.type('uniswap');
    await page
      .locator('.palette-item', { hasText: /uniswap/i })
      .first()
      .waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.inspector', { hasText: 'Address' }).waitFor();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('go to settings');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Appearance' }).waitFor();
  });

  it('shows the keys and takes none while a field is written in', async () => {
    const { page } = spyhop;
    await goTo(page, 'alerts');
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('/');
    await page.keyboard.type('gc');
    expect(await page.getByLabel('Search alerts').inputValue()).toBe('gc');
    expect(page.url()).toContain('#/alerts');
    await page.keyboard.press('Escape');
  });

  it('reports no errors', () => {
    expect(spyhop.errors).toEqual([]);
  });
});
