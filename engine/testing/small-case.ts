import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AlertQuery } from '#contract/detection.ts';
import { detect } from '../alerts/detect.ts';
import { exportAlerts } from '../alerts/export-alerts.ts';
import { wholeAlerts } from '../alerts/query-alerts.ts';
import { giveVerdict } from '../alerts/triage.ts';
import { type CaseFolder, openCase } from '../cases/case-folder.ts';
import { takeIn } from '../cases/case-items.ts';
import { addEvidence, saveWork } from '../cases/work/case-work.ts';
import { runImport } from '../importers/run-import.ts';

export interface SmallCase {
  readonly dir: string;
  readonly temp: string;
  readonly rows: number;
  open(dir?: string): Promise<CaseFolder>;
  remove(): void;
}

const address = (n: number) => `0x${n.toString(16).padStart(40, 'a')}`;

/** Transfers in which sums return to where they came from, among others that do not. */
function transfers(): string[] {
  const lines = ['chain,time,tx_hash,log_index,from,to,asset,amount'];
  let n = 0;
  const pay = (minute: number, from: number, to: number, amount: string) => {
    n += 1;
    const time = new Date(Date.UTC(2023, 0, 1) + minute * 60_000).toISOString();
    lines.push(
      `ethereum,${time},0x${n.toString(16).padStart(64, '0')},0,${address(from)},${address(to)},ETH,${amount}`,
    );
  };
  for (let round = 0; round < 4; round += 1) {
    pay(round * 600, 1, 2, '1000');
    pay(round * 600 + 20, 2, 3, '999.5');
    pay(round * 600 + 40, 3, 1, '999.1');
  }
  for (let other = 0; other < 60; other += 1)
    pay(other * 37 + 5, 10 + (other % 13), 40 + (other % 17), `${1 + (other % 9)}.25`);
  return lines;
}

/** A case with everything in it: an original, alerts, verdict, exhibits of several kinds, finding, note, task, an export. */
export async function smallCase(): Promise<SmallCase> {
  const temp = mkdtempSync(join(tmpdir(), 'spyhop-small-'));
  const dir = join(temp, 'small.spyhop');
  let tick = Date.UTC(2026, 0, 1);
  const clock = () => {
    tick += 1000;
    return new Date(tick);
  };
  const open = (place = dir) =>
    openCase({
      dir: place,
      create: place === dir,
      tempDir: join(temp, 'tmp'),
      clock,
      programVersion: 'test',
    });
  const folder = await open();
  const signal = new AbortController().signal;
  const log = () => undefined;
  const lines = transfers();
  const file = join(temp, 'transfers.csv');
  writeFileSync(file, `${lines.join('\n')}\n`);
  for await (const _ of runImport(
    { folder, tempDir: join(temp, 'tmp'), clock, log },
    { files: [{ path: file, options: {} }] },
    signal,
  ));
  folder.save({ examiner: 'A. Examiner', title: 'Small case' }, 'case-changed');
  for await (const _ of detect({ folder, log }, { only: [], params: {}, asOf: null }, signal));
  const alerts = await folder.warehouse.use((session) => wholeAlerts(session, AlertQuery.parse({})));
  const [first, second] = alerts;
  if (!first || !second) throw new Error('the small case gives too few alerts');
  await giveVerdict(folder, [first.id], 'true', 'the sums return');
  await takeIn(folder, [first, second]);
  const rows = await addEvidence(folder, {
    kind: 'rows',
    title: 'Three payments',
    data: JSON.stringify({ rows: [1, 2, 3] }),
    style: '{"columns":["time"]}',
    picture: {
      type: 'image/svg+xml',
      text: '<svg xmlns="http://www.w3.org/2000/svg"><rect width="1" height="1"/></svg>',
    },
    events: [{ at: '2023-01-01T00:00:00Z', text: 'the first payment' }],
  });
  const finding = {
    kind: 'finding' as const,
    statement: 'The sums returned to their sender.',
    confidence: 'high' as const,
    tier: 'structural' as const,
    supporting: [{ evidence: rows.id, text: 'shows all three' }],
    events: [{ at: '2023-01-01T00:40:00Z', text: 'the sum is back' }],
  };
  await saveWork(folder, { id: null, content: finding });
  const note = await saveWork(folder, {
    id: null,
    content: { kind: 'note', text: '# First look\n\nThree accounts.' },
  });
  await saveWork(folder, {
    id: note.id,
    version: 1,
    content: { kind: 'note', text: '# First look\n\nThree accounts, four rounds.' },
  });
  await saveWork(folder, {
    id: null,
    content: { kind: 'task', type: 'lead', title: 'Who is the second?', status: 'open' },
  });
  await exportAlerts(folder, alerts, 'json');
  folder.close();
  return {
    dir,
    temp,
    rows: lines.length - 1,
    open,
    remove: () => rmSync(temp, { recursive: true, force: true }),
  };
}
