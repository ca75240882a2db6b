import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { seriousFindings } from './support/accessibility.ts';
import { spyhopCommand } from './support/command.ts';
import { describeHosts, root } from './support/hosts.ts';
import { launchSpyhop, type Spyhop } from './support/launch.ts';
import { goTo, opened, settled, tableRows } from './support/pages.ts';

const STATEMENT = 'Three swaps of two blocks were sandwiched';

describeHosts('working out a case', (host) => {
  let dir: string;
  let caseDir: string;
  let spyhop: Spyhop;

  const start = async () => {
    spyhop = await launchSpyhop({ host, caseDir });
    await opened(spyhop.page);
  };

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'spyhop-case-work-'));
    caseDir = join(dir, 'work.spyhop');
    spyhopCommand(dir, 'import', join(root, 'resources', 'demo'), '--case', caseDir);
    spyhopCommand(dir, 'detect', '--case', caseDir);
    await start();
  });
  afterAll(async () => {
    await spyhop?.close();
    await rm(dir, { recursive: true, force: true });
  });

  const added = (exhibit: number) =>
    spyhop.page.getByText(`Added to the case as exhibit ${exhibit}.`).first().waitFor();

  it('takes an alert, a graph, rows and a file into the case, each by one gesture', async () => {
    const { page } = spyhop;
    await goTo(page, 'alerts');
    await (await tableRows(page, /^Alerts/)).first().click();
    await page.locator('.alert-explanation').waitFor();
    await page.keyboard.press('e');
    await added(1);
    await goTo(page, 'accounts');
    await (await tableRows(page, /Accounts/)).first().dblclick();
    await page.locator('.graph-shown').waitFor();
    await page.locator('.graph-canvas').click({ position: { x: 5, y: 5 } });
    await page.keyboard.press('e');
    await added(2);
    await goTo(page, 'data');
    await page.locator('.table-row', { hasText: 'Etherscan transactions' }).first().click();
    const inspector = page.locator('.inspector');
    await inspector.getByRole('button', { name: 'Add to case' }).click();
    await added(3);
    await inspector.locator('.number-link').first().click();
    await page.locator('.rows-panel').getByRole('button', { name: 'Add to case' }).click();
    await added(4);
    await page.keyboard.press('Escape');
    await goTo(page, 'case');
    const kinds = await page.locator('.exhibit-kind').allInnerTexts();
    expect(kinds).toEqual(['alert', 'graph view', 'file', 'rows']);
  });

  it('shows an exhibit as it was seen', async () => {
    const { page } = spyhop;
    const graph = page.locator('.exhibit-item').nth(1);
    await graph.getByRole('button', { name: 'As it was seen' }).click();
    const picture = graph.locator('.frozen img');
    await picture.waitFor();
    expect(await picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(100);
    expect(await graph.locator('.frozen tbody tr').count()).toBeGreaterThan(2);
    const alert = page.locator('.exhibit-item').first();
    await alert.getByRole('button', { name: 'As it was seen' }).click();
    await alert.getByText('The live data is the same today.').waitFor();
  });

  it('concludes a finding that cites exhibits for and against it', async () => {
    const { page } = spyhop;
    await page.getByRole('tab', { name: /^Findings/ }).click();
    await page.getByLabel('New finding').fill(STATEMENT);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Finding 1' }).waitFor();
    await page.getByRole('button', { name: '■ structural' }).click();
    await page.getByRole('button', { name: 'high', exact: true }).click();
    await page.getByLabel('Cite an exhibit: Supported by').selectOption({ index: 1 });
    await page.getByLabel('Cite an exhibit: Contradicted by').selectOption({ index: 1 });
    await page.getByText(/^Version \d+, saved$/).waitFor();
    await page
      .locator('.work-item', { hasText: 'structural · high confidence · 1 for, 1 against' })
      .waitFor();
  });

  it('saves a note while it is written, and holds hypotheses and tasks', async () => {
    const { page } = spyhop;
    await page.getByRole('tab', { name: /^Notes/ }).click();
    await page.getByLabel('New note').fill('First look');
    await page.keyboard.press('Enter');
    await page.getByLabel('Text (Markdown)').fill('The **same** two contracts.');
    await page.getByText(/^Version 2, saved$/).waitFor();
    await page.getByRole('tab', { name: /^Hypotheses/ }).click();
    await page.getByLabel('New hypothesis').fill('One searcher runs both contracts');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Hypothesis 1' }).waitFor();
    await page.getByRole('tab', { name: /^Tasks/ }).click();
    await page.getByLabel('New task').fill('Ask for the builder of block 17173050');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Task 1' }).waitFor();
  });

  it('takes something out with its reason and back again', async () => {
    const { page } = spyhop;
    await page.getByRole('tab', { name: /^Exhibits/ }).click();
    await page.locator('.exhibit-item').nth(3).getByRole('button', { name: 'Take out' }).click();
    await page.getByLabel('Reason').fill('said twice');
    await page.getByRole('dialog').getByRole('button', { name: 'Take out' }).click();
    await page.getByText('Exhibit 4 taken out of the case').waitFor();
    await page.locator('.exhibit-item').nth(3).waitFor({ state: 'detached' });
    await page.locator('h1').click();
    await page.keyboard.press('Control+z');
    await page.locator('.exhibit-item').nth(3).waitFor();
  });

  it('has it all after a restart, on the timeline and in the report', async () => {
    await spyhop.close();
    await start();
    const { page } = spyhop;
    await goTo(page, 'case');
    await page.locator('.exhibit-item').nth(3).waitFor();
    await page.getByRole('tab', { name: /^Findings/ }).click();
    await page.locator('.work-item', { hasText: STATEMENT }).waitFor();
    await page.getByRole('tab', { name: 'Timeline' }).click();
    const lines = (await tableRows(page, 'Case timeline')).filter({ hasText: 'Exhibit 1' });
    await lines.first().waitFor();
    await goTo(page, 'reports');
    const shown = page.frameLocator('.report-preview iframe');
    await shown.getByRole('heading', { name: `1. ${STATEMENT}` }).waitFor();
    await shown.getByRole('link', { name: 'Exhibit 1', exact: true }).first().waitFor();
  });

  it('opens the live view of a frozen graph', async () => {
    const { page } = spyhop;
    await goTo(page, 'case');
    await page.getByRole('tab', { name: /^Exhibits/ }).click();
    await page.locator('.exhibit-item').nth(1).getByRole('button', { name: 'Live view' }).click();
    await page.locator('.nav-item.is-on', { hasText: /^graph$/i }).waitFor();
    await page.locator('.graph-shown').waitFor();
  });

  for (const theme of ['light', 'dark'] as const)
    it(`has no serious accessibility finding in its parts, ${theme}`, async () => {
      const { page } = spyhop;
      await page.emulateMedia({ colorScheme: theme });
      await goTo(page, 'case');
      for (const tab of [
        /^Exhibits/,
        /^Findings/,
        /^Hypotheses/,
        /^Tasks/,
        /^Notes/,
        /^Timeline/,
        /^Lists/,
        /^About/,
      ]) {
        await page.getByRole('tab', { name: tab }).click();
        await settled(page);
        expect(await seriousFindings(page), String(tab)).toEqual([]);
      }
    });
});
