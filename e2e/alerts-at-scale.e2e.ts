import { afterAll, beforeAll, expect, it } from 'vitest';
import { seriousFindings } from './support/accessibility.ts';
import { describeHosts } from './support/hosts.ts';
import { launchSpyhop, type Spyhop } from './support/launch.ts';
import { goTo, opened, tableRows } from './support/pages.ts';

describeHosts('alerts, their detectors and the stages after them', (host) => {
  let spyhop: Spyhop;
  beforeAll(async () => {
    spyhop = await launchSpyhop({ host, demo: true });
    await opened(spyhop.page);
    await goTo(spyhop.page, 'alerts');
  });
  afterAll(() => spyhop?.close());

  /** Opens the detectors and the parameters of one of them. */
  async function parametersOf(title: RegExp) {
    const { page } = spyhop;
    await page.getByRole('button', { name: /^Detectors: / }).click();
    const dialog = page.getByRole('dialog', { name: 'Detectors' });
    await dialog.getByRole('button', { name: title }).click();
    await dialog.getByRole('tab', { name: /^Parameters/ }).click();
    await dialog.locator('.parameter-grid').waitFor();
    return dialog;
  }

  it('refuses absurd parameters with a word why, and keeps the others', async () => {
    const { page } = spyhop;
    const dialog = await parametersOf(/whale size/);
    const field = dialog.locator('.parameter-grid input').first();
    const before = await field.inputValue();
    await field.fill('-5 whales');
    await dialog.getByText(/a (whole )?number is needed/).waitFor();
    expect(await dialog.getByRole('button', { name: 'Use in this case' }).isDisabled()).toBe(true);
    await field.fill(before);
    expect(await seriousFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');
  });

  it('says what other parameters would change before they are used', async () => {
    const { page } = spyhop;
    const dialog = await parametersOf(/whale size/);
    const fields = dialog.locator('.parameter-grid .field', { hasText: /eth|tier|line/i }).locator('input');
    const count = await fields.count();
    expect(count).toBeGreaterThan(0);
    for (let at = 0; at < count; at += 1)
      if (/^[\d.]+$/.test(await fields.nth(at).inputValue())) await fields.nth(at).fill('100000');
    await dialog.getByRole('button', { name: 'What would change' }).click();
    await dialog.locator('.compared').waitFor();
    expect(await dialog.locator('.compared').innerText()).toMatch(/alerts now, \d+ with these parameters/);
    await page.keyboard.press('Escape');
  });

  it('gathers alerts by story, subject and detector, and opens a group', async () => {
    const { page } = spyhop;
    for (const name of ['Stories', 'Subjects', 'Detectors']) {
      await page.getByRole('button', { name, exact: true }).click();
      await tableRows(page, /^Alerts by /);
    }
    expect(await seriousFindings(page)).toEqual([]);
    await page.locator('.group-what').first().click();
    await tableRows(page, /^Alerts, /);
    await page.getByRole('button', { name: 'Clear', exact: true }).click();
  });

  it('puts an address on the allow-list, drops its alerts with the reason, and takes both back', async () => {
    const { page } = spyhop;
    const rows = await tableRows(page, /^Alerts, /);
    await rows.first().click();
    await page.locator('.alert-explanation').waitFor();
    const listed = async () =>
      (await page.locator('.page-head .muted').first().innerText()).replaceAll(',', '');
    const total = Number(/\d+/.exec(await listed())?.[0]);
    const addresses = await page
      .locator('.inspector .fact-list .address-hex')
      .evaluateAll((all) => all.map((one) => one.getAttribute('title') ?? one.textContent ?? ''));
    expect(addresses.length).toBeGreaterThan(0);
    await page.getByRole('button', { name: 'Stages', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Stages after detection' });
    for (const address of addresses) {
      const full = /0x[0-9a-f]{40}/.exec(address)?.[0];
      expect(full).toBeDefined();
      await dialog.getByRole('textbox', { name: 'Address' }).fill(full ?? '');
      await dialog.getByLabel('Why it is no concern').fill('known to the examiner');
      await dialog.getByRole('button', { name: 'Put on the list' }).click();
      await dialog.getByTitle(full ?? '').waitFor();
    }
    expect(await seriousFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^Dropped: hidden/ }).waitFor();
    await expect.poll(async () => Number(/\d+/.exec(await listed())?.[0])).toBeLessThan(total);
    await page.getByRole('button', { name: /^Dropped: hidden/ }).click();
    await page.getByRole('menuitem', { name: 'Show only them' }).click();
    await page.getByText(/^1 of [\d,]+ alerts$/).waitFor();
    await rows.first().click();
    await page
      .getByText(/On the allow-list: known to the examiner/)
      .first()
      .waitFor();
    await page.getByRole('button', { name: /^Dropped: only/ }).click();
    await page.getByRole('menuitem', { name: 'Stages after detection…' }).click();
    for (let left = addresses.length; left > 0; left -= 1) {
      await dialog.getByRole('button', { name: 'Take off' }).first().click();
      await expect.poll(() => dialog.getByRole('button', { name: 'Take off' }).count()).toBe(left - 1);
    }
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Clear', exact: true }).click();
    await expect.poll(async () => Number(/\d+/.exec(await listed())?.[0])).toBe(total);
  });

  it('sets two alerts side by side, and judges all that are listed with one undo', async () => {
    const { page } = spyhop;
    const rows = await tableRows(page, /^Alerts, /);
    await rows.nth(0).getByRole('checkbox').click();
    await rows.nth(1).getByRole('checkbox').click();
    await page.getByRole('button', { name: 'Compare the two' }).click();
    await page.getByRole('dialog', { name: 'Two alerts side by side' }).locator('.compare').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    const all = page.getByRole('button', { name: /^Choose all/ });
    await all.click();
    await all.waitFor({ state: 'detached' });
    await page.keyboard.press('u');
    await rows.nth(2).locator('.verdict-unsure').waitFor();
    await page.keyboard.press('Control+z');
    await rows.nth(2).locator('.verdict-unsure').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Release all' }).click();
  });

  it('keeps a filter under a name on this machine', async () => {
    const { page } = spyhop;
    await page.getByPlaceholder('Title, address, text').fill('swapped');
    await page.getByRole('button', { name: 'Saved filters' }).click();
    await page.getByRole('menuitem', { name: 'Save the present filter…' }).click();
    await page.getByLabel('Name', { exact: true }).fill('swaps');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('button', { name: 'Clear', exact: true }).click();
    await page.getByRole('button', { name: 'Saved filters' }).click();
    await page.getByRole('menuitem', { name: 'swaps', exact: true }).click();
    await expect.poll(() => page.getByPlaceholder('Title, address, text').inputValue()).toBe('swapped');
    await page.getByRole('button', { name: 'Clear', exact: true }).click();
  });
});
