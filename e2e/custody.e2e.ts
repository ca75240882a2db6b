import { chmodSync, copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { seriousFindings } from './support/accessibility.ts';
import { authorityIn, opensslIsThere } from './support/authority.ts';
import { spyhopCommand } from './support/command.ts';
import { describeHosts, root } from './support/hosts.ts';
import { launchSpyhop, type Spyhop } from './support/launch.ts';
import { goTo, opened } from './support/pages.ts';

describeHosts('keeping and handing over a case', (host) => {
  let dir: string;
  let caseDir: string;
  let spyhop: Spyhop;

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'spyhop-custody-'));
    caseDir = join(dir, 'kept.spyhop');
    spyhopCommand(dir, 'investigate', join(root, 'resources', 'demo', 'ethereum-etl'), '--case', caseDir);
    spyhop = await launchSpyhop({ host, caseDir });
    await opened(spyhop.page);
    await goTo(spyhop.page, 'case');
    await spyhop.page.getByRole('tab', { name: 'Custody' }).click();
  });
  afterAll(async () => {
    await spyhop?.close();
    await rm(dir, { recursive: true, force: true });
  });

  const bundle = () =>
    join(caseDir, 'exports', readdirSync(join(caseDir, 'exports')).find((name) => name.endsWith('.zip'))!);
  const check = async (path: string, passphrase = '') => {
    const { page } = spyhop;
    await page.locator('h1').click();
    await page.keyboard.press('Control+k');
    await page.locator('.palette-item').first().waitFor();
    await page.keyboard.type('sealed bundle');
    await page.locator('.palette-item', { hasText: 'Check or restore' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: 'Bundle' }).fill(path);
    await page.getByLabel('Passphrase or age identity').fill(passphrase);
    await page.getByRole('button', { name: 'Check the bundle' }).click();
  };

  it('verifies the case and makes it again from its originals', async () => {
    const { page } = spyhop;
    await page.getByRole('button', { name: 'Verify the case' }).click();
    await page.getByText('Everything holds.').waitFor();
    await page.getByRole('button', { name: 'Reproduce it' }).click();
    await page.getByText('Identical.').waitFor({ timeout: 90_000 });
  });

  it('records where an original comes from', async () => {
    const { page } = spyhop;
    await page.getByRole('button', { name: 'State the source' }).first().click();
    await page.getByLabel('Source').fill('node of the laboratory');
    await page.getByRole('button', { name: 'Record it' }).click();
    await page.locator('.custody-table td', { hasText: 'node of the laboratory' }).waitFor();
  });

  it.skipIf(!opensslIsThere())(
    'asks for a time-stamp over the journal, checks the answer and keeps it',
    async () => {
      const { page } = spyhop;
      const work = await mkdtemp(join(dir, 'authority-'));
      const authority = authorityIn(work);
      await page.getByRole('button', { name: 'Time-stamps' }).click();
      const dialog = page.getByRole('dialog', { name: 'Time-stamps' });
      const download = host === 'browser' ? page.waitForEvent('download') : null;
      await dialog.getByRole('button', { name: 'Write the request' }).click();
      await dialog.getByText('The request is written.').waitFor();
      const request = download
        ? await (await download).path()
        : ((await dialog.locator('p.mono').first().textContent()) ?? '');
      const answer = authority.answer(request, 'journal.tsr');
      if (host === 'browser') {
        const chooser = page.waitForEvent('filechooser');
        await dialog.getByRole('button', { name: 'Choose: Answer of the authority' }).click();
        await (await chooser).setFiles(answer);
        await dialog.locator('input[value$="journal.tsr"]').waitFor();
      } else await dialog.getByRole('textbox', { name: 'Answer of the authority' }).fill(answer);
      await dialog.getByRole('textbox', { name: 'Certificates that you trust' }).fill(join(work, 'config'));
      await dialog.getByRole('button', { name: 'Check the answer' }).click();
      await dialog.getByText('The file holds no certificate in PEM').waitFor();
      await dialog.getByRole('textbox', { name: 'Certificates that you trust' }).fill(authority.certificate);
      await dialog.getByRole('button', { name: 'Check the answer' }).click();
      await dialog.getByText('The time-stamp holds.').waitFor();
      await dialog.locator('.facts dd', { hasText: /^journal, entries 1 to \d+$/ }).waitFor();
      await dialog.locator('.facts dd', { hasText: 'CN=Authority of the test' }).waitFor();
      await dialog.getByRole('button', { name: 'Keep it in the case' }).click();
      await dialog.getByText('Kept in the case.').waitFor();
      await dialog.locator('.custody-table td', { hasText: /^journal, entries 1 to/ }).waitFor();
      for (const theme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme: theme });
        expect(await seriousFindings(page)).toEqual([]);
      }
      await page.emulateMedia({ colorScheme: null });
      await page.keyboard.press('Escape');
    },
  );

  it('seals a bundle that checks out, and restores it as a case', async () => {
    const { page } = spyhop;
    await page.getByRole('button', { name: 'Seal a bundle' }).click();
    const download = host === 'browser' ? page.waitForEvent('download') : null;
    await page.getByRole('button', { name: 'Seal the bundle' }).click();
    await page.getByText('SHA-256', { exact: true }).last().waitFor();
    if (download) await (await download).path();
    await page.keyboard.press('Escape');
    await check(bundle());
    await page.locator('.restore-form').getByText('Everything holds.').waitFor();
    await page.getByLabel('Name of the new case').fill(join(dir, 'again.spyhop'));
    await page.getByRole('button', { name: 'Restore it as a case' }).click();
    await page.getByText(/^Restored in /).waitFor({ timeout: 90_000 });
    await page.getByRole('button', { name: 'Open it' }).click();
    await page.locator('.frame', { hasText: 'kept' }).waitFor();
    await goTo(page, 'case');
    await page.getByRole('tab', { name: /^Exhibits/ }).click();
    await page.locator('.exhibit-item').nth(2).waitFor();
  });

  it('seals a copy without what holds a name, and names where it still is', async () => {
    const { page } = spyhop;
    await page.getByRole('tab', { name: /^Notes/ }).click();
    await page.getByLabel('New note').fill('Call Zebedee Quux');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.locator('.work-item', { hasText: 'Call Zebedee Quux' }).waitFor();
    await page.getByRole('tab', { name: 'About' }).click();
    await page.getByLabel('Description').fill('A matter of ZEBEDEE QUUX');
    await page.getByLabel('Examiner').fill('A. Examiner');
    await page.getByRole('tab', { name: 'Custody' }).click();
    await page.getByRole('button', { name: 'Seal a bundle' }).click();
    const dialog = page.getByRole('dialog', { name: 'Seal a bundle' });
    await dialog.getByLabel('Words that must not be in the copy').fill('zebedee quux\nsandwich');
    await dialog.getByRole('button', { name: 'Find them in the case' }).click();
    await dialog.getByText(/can be left out\./).waitFor();
    await dialog.locator('.word-places li', { hasText: 'note 1, title' }).getByRole('checkbox').check();
    // Every place of the note goes with it.
    const others = dialog.locator('.word-places li', { hasText: /journal entry \d+ \(note-saved\)/ });
    expect(await others.first().getByRole('checkbox').isChecked()).toBe(true);
    await dialog
      .locator('.word-places li', { hasText: 'case, description' })
      .getByText('It describes')
      .waitFor();
    await dialog.getByLabel('Leave out all of them').check();
    for (const theme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: theme });
      expect(await seriousFindings(page)).toEqual([]);
    }
    const download = host === 'browser' ? page.waitForEvent('download') : null;
    await dialog.getByRole('button', { name: 'Seal the bundle' }).click();
    const outcome = dialog.locator('.outcome.is-bad');
    await outcome.getByText(/^Words are still in the bundle/).waitFor();
    if (download) await (await download).path();
    expect(await outcome.locator('li', { hasText: 'description of the case' }).count()).toBe(1);
    expect(await outcome.locator('li', { hasText: 'findings.json' }).count()).toBe(0);
    for (const theme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: theme });
      expect(await seriousFindings(page)).toEqual([]);
    }
    await page.emulateMedia({ colorScheme: null });
    await page.keyboard.press('Escape');
  });

  it('names what was changed in a bundle, and restores nothing of it', async () => {
    const { page } = spyhop;
    const bytes = readFileSync(bundle());
    const place = bytes.indexOf(Buffer.from('journal.jsonl')) + 400;
    bytes[place] = bytes[place]! ^ 1;
    const altered = join(dir, 'altered.zip');
    writeFileSync(altered, bytes);
    await check(altered);
    const problem = page.locator('.restore-form .is-bad, .notice-problem').first();
    await problem.waitFor();
    expect(await page.getByRole('button', { name: 'Restore it as a case' }).count()).toBe(0);
    await page.keyboard.press('Escape');
  });

  it('finds an altered original by name', async () => {
    const { page } = spyhop;
    const evidence = join(dir, 'again.spyhop', 'evidence');
    const [first] = readdirSync(evidence);
    const path = join(evidence, first!);
    const kept = join(dir, 'kept-original');
    copyFileSync(path, kept);
    chmodSync(path, 0o644);
    const bytes = readFileSync(path);
    bytes[10] = bytes[10]! ^ 1;
    writeFileSync(path, bytes);
    await page.getByRole('tab', { name: 'Custody' }).click();
    await page.getByRole('button', { name: 'Verify the case' }).click();
    await page.locator('.outcome.is-bad li', { hasText: first! }).first().waitFor();
    copyFileSync(kept, path);
    chmodSync(path, 0o444);
  });

  it('asks members for their passphrase', async () => {
    const { page } = spyhop;
    await page.locator('summary', { hasText: 'Protect the case' }).click();
    await page.getByLabel('Name', { exact: true }).fill('A. Owner');
    await page.getByLabel('Passphrase').fill('correct horse');
    await page.getByRole('button', { name: 'Make this the owner' }).click();
    await page.getByText('A. Owner is at the case as owner.').waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByText('Nobody has signed in').waitFor();
    await page.getByLabel('Passphrase').fill('wrong horse');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.locator('.notice-problem').first().waitFor();
    await page.getByLabel('Passphrase').fill('correct horse');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('A. Owner is at the case as owner.').waitFor();
  });

  for (const theme of ['light', 'dark'] as const)
    it(`has no serious accessibility finding, ${theme}`, async () => {
      const { page } = spyhop;
      await page.emulateMedia({ colorScheme: theme });
      expect(await seriousFindings(page)).toEqual([]);
      await page.getByRole('button', { name: 'Seal a bundle' }).click();
      expect(await seriousFindings(page)).toEqual([]);
      await page.keyboard.press('Escape');
    });
});
