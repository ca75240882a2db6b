import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Verification } from '#contract/custody.ts';
import { ask } from './support/ask.ts';
import { root } from './support/hosts.ts';
import { startProgram } from './support/program.ts';

/** How often the program is killed; SPYHOP_KILLS=200 for the long run. */
const KILLS = Number(process.env.SPYHOP_KILLS ?? 6);
/** A case of its own for so many kills. */
const PER_CASE = 20;
/** Work goes on for at most so long before the kill, in milliseconds. */
const LONGEST = 2500;
const cli = join(root, 'dist', 'engine', 'cli.js');

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'spyhop-e2e-work-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const hex = (seed: string, digits: number) =>
  createHash('sha512').update(seed).digest('hex').slice(0, digits);

/** Transfers in which some sums come back. */
async function transfers(name: string): Promise<string> {
  const lines = ['chain,time,tx_hash,log_index,from,to,asset,amount'];
  for (let row = 0; row < 400; row += 1) {
    const from = row % 8 === 7 ? (row - 1) % 31 : row % 31;
    lines.push(
      `ethereum,${new Date(1.6e12 + row * 600_000).toISOString()},0x${hex(`${name}${row}`, 64)},0,0x${hex(`a${from}`, 40)},0x${hex(`a${(row + 1) % 31}`, 40)},ETH,${1000 + (row % 3)}.5`,
    );
  }
  const path = join(dir, `${name}.csv`);
  await writeFile(path, `${lines.join('\n')}\n`);
  return path;
}

interface Entry {
  readonly action: string;
  readonly detail: Record<string, unknown>;
}

/** Works as an investigator does, without end, and tells of everything that was acknowledged. */
async function work(
  url: string,
  file: string,
  told: (what: (entry: Entry) => boolean) => void,
): Promise<void> {
  const { client } = await ask(url);
  const sha256 = createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
  const jobs = [
    async () => {
      for await (const event of client.datasets.import({ files: [{ path: file, options: {} }] }))
        if (event.type === 'file' && event.result.status === 'imported')
          told(({ action, detail }) => /^dataset-(imported|found)$/.test(action) && detail.sha256 === sha256);
      for await (const event of client.detectors.run({ only: ['direct-cycle', 'fan-in'] }))
        if (event.type === 'done') {
          const { rows } = await client.alerts.page({ limit: 5 });
          const [first] = rows;
          if (!first) continue;
          const reason = `seen ${Math.random()}`;
          await client.alerts.verdict({ alertIds: [first.id], verdict: 'true', reason });
          told(({ action, detail }) => action === 'verdict-given' && detail.reason === reason);
          await client.cases.include({ alertIds: [first.id], included: true });
          told(
            ({ action, detail }) =>
              action === 'exhibits-added' && (detail.alerts as string[]).includes(first.id),
          );
        }
    },
    async () => {
      for (let note = 0; ; note += 1) {
        const text = `note ${note} ${Math.random()}`;
        const saved = await client.work.save({ id: null, content: { kind: 'note', text } });
        told(
          ({ action, detail }) =>
            action === 'note-saved' && (detail.content as { text: string }).text === text,
        );
        const next = `${text}, again`;
        await client.work.save({ id: saved.id, version: 1, content: { kind: 'note', text: next } });
        told(
          ({ action, detail }) =>
            action === 'note-saved' && (detail.content as { text: string }).text === next,
        );
        await delay(20);
      }
    },
    async () => {
      for (;;) {
        await client.alerts.export({ format: 'json', query: {} });
        await delay(200);
        for await (const event of client.bundles.seal({}))
          if (event.type === 'done')
            told(({ action, detail }) => action === 'bundle-sealed' && detail.sha256 === event.bundle.sha256);
      }
    },
  ];
  // Work that has to wait for other work says so; it is asked for again.
  const patient = async (job: () => Promise<void>): Promise<void> => {
    try {
      await job();
    } catch (error) {
      if ((error as { code?: string }).code !== 'busy') throw error;
      await delay(50);
      await patient(job);
    }
  };
  await Promise.all(jobs.map(patient));
}

const spyhop = (...words: string[]) => spawnSync(process.execPath, [cli, ...words], { encoding: 'utf8' });

it(`loses nothing that was acknowledged in any of ${KILLS} kills while importing, triaging, noting and exporting`, async () => {
  const seen = { acknowledged: 0, bundles: 0 };
  let caseDir = '';
  let acknowledged: ((entry: Entry) => boolean)[] = [];
  for (let kill = 0; kill < KILLS; kill += 1) {
    if (kill % PER_CASE === 0) {
      caseDir = join(dir, `case-${kill}.spyhop`);
      acknowledged = [];
    }
    const program = await startProgram(
      ['scripts/spyhop.mjs', 'serve', '--case', caseDir, '--no-open'],
      join(dir, 'data'),
    );
    const source = await transfers(`file-${kill}`);
    const ends = work(program.url, source, (what) => acknowledged.push(what)).catch((error: Error) => error);
    // spread evenly over the stretch, so that no part of the work is left to luck
    const early = await Promise.race([
      ends,
      delay((LONGEST * ((kill % PER_CASE) + Math.random())) / Math.min(KILLS, PER_CASE)),
    ]);
    expect(early).toBeUndefined();
    await program.kill();
    await ends;

    const opened = spyhop('alerts', '--case', caseDir, '--json');
    expect([opened.status, opened.stderr]).toEqual([0, '']);
    const verified = spyhop('verify', caseDir, '--json');
    const verification = JSON.parse(verified.stdout) as Verification;
    expect(verification.problems).toEqual([]);
    const journal = (await readFile(join(caseDir, 'journal.jsonl'), 'utf8'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Entry);
    expect(acknowledged.filter((what) => !journal.some(what))).toEqual([]);
    seen.acknowledged += acknowledged.length;

    const exported = await readdir(join(caseDir, 'exports'));
    expect(exported.filter((name) => name.endsWith('.part'))).toEqual([]);
    const bundles = exported.filter((name) => name.endsWith('.zip')).sort();
    for (const name of exported.filter((file) => file.endsWith('.json')))
      JSON.parse(await readFile(join(caseDir, 'exports', name), 'utf8'));
    // Each has the SHA-256 that the journal says, which was checked above; the last one is also opened.
    const last = bundles.at(-1);
    if (last) expect([last, spyhop('verify', join(caseDir, 'exports', last)).status]).toEqual([last, 0]);
    seen.bundles += bundles.length;
    for (const name of bundles) await rm(join(caseDir, 'exports', name));
  }
  // Kills before anything was done would prove nothing.
  expect(seen.acknowledged).toBeGreaterThan(KILLS);
  expect(seen.bundles).toBeGreaterThan(0);
}, 3_600_000);
