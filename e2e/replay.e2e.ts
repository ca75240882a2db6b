import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import yauzl from 'yauzl';
import { seriousFindings } from './support/accessibility.ts';
import { spyhopCommand } from './support/command.ts';
import { describeHosts } from './support/hosts.ts';
import { launchSpyhop, type Spyhop } from './support/launch.ts';
import { goTo, opened, tableRows } from './support/pages.ts';

const who = (digit: string) => `0x${digit.repeat(40)}`;
const [FUND, ANNE, BILL, CARL, DORA] = ['1', '2', '3', '4', '5'].map(who);
const USDC = '0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48';

/** A circle of payments with a loan before and a purchase after it, at full hours. */
const PAYMENTS: readonly (readonly [from: string, to: string, amount: string, hour: number])[] = [
  [FUND!, ANNE!, '100000', 0],
  [ANNE!, BILL!, '60000', 1],
  [BILL!, CARL!, '59500.5', 2],
  [CARL!, ANNE!, '59000.25', 3],
  [ANNE!, DORA!, '10000.125', 5],
  [FUND!, DORA!, '7', 6],
];
const CSV = [
  'chain,time,tx_hash,log_index,from,to,asset,amount,symbol,amount_usd,success',
  ...PAYMENTS.map(
    ([from, to, amount, hour], index) =>
      `ethereum,2024-01-01T0${hour}:00:00Z,0x${String(index + 1).padStart(64, '0')},${index},${from},${to},${USDC},${amount},USDC,${amount},true`,
  ),
].join('\n');

/** Worked out by hand from the rows above. */
const KNOWN = [
  {
    at: '2024-01-01 01:30',
    balances: { [ANNE!]: '40000', [BILL!]: '60000', [FUND!]: '-100000' },
    transfers: '2',
    alerts: '0',
  },
  {
    at: '2024-01-01 03:30',
    balances: { [ANNE!]: '99000.25', [BILL!]: '499.5', [CARL!]: '500.25', [FUND!]: '-100000' },
    transfers: '4',
    alerts: '3',
  },
  {
    at: '2024-01-01 05:30:00',
    balances: {
      [ANNE!]: '89000.125',
      [BILL!]: '499.5',
      [CARL!]: '500.25',
      [DORA!]: '10000.125',
      [FUND!]: '-100000',
    },
    transfers: '5',
    alerts: '3',
  },
];

/** Types an instant, as an expert does. */
async function goToInstant(page: Page, text: string): Promise<void> {
  await page.keyboard.press('@');
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
  await page.locator('.past-instant', { hasText: text }).waitFor();
}

const instantOf = (page: Page): Promise<string> => page.locator('.past-instant').innerText();

/** Every instant that stood in the strip while `act` was at work, in order. */
async function instantsDuring(page: Page, act: () => Promise<void>): Promise<string[]> {
  await page.evaluate(() => {
    const seen: string[] = [];
    const look = () => {
      const text = document.querySelector('.past-instant')?.textContent ?? '';
      if (text !== '' && seen.at(-1) !== text) seen.push(text);
    };
    const observer = new MutationObserver(look);
    observer.observe(document.body, { subtree: true, childList: true, characterData: true });
    Object.assign(window, { seenInstants: seen, stopLooking: () => observer.disconnect() });
  });
  await act();
  return page.evaluate(() => {
    const here = window as unknown as { seenInstants: string[]; stopLooking: () => void };
    here.stopLooking();
    return here.seenInstants;
  });
}

const hour = (text: string) => `2024-01-01 ${text}:00 UTC`;

/** The files of a ZIP, by a reader of its own. */
function filesOf(zip: Buffer): Promise<Map<string, Buffer>> {
  return new Promise((resolve, reject) => {
    yauzl.fromBuffer(zip, { lazyEntries: true }, (failed, archive) => {
      if (failed) return reject(failed);
      const files = new Map<string, Buffer>();
      archive.on('entry', (entry: yauzl.Entry) => {
        archive.openReadStream(entry, (error, stream) => {
          if (error) return reject(error);
          const parts: Buffer[] = [];
          stream.on('data', (part: Buffer) => parts.push(part));
          stream.on('end', () => {
            files.set(entry.fileName, Buffer.concat(parts));
            archive.readEntry();
          });
        });
      });
      archive.on('end', () => resolve(files));
      archive.on('error', reject);
      archive.readEntry();
    });
  });
}

describeHosts('going back in time', (host) => {
  let dir: string;
  let spyhop: Spyhop;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'spyhop-replay-'));
    await writeFile(join(dir, 'circle.csv'), `${CSV}\n`);
    const caseDir = join(dir, 'circle.spyhop');
    spyhopCommand(dir, 'investigate', join(dir, 'circle.csv'), '--case', caseDir);
    spyhop = await launchSpyhop({ host, caseDir });
    await spyhop.page.emulateMedia({ reducedMotion: 'reduce' });
    await opened(spyhop.page);
    await spyhop.page.getByRole('button', { name: 'Play' }).waitFor();
  });
  afterAll(async () => {
    await spyhop?.close();
    await rm(dir, { recursive: true, force: true });
  });

  describe.each(KNOWN)('at $at', ({ at, balances, transfers, alerts }) => {
    it('every account holds what the rows up to it add up to, and no other is named', async () => {
      const { page } = spyhop;
      await goTo(page, 'accounts');
      await goToInstant(page, at);
      const head = page.locator('.accounts-page .page-head .muted');
      const count = Object.keys(balances).length;
      await expect.poll(() => head.innerText()).toBe(`${count} addresses`);
      const rows = await tableRows(page, 'Accounts');
      for (const [address, balance] of Object.entries(balances)) {
        const row = rows.filter({ hasText: `${address.slice(0, 6)}…` });
        const exact = row.locator('[role="gridcell"]').nth(3).locator('.amount');
        await expect.poll(() => exact.getAttribute('title')).toBe(`${balance} USDC`);
      }
      expect(await rows.count()).toBe(count);
      const known = page.locator('.timeline-span');
      await expect.poll(() => known.innerText()).toContain(`${transfers} of 6 transfers`);
      await expect.poll(() => known.innerText()).toContain(`${alerts} alerts known`);
    });

    it('the map shows the same holders', async () => {
      const { page } = spyhop;
      await goTo(page, 'map');
      await page.locator('.map-sum', { hasText: `${at}`.padEnd(19, ':00') }).waitFor();
      const wanted = Object.values(balances)
        .filter((balance) => !balance.startsWith('-'))
        .sort((a, b) => Number(b) - Number(a));
      const rows = await tableRows(page, 'Largest holders');
      await expect.poll(() => rows.count()).toBe(wanted.length);
      for (const [rank, balance] of wanted.entries())
        expect(await rows.nth(rank).locator('.number-link').getAttribute('title')).toContain(
          `${balance} USDC`,
        );
    });
  });

  it('shows an address, its flows and its rows as of the instant', async () => {
    const { page } = spyhop;
    await goToInstant(page, KNOWN[0]!.at);
    await goTo(page, 'accounts');
    await (await tableRows(page, 'Accounts')).filter({ hasText: '0x2222' }).dblclick();
    await page.locator('.graph-drawn', { hasText: '3 addresses, 2 flows' }).waitFor();
    await page.getByRole('button', { name: 'Rows', exact: true }).click();
    await page.locator('.rows-head', { hasText: '2 rows up to 2024-01-01 01:30:00 UTC' }).waitFor();
    await page.keyboard.press('Escape');
    await goToInstant(page, KNOWN[1]!.at);
    await page.locator('.positions').first().waitFor();
    const balance = page.locator('.positions tbody tr').first().locator('td').nth(2).locator('.amount');
    await expect.poll(() => balance.getAttribute('title')).toBe('99000.25');
    // Time alone brings nobody in; what was brought in later is not there before its first row.
    await page.locator('.graph-drawn', { hasText: '3 addresses, 2 flows' }).waitFor();
    await page.keyboard.press('.');
    await page.locator('.graph-drawn', { hasText: '4 addresses, 4 flows' }).waitFor();
    await goToInstant(page, KNOWN[0]!.at);
    await page.locator('.graph-drawn', { hasText: '3 addresses, 2 flows' }).waitFor();
    await page.getByText('1 address not named by any row yet').waitFor();
    await page.keyboard.press('Escape');
  });

  it('lets alerts be seen once their evidence is there, all of them with hindsight', async () => {
    const { page } = spyhop;
    await goTo(page, 'alerts');
    await goToInstant(page, KNOWN[0]!.at);
    await page.getByText('Only alerts that could be known').waitFor();
    await page.keyboard.press('Shift+W');
    const alerts = await tableRows(page, /^Alerts/);
    await expect.poll(() => alerts.count()).toBe(3);
    expect(await page.getByRole('switch', { name: /With hindsight/ }).getAttribute('aria-checked')).toBe(
      'true',
    );
    await alerts.first().click();
    await page.locator('.alert-later').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Shift+W');
    await page.getByText('Only alerts that could be known').waitFor();
  });

  it('goes from alert to alert in time', async () => {
    const { page } = spyhop;
    await goToInstant(page, '2024-01-01 00:30');
    await page.keyboard.press('Shift+J');
    await page.locator('.past-instant', { hasText: hour('02:00') }).waitFor();
    await page.locator('.alert-explanation').waitFor();
    expect(await page.locator('.alert-later').count()).toBe(0);
    await page.keyboard.press('Shift+J');
    await page.locator('.past-instant', { hasText: hour('03:00') }).waitFor();
    await page.keyboard.press('Shift+J');
    await page.getByText('No later alert in this span.').waitFor();
    await page.keyboard.press('Shift+K');
    await page.locator('.past-instant', { hasText: hour('02:00') }).waitFor();
    await page.keyboard.press('Escape');
  });

  it('steps by frames, and plays every frame once to the end', async () => {
    const { page } = spyhop;
    await goTo(page, 'map');
    await page.keyboard.press('q');
    await page.locator('.past-strip').waitFor({ state: 'detached' });
    await page.getByLabel('Speed').selectOption({ label: '6 h/s' });
    await page.getByLabel('Speed').blur();
    for (const [key, wanted] of [
      ['ArrowRight', '00:00'],
      ['ArrowRight', '01:30'],
      ['Shift+ArrowRight', '06:00'],
      ['[', '04:30'],
      ['Shift+ArrowLeft', '00:00'],
    ] as const) {
      await page.keyboard.press(key);
      await page.locator('.past-instant', { hasText: hour(wanted) }).waitFor();
    }
    const ended = page.getByRole('button', { name: 'Play', exact: true });
    const played = await instantsDuring(page, async () => {
      await page.keyboard.press(' ');
      await page.getByRole('button', { name: 'Pause', exact: true }).waitFor();
      await ended.waitFor();
    });
    expect(played.filter((at) => at !== hour('00:00'))).toEqual(
      ['01:30', '03:00', '04:30', '06:00'].map(hour),
    );
  });

  it('pauses where it is, and goes faster and slower by key', async () => {
    const { page } = spyhop;
    await goToInstant(page, '2024-01-01 00:30');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    expect(await page.getByLabel('Speed').inputValue()).toBe('quarter');
    await page.keyboard.press(' ');
    await expect.poll(() => instantOf(page)).not.toBe(hour('00:30'));
    await page.keyboard.press(' ');
    await page.getByRole('button', { name: 'Play', exact: true }).waitFor();
    const stood = await instantOf(page);
    await page.waitForTimeout(700);
    expect(await instantOf(page)).toBe(stood);
    for (const _ of [1, 2]) await page.keyboard.press('Shift+ArrowUp');
  });

  it('loops a span', async () => {
    const { page } = spyhop;
    await page.evaluate(() => {
      location.hash = '#/map?from=2024-01-01T01:00:00Z&to=2024-01-01T03:00:00Z&at=2024-01-01T01:00:00Z';
    });
    await page.locator('.past-instant', { hasText: hour('01:00') }).waitFor();
    await page.keyboard.press('Shift+L');
    const played = await instantsDuring(page, async () => {
      await page.keyboard.press(' ');
      await page.waitForTimeout(2500);
      await page.keyboard.press(' ');
    });
    const turn = ['02:30', '03:00', '01:00'].map(hour);
    const frames = played[0] === hour('01:00') ? played.slice(1) : played;
    expect(frames.length).toBeGreaterThan(4);
    expect(frames).toEqual(frames.map((_, i) => turn[i % 3]));
    await page.keyboard.press('Shift+L');
    await page.evaluate(() => {
      location.hash = '#/map?at=2024-01-01T02:30:00Z';
    });
    await page.locator('.past-instant', { hasText: hour('02:30') }).waitFor();
  });

  it('opens again where it stood, and refuses what is no instant', async () => {
    const { page } = spyhop;
    await page.reload();
    await opened(page);
    await page.locator('.past-instant', { hasText: hour('02:30') }).waitFor();
    await page.keyboard.press('@');
    await page.keyboard.type('2024-02-31');
    await page.keyboard.press('Enter');
    await page.getByText('“2024-02-31” is no instant.').waitFor();
    await page.keyboard.press('Escape');
    expect(await instantOf(page)).toBe(hour('02:30'));
  });

  it('records a stretch as pictures that are the same each time', async () => {
    const { page } = spyhop;
    await goTo(page, 'map');
    await page.locator('.map-body').waitFor();
    const recorded = async () => {
      await page.keyboard.press('Shift+R');
      const dialog = page.getByRole('dialog', { name: 'Record as pictures' });
      await dialog.getByLabel('From, UTC').fill('2024-01-01 00:00');
      await dialog.getByLabel('To, UTC').fill('2024-01-01 05:00');
      await dialog.getByLabel('One picture every').fill('1');
      await dialog.getByLabel('Unit').selectOption({ label: 'hours' });
      await dialog.getByText('6 pictures, 1 h apart.').waitFor();
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        dialog.getByRole('button', { name: 'Record', exact: true }).click(),
      ]);
      expect(download.suggestedFilename()).toBe('map-2024-01-01-6-frames.zip');
      return readFile(await download.path());
    };
    const zip = await recorded();
    const files = await filesOf(zip);
    const pictures = [...files].filter(([name]) => name.endsWith('.png'));
    expect(pictures.map(([name]) => name)).toEqual([0, 1, 2, 3, 4, 5].map((n) => `map-0000${n}.png`));
    for (const [, picture] of pictures) {
      expect(picture.subarray(1, 4).toString('latin1')).toBe('PNG');
      expect(picture.readUInt32BE(16)).toBe(pictures[0]![1].readUInt32BE(16));
    }
    const manifest = JSON.parse(files.get('recording.json')!.toString('utf8')) as {
      hindsight: boolean;
      page: string;
      stepSeconds: number;
      frames: { file: string; instant: string; transfers: number | null }[];
    };
    expect(manifest).toMatchObject({ hindsight: false, page: 'map', stepSeconds: 3600 });
    expect(manifest.frames.map(({ instant }) => instant)).toEqual(
      [0, 1, 2, 3, 4, 5].map((n) => `2024-01-01T0${n}:00:00Z`),
    );
    expect(manifest.frames.map(({ transfers }) => transfers)).toEqual([null, 1, 1, 1, 0, 1]);
    expect(files.get('recording.csv')!.toString('utf8').trim().split('\n')).toHaveLength(7);
    // What moved is seen: pictures of different states differ.
    expect(pictures[0]![1].equals(pictures[1]![1])).toBe(false);
    expect((await recorded()).equals(zip)).toBe(true);
  });

  it.each(['light', 'dark'] as const)('can be read by everyone, %s', async (theme) => {
    const { page } = spyhop;
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await goTo(page, 'map');
    await goToInstant(page, KNOWN[1]!.at);
    for (const [key, part] of [
      ['1', '.map-network'],
      ['2', '.heat'],
      ['3', '.lane-picture'],
    ] as const) {
      await page.keyboard.press(key);
      await page.locator(part).waitFor();
      expect(await seriousFindings(page)).toEqual([]);
    }
    await page.keyboard.press('1');
    await page.keyboard.press('Shift+R');
    await page.getByRole('dialog', { name: 'Record as pictures' }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');
  });

  it('leads from the map to rows, an address and its graph, by keys', async () => {
    const { page } = spyhop;
    await goTo(page, 'map');
    await page.keyboard.press('j');
    await page.locator('.inspector', { hasText: ANNE! }).waitFor();
    await page.keyboard.press('2');
    await page.locator('.heat-cell[aria-label="2024-01-01 03:00, 1 transfer"]').click();
    await page.locator('.rows-head', { hasText: '1 row' }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('1');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.locator('.graph-bar').first().waitFor();
    await page.keyboard.press('q');
    await page.locator('.past-strip').waitFor({ state: 'detached' });
  });

  it('reports no errors and asks nobody outside', () => {
    expect(spyhop.errors).toEqual([]);
    const hosts = spyhop.requests.map((url) => new URL(url.replace(/^blob:/, '')).hostname);
    expect(new Set(hosts)).toEqual(new Set(['127.0.0.1']));
  });
});
