import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seriousFindings } from './support/accessibility.ts';
import { describeHosts } from './support/hosts.ts';
import { launchSpyhop, type Spyhop } from './support/launch.ts';
import { goTo, opened, tableRows } from './support/pages.ts';
import { differingShare } from './support/pictures.ts';

/** `5 addresses as 4 nodes, 9 flows` as numbers. */
async function drawn(page: Page): Promise<{ addresses: number; nodes: number; flows: number }> {
  const text = (await page.locator('.graph-drawn').innerText()).replaceAll(',', '');
  const match = /(\d+) address(?:es)?(?: as (\d+) nodes?)? *(\d+) flows?/.exec(text);
  if (!match) throw new Error(`The graph does not say what is drawn: ${text}`);
  return { addresses: Number(match[1]), nodes: Number(match[2] ?? match[1]), flows: Number(match[3]) };
}

const settled = (page: Page) => page.locator('.graph-canvas[data-settled]').waitFor();

/** Waits until something else is drawn than before. */
async function drawnOther(page: Page, before: { nodes: number; flows: number }) {
  await expect
    .poll(async () => {
      const now = await drawn(page);
      return now.nodes === before.nodes && now.flows === before.flows;
    })
    .toBe(false);
  await settled(page);
  return drawn(page);
}

/** Opens the first alert in the graph; one opened before is found as it was left. */
async function alertInGraph(page: Page, before: 'other' | 'same' = 'other') {
  await goTo(page, 'alerts');
  await tableRows(page, /^Alerts/);
  await page.keyboard.press('j');
  await page.locator('.alert-explanation').waitFor();
  await page.keyboard.press('o');
  await page.locator('.graph-drawn').waitFor();
  if (before === 'other') await page.getByText(/as saved in|changed since/).waitFor({ state: 'detached' });
  await expect.poll(async () => (await drawn(page)).nodes).toBeGreaterThan(1);
  await settled(page);
  return drawn(page);
}

/** What is exported under a name of the menu, as text. */
async function exported(page: Page, name: string): Promise<string> {
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name }).click();
  return readFile(await (await download).path(), 'utf8');
}

describeHosts('the graph workbench', (host) => {
  let dir: string;
  let spyhop: Spyhop;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'spyhop-e2e-graph-'));
    spyhop = await launchSpyhop({ host, demo: true, dir });
    await opened(spyhop.page);
    await spyhop.page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light' });
  });
  afterAll(async () => {
    await spyhop?.close();
    await rm(dir, { recursive: true, force: true });
  });

  it('leads from an alert over expansion, group and path to a saved view, takes everything back and does it again', async () => {
    const { page } = spyhop;
    const alert = await alertInGraph(page);
    await page.getByRole('button', { name: 'The same as a table' }).click();
    const rows = await tableRows(page, 'Nodes of the graph');
    expect(await rows.count()).toBe(alert.nodes);

    await rows.first().click();
    await page.getByRole('button', { name: 'Expand with these settings' }).click();
    const grown = await drawnOther(page, alert);
    expect(grown.addresses).toBeGreaterThan(alert.addresses);
    await page.locator('.graph-shown').waitFor();

    const box = await page.locator('.graph-canvas').boundingBox();
    if (!box) throw new Error('There is no graph.');
    await page.keyboard.down('Shift');
    await page.mouse.move(box.x + 3, box.y + 3);
    await page.mouse.down();
    for (const [x, y] of [
      [0.99, 0.01],
      [0.99, 0.99],
      [0.01, 0.99],
      [0.01, 0.02],
    ] as const)
      await page.mouse.move(box.x + box.width * x, box.y + box.height * y, { steps: 3 });
    await page.mouse.up();
    await page.keyboard.up('Shift');
    await page.locator('.inspect-title', { hasText: `${grown.nodes} nodes` }).waitFor();

    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await expect.poll(async () => (await drawn(page)).nodes).toBe(alert.nodes);
    await page.getByRole('button', { name: 'Redo', exact: true }).click();
    await expect.poll(async () => (await drawn(page)).nodes).toBe(grown.nodes);

    await page.keyboard.press('Escape');
    for (const key of ['j', 'x', 'j', 'x']) await page.keyboard.press(key);
    await page.locator('.inspect-title', { hasText: '2 nodes' }).waitFor();
    await page.keyboard.press('w');
    await page.locator('.graph-paths-found').waitFor();
    expect(await page.locator('.graph-paths-found p').innerText()).toMatch(
      /Searched completely|Not searched completely/,
    );

    await page.getByRole('button', { name: 'Group into an entity, or merge' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('Two of the alert');
    await page.getByRole('dialog').getByRole('button', { name: 'Group' }).click();
    const folded = await drawnOther(page, grown);
    expect(folded).toMatchObject({ addresses: grown.addresses, nodes: grown.nodes - 1 });
    await page.locator('.inspect-title', { hasText: 'Two of the alert' }).waitFor();

    await page.getByRole('button', { name: 'Close the table' }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Fit into the page' }).click();
    await page.mouse.move(2, 2);
    await page.keyboard.press('s');
    await page.getByRole('dialog', { name: 'Save the view' }).getByLabel('Name').fill('Alert, grouped');
    await page.keyboard.press('Enter');
    await page.getByText('as saved in “Alert, grouped”').waitFor();
  });

  it('reopens the view after a restart exactly as it was seen', async () => {
    await settled(spyhop.page);
    const notices = spyhop.page.getByRole('button', { name: 'Dismiss' });
    while ((await notices.count()) > 0) await notices.first().click();
    const before = await spyhop.page.locator('.graph-canvas').screenshot();
    const counts = await drawn(spyhop.page);
    await spyhop.close();
    spyhop = await launchSpyhop({ host, demo: true, dir });
    const { page } = spyhop;
    await opened(page);
    await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light' });
    await goTo(page, 'graph');
    await page.getByRole('button', { name: /^Alert, grouped/ }).click();
    await page.getByText('as saved in “Alert, grouped”').waitFor();
    await expect.poll(() => drawn(page)).toEqual(counts);
    await page.mouse.move(2, 2);
    await settled(page);
    await page.waitForTimeout(200);
    const after = await page.locator('.graph-canvas').screenshot();
    expect(await differingShare(page, before, after)).toBeLessThan(0.002);
  });

  it('exports what is drawn for people, spreadsheets and other programs', async () => {
    const { page } = spyhop;
    const { nodes, flows } = await drawn(page);
    const svg = await exported(page, 'Picture (SVG)');
    expect(svg).toContain('Two of the alert');
    const csv = await exported(page, 'Flows (CSV)');
    expect(csv.trim().split('\r\n')).toHaveLength(flows + 1);
    const graphml = await exported(page, 'GraphML');
    expect(graphml.match(/<node /g)).toHaveLength(nodes);
    expect(graphml.match(/<edge /g)).toHaveLength(flows);
    const gexf = await exported(page, 'GEXF, for Gephi');
    expect(gexf.match(/<viz:position /g)).toHaveLength(nodes);
    for (const text of [svg, graphml, gexf])
      expect(
        await page.evaluate(
          (xml) =>
            new DOMParser().parseFromString(xml, 'text/xml').querySelector('parsererror')?.textContent ?? '',
          text,
        ),
      ).toBe('');
    const json = JSON.parse(await exported(page, 'Everything (JSON)')) as { groups: { name: string }[] };
    expect(json.groups.map((g) => g.name)).toEqual(['Two of the alert']);
    expect((await exported(page, 'Picture (PNG)')).slice(1, 4)).toBe('PNG');
  });

  it('does all of it by keyboard alone', async () => {
    const { page } = spyhop;
    const alert = await alertInGraph(page);
    const keys = page.keyboard;
    await keys.press('/');
    await keys.type('uniswap');
    await keys.press('Enter');
    await keys.press('Escape');
    await keys.press('Escape');
    await page.locator('.inspector', { hasText: /uniswap/i }).waitFor();
    await keys.press('.');
    const grown = await drawnOther(page, alert);
    await keys.press('x');
    await keys.press('ArrowRight');
    await keys.press('j');
    await keys.press('x');
    await page.locator('.inspect-title', { hasText: '2 nodes' }).waitFor();
    await keys.press('Shift+g');
    await keys.type('By key');
    await keys.press('Enter');
    const folded = await drawnOther(page, grown);
    expect(folded.nodes).toBe(grown.nodes - 1);
    await keys.press('n');
    await keys.type('Seen twice');
    await keys.press('Control+Enter');
    await page.locator('.graph-note', { hasText: 'Seen twice' }).waitFor();
    await keys.press('.');
    await drawnOther(page, folded);
    await keys.press('w');
    await page.locator('.graph-paths-found').waitFor();
    await keys.press('b');
    await keys.press('p');
    await keys.press('Alt+5');
    await settled(page);
    await keys.press('s');
    await keys.type('By key alone');
    await keys.press('Enter');
    await page.getByText('as saved in “By key alone”').waitFor();
    for (let i = 0; i < 3; i++) await keys.press('Control+z');
    await page.getByText('changed since “By key alone”').waitFor();
    for (let i = 0; i < 3; i++) await keys.press('Control+Shift+z');
    await page.getByText('as saved in “By key alone”').waitFor();
  });

  describe.each(['light', 'dark'] as const)('%s', (theme) => {
    it('can be read and used by everyone', async () => {
      const { page } = spyhop;
      await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: theme });
      await alertInGraph(page, 'same');
      await page.keyboard.press('b');
      await tableRows(page, 'Nodes of the graph');
      expect(await seriousFindings(page)).toEqual([]);
      await page.keyboard.press('Control+a');
      await page.keyboard.press('w');
      await page.locator('.graph-paths-found').waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      await page.keyboard.press('b');
      await page.keyboard.press('Escape');
      await page.keyboard.press('j');
      await page.keyboard.press('c');
      await page.locator('.graph-facet-list').waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.keyboard.press('a');
      await page.getByRole('dialog', { name: 'Add to the graph' }).waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      await page.keyboard.press('Escape');
    });
  });

  it('reports no errors', () => {
    expect(spyhop.errors).toEqual([]);
  });
});
