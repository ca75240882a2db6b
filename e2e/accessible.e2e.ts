import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seriousFindings } from './support/accessibility.ts';
import { describeHosts } from './support/hosts.ts';
import { launchSpyhop, type Spyhop } from './support/launch.ts';
import { goTo, opened, PAGES, type PageName, settled, tableRows } from './support/pages.ts';

const names = Object.keys(PAGES) as PageName[];

describeHosts('every page can be read and used by everyone', (host) => {
  let spyhop: Spyhop;
  beforeAll(async () => {
    spyhop = await launchSpyhop({ host, demo: true });
    await opened(spyhop.page);
    // Something in the inspector on every page, and an exhibit on the Case page.
    await goTo(spyhop.page, 'alerts');
    await (await tableRows(spyhop.page, /^Alerts/)).first().click();
    await spyhop.page.locator('.alert-explanation').waitFor();
    await spyhop.page.keyboard.press('e');
    await spyhop.page.getByText(/as exhibit \d/).waitFor();
  });
  afterAll(() => spyhop?.close());

  describe.each(['light', 'dark'] as const)('%s', (theme) => {
    it.each(names)('%s', async (name) => {
      const { page } = spyhop;
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await goTo(page, name);
      if (name === 'accounts') await (await tableRows(page, 'Accounts')).first().click();
      if (name === 'reports') await page.frameLocator('.report-preview iframe').locator('.title').waitFor();
      await settled(page);
      expect(await seriousFindings(page)).toEqual([]);
    });

    it('the graph of an address, its rows and the line of the original', async () => {
      const { page } = spyhop;
      await goTo(page, 'accounts');
      await (await tableRows(page, 'Accounts')).first().dblclick();
      await page.locator('.graph-shown').waitFor();
      await page.getByRole('button', { name: 'Rows' }).click();
      await (await tableRows(page, /^Transfers of/)).first().click();
      await page.locator('.source-line.is-on').waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      await page.keyboard.press('Escape');
    });

    it('the palette and the sheet of keys', async () => {
      const { page } = spyhop;
      await page.keyboard.press('Control+k');
      await page.keyboard.type('go');
      expect(await seriousFindings(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.keyboard.press('?');
      await page.getByRole('dialog', { name: 'Keys' }).waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      await page.keyboard.press('Escape');
    });
  });

  it('reports no errors', () => {
    expect(spyhop.errors).toEqual([]);
  });
});
