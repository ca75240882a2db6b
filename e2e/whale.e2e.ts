import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seriousFindings } from './support/accessibility.ts';
import { spyhopCommand } from './support/command.ts';
import { describeHosts } from './support/hosts.ts';
import { launchSpyhop, type Spyhop } from './support/launch.ts';
import { goTo, opened, settled, tableRows } from './support/pages.ts';

const who = (digit: string) => `0x${digit.repeat(40)}`;
const [FUND, WHALE, SHOP, OTHER] = ['1', '2', '3', '4'].map(who);
const WETH = '0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2';

/** Bought 20 for 4,000 and sold 15 for 4,500; bought 4 for 400 and sold 1 for 300. */
const PAYMENTS: readonly (readonly [from: string, to: string, amount: string, usd: number])[] = [
  [FUND!, WHALE!, '10', 1000],
  [FUND!, WHALE!, '10', 3000],
  [WHALE!, SHOP!, '15', 4500],
  [FUND!, OTHER!, '4', 400],
  [OTHER!, SHOP!, '1', 300],
];
const CSV = [
  'chain,time,tx_hash,log_index,from,to,asset,amount,symbol,amount_usd,success',
  ...PAYMENTS.map(
    ([from, to, amount, usd], index) =>
      `ethereum,2024-01-01T0${index}:00:00Z,0x${String(index + 1).padStart(64, '0')},${index},${from},${to},${WETH},${amount},WETH,${usd},true`,
  ),
].join('\n');
const TAGS = `network,address,label,category,source,confidence\nethereum,${FUND},Fund One,exchange,own research,90\n`;

/** A figure in the head of a whale page. */
const factOf = (page: Page, name: string) =>
  page.locator('.whale-facts > div', { has: page.getByText(name, { exact: true }) }).locator('dd');

describeHosts('whales and the board', (host) => {
  let dir: string;
  let spyhop: Spyhop;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'spyhop-whales-'));
    await writeFile(join(dir, 'payments.csv'), `${CSV}\n`);
    await writeFile(join(dir, 'tags.csv'), TAGS);
    const caseDir = join(dir, 'whales.spyhop');
    spyhopCommand(dir, 'import', join(dir, 'payments.csv'), join(dir, 'tags.csv'), '--case', caseDir);
    spyhop = await launchSpyhop({ host, caseDir });
    await opened(spyhop.page);
  });
  afterAll(async () => {
    await spyhop?.close();
    await rm(dir, { recursive: true, force: true });
  });

  const fact = (name: string) => factOf(spyhop.page, name);
  /** The cells of a table of figures, row by row. */
  const figures = (label: string) =>
    spyhop.page
      .getByRole('table', { name: label, exact: true })
      .locator('tbody tr')
      .evaluateAll((rows) =>
        rows.map((row) => [...row.children].map((cell) => cell.textContent?.trim() ?? '')),
      );
  const panel = (title: string) => spyhop.page.getByRole('region', { name: title, exact: true });
  const saved = async (title: string, item: string): Promise<Buffer> => {
    const { page } = spyhop;
    await panel(title)
      .getByRole('button', { name: `Export ${title.toLowerCase()}` })
      .click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: item }).click(),
    ]);
    return readFile(await download.path());
  };

  it('opens the page of an address by keys, with figures worked out by hand', async () => {
    const { page } = spyhop;
    await goTo(page, 'whale');
    await page.getByRole('textbox', { name: /^Address or label/ }).focus();
    await page.keyboard.type(WHALE!);
    await page.locator('.whale-chooser .whale-hits button').first().waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.whale-head').waitFor();
    expect(
      await Promise.all(
        ['Transfers', 'Failed', 'Senders', 'Receivers'].map((name) => fact(name).innerText()),
      ),
    ).toEqual(['3', 'none', '1', '1']);
    expect(await page.locator('.whale-holdings tbody tr').allInnerTexts()).toEqual([
      expect.stringMatching(/^WETH\s+5\s+\$300 2024-01-01\s+\$1,500$/),
    ]);
    const sums = await page.locator('.whale-sums dd').allInnerTexts();
    expect(sums).toEqual(['$2,000', '$0.00', '$2,500', '$4,500']);
    expect(await panel('Gain and loss').locator('.panel-note').innerText()).toBe(
      'FIFO, 3 of 3 rows priced (100 %)',
    );
    expect(await panel('Received from').locator('tbody tr').allInnerTexts()).toEqual([
      expect.stringMatching(/^Fund One\s+0x1111…1111\s+20 WETH\s+\$4,000\s+2/),
    ]);
    expect(await panel('Hours of the week').getByTitle('Mon 02:00 UTC: 1 transfer').count()).toBe(1);
  });

  it('leads from a figure to its rows and from a chart to its table and files', async () => {
    const { page } = spyhop;
    await fact('Transfers').getByRole('button').focus();
    await page.keyboard.press('Enter');
    expect(await (await tableRows(page, /^Transfers of/)).count()).toBe(3);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Balances as table' }).click();
    const curve = await figures('Balances');
    expect(curve).toEqual([
      ['2024-01-01 00:00:00', '10', 'WETH'],
      ['2024-01-01 01:00:00', '20', 'WETH'],
      ['2024-01-01 02:00:00', '5', 'WETH'],
    ]);
    expect((await saved('Balances', 'Figures (CSV)')).toString('utf8')).toBe(
      '"time_utc","balance","asset"\r\n"2024-01-01T00:00:00Z","10","WETH"\r\n"2024-01-01T01:00:00Z","20","WETH"\r\n"2024-01-01T02:00:00Z","5","WETH"\r\n',
    );
    await page
      .getByRole('table', { name: 'Balances' })
      .getByRole('button', { name: '2024-01-01 02:00:00' })
      .click();
    expect(await (await tableRows(page, /^WETH of/)).count()).toBe(1);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Balances as table' }).click();
    expect((await saved('Balances', 'Picture (PNG)')).subarray(1, 4).toString('latin1')).toBe('PNG');
  });

  it('puts a second whale beside it by keys, and reopens the sheet by its address', async () => {
    const { page } = spyhop;
    await page.keyboard.press('c');
    await page.getByRole('dialog', { name: 'Compare with another whale' }).waitFor();
    await page.getByRole('textbox', { name: /^Address or label/ }).focus();
    await page.keyboard.type(OTHER!);
    await page.locator('.whale-chooser .whale-hits button').first().waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.compare-table').waitFor();
    await page.reload();
    await page.locator('.compare-table').waitFor();
    const measures = new Map((await figures('The same measures')).map(([name, ...values]) => [name, values]));
    expect(measures.get('Transfers')).toEqual(['3', '2']);
    expect(measures.get('Known value held')).toEqual(['$1,500', '$900']);
    expect(measures.get('Realised')).toEqual(['$2,000', '$200']);
    expect(measures.get('Unrealised')).toEqual(['$0.00', '$600']);
    const common = await figures('Common counterparties');
    expect(common.map((cells) => cells.slice(0, 3))).toEqual([
      ['Fund One0x1111…1111', '2 $4,000', '1 $400'],
      ['0x3333…3333', '1 $4,500', '1 $300'],
    ]);
    await panel('Balances on one axis').getByRole('button', { name: 'Indexed' }).click();
    await page.getByRole('button', { name: 'Balances on one axis as table' }).click();
    expect((await figures('Balances on one axis')).map((cells) => cells.slice(3))).toEqual([
      ['10', '50.0'],
      ['20', '100.0'],
      ['5', '25.0'],
      ['4', '100.0'],
      ['3', '75.0'],
    ]);
  });

  it('takes one off by keys, and Back brings it on again', async () => {
    const { page } = spyhop;
    await page.keyboard.press('-');
    await page.keyboard.press('1');
    await page.locator('.whale-address', { hasText: OTHER! }).waitFor();
    await page.keyboard.press('a');
    await page.locator('.whale-start').waitFor();
    await page.goBack();
    await page.locator('.whale-address', { hasText: OTHER! }).waitFor();
    await page.goBack();
    await page.locator('.compare-table').waitFor();
  });

  it('opens on whatever is selected', async () => {
    const { page } = spyhop;
    await goTo(page, 'accounts');
    await (await tableRows(page, 'Accounts')).filter({ hasText: '0x3333' }).click();
    await page.keyboard.press('g');
    await page.keyboard.press('Enter');
    await page.locator('.whale-address', { hasText: SHOP! }).waitFor();
    await page.keyboard.press('o');
    await page.locator('.graph-shown').waitFor();
  });

  it('charts the whole case, each chart as table, CSV and rows', async () => {
    const { page } = spyhop;
    await goTo(page, 'board');
    await page.getByRole('button', { name: 'Top movers as table' }).click();
    expect((await figures('Top movers')).map((cells) => [cells[0], ...cells.slice(2, 6)])).toEqual([
      ['0x3333…3333', '$4,800', '$4,800', '$0.00', '2'],
      ['Fund One', '−$4,400', '$0.00', '$4,400', '3'],
      ['0x2222…2222', '−$500', '$4,000', '$4,500', '3'],
      ['0x4444…4444', '$100', '$400', '$300', '2'],
    ]);
    await page.getByRole('button', { name: 'Whale performance as table' }).click();
    const performance = new Map(
      (await figures('Whale performance')).map((cells) => [cells[0], cells.slice(1, 3)]),
    );
    expect(performance.get('0x2222…2222')).toEqual(['$2,000', '$0.00']);
    expect(performance.get('0x4444…4444')).toEqual(['$200', '$600']);
    expect(await panel('Category flows').locator('svg text').allTextContents()).toEqual(
      expect.arrayContaining(['exchange', 'untagged', '$4,400', '$4,800']),
    );
    await page.getByRole('button', { name: 'Category flows as table' }).click();
    await panel('Category flows')
      .getByRole('row', { name: /^exchange/ })
      .getByRole('button')
      .click();
    expect(await (await tableRows(page, 'exchange to untagged')).count()).toBe(3);
    await page.keyboard.press('Escape');
    expect((await saved('Category flows', 'Figures (CSV)')).toString('utf8')).toBe(
      '"from","to","usd","transfers","without_price"\r\n"untagged","untagged",4800,2,0\r\n"exchange","untagged",4400,3,0\r\n',
    );
    expect(await panel('Manipulation risk').innerText()).toContain('No alert begins in this span.');
  });

  it('follows the time span', async () => {
    const { page } = spyhop;
    await page.evaluate(() => {
      location.hash = '#/board?from=2024-01-01T03:00:00Z&to=2024-01-01T04:00:00Z';
    });
    await panel('Top movers').getByText('3 addresses').waitFor();
    expect((await figures('Top movers')).map((cells) => [cells[0], cells[2]])).toEqual([
      ['Fund One', '−$400'],
      ['0x3333…3333', '$300'],
      ['0x4444…4444', '$100'],
    ]);
    await page.getByRole('button', { name: 'Show all time' }).click();
    await panel('Top movers').getByText('4 addresses').waitFor();
  });

  describe.each(['light', 'dark'] as const)('can be read by everyone, %s', (theme) => {
    it.each([
      ['one whale', `#/whale?of=ethereum%3A${WHALE}`, '.whale-head'],
      ['several', `#/whale?of=ethereum%3A${WHALE}~ethereum%3A${OTHER}`, '.compare-table'],
      ['the board', '#/board', '.board-grid'],
    ])('%s', async (_, hash, there) => {
      const { page } = spyhop;
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await page.evaluate((to) => {
        location.hash = to;
      }, hash);
      await page.locator(there).waitFor();
      await settled(page);
      expect(await seriousFindings(page)).toEqual([]);
    });
  });

  it('reports no errors', () => {
    expect(spyhop.errors).toEqual([]);
  });
});

/** Two addresses of one fund, one of them on two chains, a bridge between the chains, and payments that go in circles. */
const [ONE, TWO, PAYER, BUYER, HERE, THERE] = ['a', 'b', 'c', 'd', 'e', 'f'].map(who);
const USDC = '0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48';
const MOVES: readonly (readonly [
  chain: string,
  time: string,
  from: string,
  to: string,
  amount: string,
  symbol: string,
  usd: number,
])[] = [
  ['ethereum', '00:00', PAYER!, ONE!, '10', 'WETH', 1000],
  ['ethereum', '01:00', ONE!, TWO!, '4', 'WETH', 400],
  ['ethereum', '02:00', PAYER!, TWO!, '10', 'WETH', 2000],
  ['ethereum', '03:00', TWO!, BUYER!, '12', 'WETH', 3600],
  ['ethereum', '04:00', ONE!, HERE!, '5000', 'USDC', 5000],
  ['arbitrum', '05:00', THERE!, ONE!, '4990', 'USDC', 4990],
  ...Array.from(
    { length: 7 },
    (_, turn) =>
      [
        'ethereum',
        `06:${String(turn * 5).padStart(2, '0')}`,
        turn % 2 === 0 ? BUYER! : PAYER!,
        turn % 2 === 0 ? PAYER! : BUYER!,
        turn === 0 ? '12' : '11',
        'WETH',
        turn === 0 ? 3600 : 3300,
      ] as const,
  ),
];
const NAMES = [
  'network,address,label,category,source,confidence,actor',
  `ethereum,${ONE},Fund One,fund,own research,90,`,
  `ethereum,${TWO},Second purse,fund,a list,60,Fund One`,
  `ethereum,${HERE},Over,bridge,own list,80,`,
  `arbitrum,${THERE},Over: arrivals,bridge,own list,80,`,
  `ethereum,${BUYER},Listed buyer,sanctioned,a sanctions list,100,`,
].join('\n');

describeHosts('entities, crossings and families', (host) => {
  let dir: string;
  let spyhop: Spyhop;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'spyhop-entities-'));
    const lines = MOVES.map(
      ([chain, time, from, to, amount, symbol, usd], row) =>
        `${chain},2024-01-01T${time}:00Z,0x${String(row + 1).padStart(64, '0')},${row},${from},${to},${symbol === 'WETH' ? WETH : USDC},${amount},${symbol},${usd},true`,
    );
    await writeFile(
      join(dir, 'moves.csv'),
      `chain,time,tx_hash,log_index,from,to,asset,amount,symbol,amount_usd,success\n${lines.join('\n')}\n`,
    );
    await writeFile(join(dir, 'names.csv'), `${NAMES}\n`);
    const caseDir = join(dir, 'entities.spyhop');
    spyhopCommand(dir, 'import', join(dir, 'moves.csv'), join(dir, 'names.csv'), '--case', caseDir);
    spyhopCommand(dir, 'detect', '--case', caseDir);
    spyhop = await launchSpyhop({ host, caseDir });
    await opened(spyhop.page);
  });
  afterAll(async () => {
    await spyhop?.close();
    await rm(dir, { recursive: true, force: true });
  });

  const fact = (name: string) => factOf(spyhop.page, name);
  const panel = (title: string) => spyhop.page.getByRole('region', { name: title, exact: true });
  const go = (hash: string) =>
    spyhop.page.evaluate((to) => {
      location.hash = to;
    }, hash);
  const entityHash = `#/whale?of=${encodeURIComponent('@label:Fund One')}`;

  it('opens an entity from the search as one subject, with figures worked out by hand', async () => {
    const { page } = spyhop;
    await page.keyboard.press('Control+k');
    await page.keyboard.type('fund one');
    await page.locator('.palette-item', { hasText: 'Entity' }).waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.whale-head h1', { hasText: 'Fund One' }).waitFor();
    expect(await page.locator('.whale-head h1').innerText()).toContain(
      '3 addresses on arbitrum, ethereum as one',
    );
    expect(
      await Promise.all(
        ['Addresses', 'Transfers', 'Moved within', 'Senders', 'Receivers'].map((name) =>
          fact(name).innerText(),
        ),
      ),
    ).toEqual(['3', '6', '1', '2', '2']);
    expect(await page.locator('.whale-holdings tbody tr').allInnerTexts()).toEqual([
      expect.stringMatching(/^WETH ethereum\s+8\s+\$300 2024-01-01\s+\$2,400$/),
      expect.stringMatching(/^USDC arbitrum\s+4,990\s+\$1.00 2024-01-01\s+\$4,990$/),
      expect.stringMatching(/^USDC ethereum\s+−5,000\s+\$1.00 2024-01-01\s+−\$5,000$/),
    ]);
    // bought 10 for 1,000 and 10 for 2,000, sold 12 for 3,600; what moved between the two is neither
    expect(await page.locator('.whale-sums dd').allInnerTexts()).toEqual([
      '$2,200',
      '$800',
      '$1,400',
      '$3,600',
    ]);
    expect(await panel('Moved within').locator('tbody tr').allInnerTexts()).toEqual([
      expect.stringMatching(/^WETH ethereum\s+4\s+\$400\s+1$/),
    ]);
    expect(await panel('Addresses').locator('tbody tr').allInnerTexts()).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/0xaaaa…aaaa\s+ethereum\s+Fund One says own research, 90 of 100/),
        expect.stringMatching(/0xbbbb…bbbb\s+ethereum\s+Second purse says a list, 60 of 100/),
      ]),
    );
  });

  it('leads from its figures to the rows of all its addresses', async () => {
    const { page } = spyhop;
    await fact('Moved within').getByRole('button').click();
    expect(await (await tableRows(page, 'Transfers within of Fund One')).count()).toBe(1);
    await page.keyboard.press('Escape');
    await fact('Transfers').getByRole('button').click();
    expect(await (await tableRows(page, 'Transfers of Fund One')).count()).toBe(6);
    await page.keyboard.press('Escape');
    await fact('Receivers').getByRole('button').click();
    expect(await (await tableRows(page, 'Sent transfers of Fund One')).count()).toBe(2);
    await page.keyboard.press('Escape');
  });

  it('lists the alerts that name any of its addresses', async () => {
    const { page } = spyhop;
    const count = Number(await fact('Alerts').innerText());
    expect(count).toBeGreaterThan(1);
    await fact('Alerts').getByRole('button').click();
    await page.locator('.chip', { hasText: 'about Fund One' }).waitFor();
    expect(await (await tableRows(page, /^Alerts/)).count()).toBe(count);
    await page.getByRole('button', { name: 'Remove this filter' }).click();
    await page.goBack();
    await page.locator('.whale-head h1', { hasText: 'Fund One' }).waitFor();
  });

  it('is reached from an address that belongs to it, and stands beside others', async () => {
    const { page } = spyhop;
    await panel('Addresses').getByRole('button', { name: 'Whale page of 0xbbbb…bbbb' }).click();
    await page.locator('.whale-address', { hasText: TWO! }).waitFor();
    await page.locator('.whale-head .belongs-to').getByRole('button', { name: 'Fund One' }).click();
    await page.locator('.whale-head h1', { hasText: 'Fund One' }).waitFor();
    await page.keyboard.press('c');
    await page.getByRole('dialog', { name: 'Compare with another whale' }).waitFor();
    await page.getByRole('textbox', { name: /^Address or label/ }).focus();
    await page.keyboard.type(PAYER!);
    await page.locator('.whale-chooser .whale-hits button').first().waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.compare-table').waitFor();
    const measures = await page
      .locator('.compare-table tbody tr')
      .evaluateAll((rows) =>
        rows.map((row) => [...row.children].map((cell) => cell.textContent?.trim() ?? '')),
      );
    expect(measures.slice(0, 3)).toEqual([
      ['Addresses', '3', '1'],
      ['Transfers', '6', '9'],
      ['Moved within', '1', 'none'],
    ]);
    await page.goBack();
    await page.locator('.whale-head h1', { hasText: 'Fund One' }).waitFor();
  });

  it('takes its note along into the case', async () => {
    const { page } = spyhop;
    await page.getByRole('textbox', { name: 'Note on this whale' }).fill('Both purses act within the hour.');
    await page.locator('.whale-head h1').click();
    await page.keyboard.press('e');
    await page.getByText('Added to the case as exhibit 1.').waitFor();
    await page.getByRole('button', { name: 'Add to case', exact: true }).click();
    await page.getByText('Added to the case as exhibit 2.').waitFor();
    expect(await page.getByRole('textbox', { name: 'Note on this whale' }).inputValue()).toBe('');
    await goTo(page, 'case');
    await page.getByRole('tab', { name: /^Exhibits/ }).click();
    for (const exhibit of [1, 2])
      expect(await page.getByRole('textbox', { name: `Note on exhibit ${exhibit}` }).inputValue()).toBe(
        'Both purses act within the hour.',
      );
    await page.getByRole('button', { name: 'Note on Fund One' }).click();
    await page.locator('.whale-head h1', { hasText: 'Fund One' }).waitFor();
  });

  it('opens a group of the graph as one subject, kept with its view', async () => {
    const { page } = spyhop;
    await go(`#/graph?on=address~ethereum~${PAYER}`);
    await page.locator('.graph-shown').waitFor();
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Shift+g');
    await page.getByRole('dialog', { name: 'Group into an entity' }).waitFor();
    await page.keyboard.type('Ring');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /^Whale page/ }).waitFor();
    await page.keyboard.press('Shift+w');
    await page.getByRole('dialog', { name: /^Save the view/ }).waitFor();
    await page.keyboard.type('Suspects');
    await page.keyboard.press('Enter');
    await page.locator('.whale-head h1', { hasText: 'Ring' }).waitFor();
    expect(await page.locator('.whale-head').innerText()).toContain('kept with the view “Suspects”');
    expect(Number(await fact('Moved within').innerText())).toBeGreaterThan(7);
    await page.reload();
    await page.locator('.whale-head h1', { hasText: 'Ring' }).waitFor();
    await page.keyboard.press('o');
    await page.locator('.graph-drawn').waitFor();
  });

  it('opens in the graph as one group of its addresses, among those it deals with', async () => {
    const { page } = spyhop;
    await go(entityHash);
    await page.locator('.whale-head h1', { hasText: 'Fund One' }).waitFor();
    await page.keyboard.press('o');
    await page.locator('.graph-drawn').waitFor();
    await page.getByText('A group of 3 addresses, put together in this graph.').waitFor();
    expect(await page.locator('.inspect-title').innerText()).toBe('Fund One');
    expect(await page.locator('.graph-bar h1').innerText()).toBe('Fund One');
    await page.reload();
    await page.getByText('A group of 3 addresses, put together in this graph.').waitFor();
  });

  it('opens in the graph without those it had not dealt with at an instant', async () => {
    const { page } = spyhop;
    await go(`#/graph?on=entity~${encodeURIComponent('@label:Fund One')}`);
    await page.locator('.graph-drawn', { hasText: '7 addresses as 5 nodes' }).waitFor();
    await go(`${entityHash}&at=2024-01-01T02:30:00Z`);
    await page.locator('.whale-head h1', { hasText: 'Fund One' }).waitFor();
    await go(`#/graph?at=2024-01-01T02:30:00Z&on=entity~${encodeURIComponent('@label:Fund One')}&wide`);
    await page.reload();
    await page.locator('.graph-drawn', { hasText: '4 addresses as 2 nodes' }).waitFor();
    await go(entityHash);
    await page.locator('.whale-head h1', { hasText: 'Fund One' }).waitFor();
  });

  it('leads from a crossing between chains to its two rows', async () => {
    const { page } = spyhop;
    await goTo(page, 'map');
    await page.getByRole('tab', { name: /^Chains/ }).click();
    await page.getByRole('group', { name: 'Flows of' }).getByText('1 day').click();
    const crossing = page.locator('.lane-cross');
    await crossing.first().waitFor();
    expect(await crossing.count()).toBe(1);
    await crossing.first().focus();
    await page.keyboard.press('Enter');
    const rows = await tableRows(page, /^Crossing of 0xaaaa…aaaa from ethereum to arbitrum/);
    expect(await rows.count()).toBe(2);
    await page.keyboard.press('Escape');
    await crossing.first().click({ force: true });
    expect(await (await tableRows(page, /^Crossing of/)).count()).toBe(2);
    await page.keyboard.press('Escape');
  });

  it('leads from the alerts of a family on the board to these alerts, and no others', async () => {
    const { page } = spyhop;
    // a round trip that began before the span reaches into it: the board does not count it
    await go('#/board?from=2024-01-01T03:30:00Z&to=2024-01-01T06:30:00Z');
    await page
      .getByRole('list', { name: 'Alerts by family' })
      .getByRole('button', { name: '2 alerts of the family circular' })
      .click();
    await page.locator('.chip', { hasText: 'circular, beginning in the time span' }).waitFor();
    await page.locator('.page-head', { hasText: /^Alerts\s*2 of / }).waitFor();
    expect(await (await tableRows(page, /^Alerts, 2/)).count()).toBe(2);
    await page.getByRole('button', { name: 'Remove this filter' }).click();
    await page.locator('.chip').waitFor({ state: 'detached' });
    await expect.poll(async () => (await tableRows(page, /^Alerts/)).count()).toBeGreaterThan(3);
    await goTo(page, 'board');
    await page.getByRole('button', { name: 'Show all time' }).click();
  });

  describe.each(['light', 'dark'] as const)('can be read by everyone, %s', (theme) => {
    it.each([
      ['an entity', entityHash, '.whale-members'],
      ['an entity beside an address', `${entityHash}~ethereum%3A${PAYER}`, '.compare-table'],
      ['crossings', '#/map', '.lane-cross'],
      ['families', '#/board', '.board-families'],
    ])('%s', async (_, hash, there) => {
      const { page } = spyhop;
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await go(hash);
      await page.locator(there).first().waitFor();
      await settled(page);
      expect(await seriousFindings(page)).toEqual([]);
    });
  });

  it('reports no errors', () => {
    expect(spyhop.errors).toEqual([]);
  });
});
