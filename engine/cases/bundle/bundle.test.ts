import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ZipFile } from 'yazl';
import type { z } from 'zod';
import { BundleRequest } from '#contract/bundles.ts';
import { type SmallCase, smallCase } from '../../testing/small-case.ts';
import type { CaseFolder } from '../case-folder.ts';
import { reproduce } from '../reproduce.ts';
import { verifyCase } from '../verify/verify-case.ts';
import { storedEvidence, storedWork } from '../work/stored.ts';
import { openBundle } from './open-bundle.ts';
import { restoreBundle } from './restore.ts';
import { verifyBundle } from './verify-bundle.ts';
import { sealBundle } from './write-bundle.ts';

let small: SmallCase;
let temp: string;
let plain: string;
const signal = new AbortController().signal;
const quiet = { signal, progress: () => undefined };
const clock = () => new Date('2026-02-01T00:00:00Z');

const within = async <T>(work: (folder: CaseFolder) => Promise<T>): Promise<T> => {
  const folder = await small.open(small.dir);
  try {
    return await work(folder);
  } finally {
    folder.close();
  }
};
const seal = (name: string, request: z.input<typeof BundleRequest> = {}) =>
  within((folder) =>
    sealBundle(BundleRequest.parse({ out: join(temp, name), ...request }), {
      ...quiet,
      folder,
      clock,
      programVersion: 'test',
      tempDir: temp,
    }),
  );
const verify = (path: string, key: Parameters<typeof verifyBundle>[1] = null) =>
  verifyBundle(path, key, { ...quiet, tempDir: temp });
const restore = (path: string, name: string, key: Parameters<typeof restoreBundle>[2] = null) =>
  restoreBundle(path, join(temp, name), key, {
    ...quiet,
    tempDir: temp,
    clock,
    log: () => undefined,
    programVersion: 'test',
  });
const checkCase = (dir: string) => verifyCase(dir, { ...quiet, tempDir: temp });
/** Names of everything in the scratch folder: what a refused act must not change. */
const around = () => readdirSync(temp).sort();

beforeAll(async () => {
  small = await smallCase();
  temp = mkdtempSync(join(tmpdir(), 'spyhop-bundle-'));
  plain = join(temp, 'plain.zip');
  await seal('plain.zip');
});
afterAll(() => {
  small.remove();
  rmSync(temp, { recursive: true, force: true });
});

const has = (program: string) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
const run = (command: string, cwd: string) => spawnSync('bash', ['-c', command], { cwd, encoding: 'utf8' });

describe('a sealed bundle', () => {
  test('holds, and its journal says with which SHA-256 it was sealed', async () => {
    const answer = await verify(plain);
    expect(answer.problems).toEqual([]);
    expect(answer).toMatchObject({ kind: 'bundle', holds: true, checked: { originals: 1 } });
    const sealed = await within(
      async ({ journal }) => journal.read(journal.numbersOf('bundle-sealed')[0]!).detail,
    );
    expect(sealed).toMatchObject({ sha256: expect.stringMatching(/^[0-9a-f]{64}$/), encrypted: null });
  });

  test('is restored as a case that verifies, reproduces, and has the same findings and exhibits', async () => {
    const restored = await restore(plain, 'restored.spyhop');
    expect(restored).toMatchObject({ datasets: 1, passedOver: 0, differences: [] });
    expect(restored.alerts.restored).toBe(restored.alerts.sealed);
    const { problems } = await checkCase(restored.dir);
    expect(problems).toEqual([]);
    const again = await reproduce(restored.dir, {
      ...quiet,
      tempDir: temp,
      clock,
      log: () => undefined,
      programVersion: 'test',
    });
    expect(again.differences).toEqual([]);
    const work = (folder: CaseFolder) =>
      folder.warehouse.use(async (session) => [
        await storedWork(session, [], true),
        await storedEvidence(session, true),
      ]);
    const copy = await small.open(restored.dir);
    const copied = await work(copy);
    expect(copy.journal.read(copy.journal.length - 1).action).toBe('case-restored');
    copy.close();
    expect(copied).toEqual(await within(work));
  });

  test('is checked by standard tools alone, as its guide says', async () => {
    expect(has('unzip') && has('sha256sum') && has('awk')).toBe(true);
    const dir = mkdtempSync(join(temp, 'tools-'));
    expect(run(`unzip -q ${plain}`, dir)).toMatchObject({ status: 0 });
    const [base] = readdirSync(dir);
    const bag = join(dir, base!);
    for (const manifest of ['manifest-sha256.txt', 'tagmanifest-sha256.txt']) {
      const checked = run(`sha256sum -c ${manifest}`, bag);
      expect([checked.status, checked.stderr]).toEqual([0, '']);
      expect(
        checked.stdout
          .trim()
          .split('\n')
          .every((line) => line.endsWith(': OK')),
      ).toBe(true);
    }
    const guide = readFileSync(join(bag, 'HOW-TO-CHECK.txt'), 'utf8');
    const commands = guide
      .split('\n')
      .filter((line) => /^ {5}/.test(line))
      .join('\n')
      .replaceAll(/^ {5}/gm, '');
    const silent = /^diff[\s\S]*?data\/journal\.jsonl$/m.exec(commands)?.[0] ?? '';
    expect(silent).toContain('awk');
    expect(run(silent, bag)).toMatchObject({ stdout: '', stderr: '' });
    const python = /^python3[\s\S]*^EOF$/m.exec(commands)?.[0] ?? '';
    expect(python).toContain('hashlib');
    if (has('python3')) expect(run(python, bag)).toMatchObject({ stdout: '', stderr: '', status: 0 });
    // the same commands are not silent when something was changed
    writeFileSync(
      join(bag, 'data', 'journal.jsonl'),
      readFileSync(join(bag, 'data', 'journal.jsonl'), 'utf8').replace('A. Examiner', 'B. Examiner'),
    );
    if (has('python3')) expect(run(python, bag).stdout).toContain('was changed');
    expect(run('sha256sum -c manifest-sha256.txt', bag).status).not.toBe(0);
  });

  test('a redacted copy holds without what was left out, whose hashes remain', async () => {
    const { exhibits, documents } = await within((folder) =>
      folder.warehouse.use(async (session) => ({
        exhibits: await storedEvidence(session, true),
        documents: await storedWork(session, ['note'], true),
      })),
    );
    const shown = exhibits.find(({ kind }) => kind === 'rows')!;
    const [note] = documents;
    const sealed = await seal('redacted.zip', {
      leaveOut: {
        originals: [],
        exhibits: [shown.exhibit],
        documents: [{ kind: 'note', id: note!.id }],
        actions: ['evidence-viewed'],
      },
    });
    expect(sealed.leftOut).toMatchObject({ exhibits: [shown.exhibit], documents: 1, entries: 3 });
    const answer = await verify(sealed.path);
    expect(answer.problems).toEqual([]);
    expect(answer.remarks.join(' ')).toMatch(/3 of \d+ entries of the journal were left out/);
    const into = mkdtempSync(join(temp, 'look-'));
    const { dir } = await openBundle(sealed.path, null, into, signal);
    const everything = readdirSync(dir, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.\w+$/.test(name))
      .map((name) => readFileSync(join(dir, name), 'utf8'))
      .join('\n');
    expect(everything).not.toContain('Three payments');
    expect(everything).not.toContain('Three accounts');
    expect(everything).toContain(shown.frozen.data);
    const restored = await restore(sealed.path, 'from-redacted.spyhop');
    expect((await checkCase(restored.dir)).problems).toEqual([]);
  });

  test('without an original go the alerts and exhibits that rest on it, and the restored case says so', async () => {
    const [sha256] = readdirSync(join(small.dir, 'evidence'));
    const sealed = await seal('no-original.zip', {
      leaveOut: { originals: [sha256!], exhibits: [], documents: [], actions: [] },
    });
    expect(sealed.leftOut.originals).toBe(1);
    expect(sealed.leftOut.alerts).toBeGreaterThan(0);
    expect(sealed.leftOut.exhibits).toEqual([1, 2]);
    expect((await verify(sealed.path)).problems).toEqual([]);
    const restored = await restore(sealed.path, 'no-original.spyhop');
    expect(restored).toMatchObject({ datasets: 0, passedOver: 1, alerts: { restored: 0 } });
    const answer = await checkCase(restored.dir);
    expect(answer.problems).toEqual([]);
    expect(answer.remarks.join(' ')).toContain(`evidence/${sha256}`);
  });

  test('encrypted to recipients it opens with the identity of one, and with no other', async () => {
    const [own, other] = [await generateX25519Identity(), await generateX25519Identity()];
    const sealed = await seal('closed.zip.age', {
      encryption: { recipients: [await identityToRecipient(own)] },
    });
    expect(readFileSync(sealed.path).includes('bagit')).toBe(false);
    expect((await verify(sealed.path, { identity: own })).holds).toBe(true);
    const before = around();
    await expect(verify(sealed.path, { identity: other })).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('does not open'),
    });
    await expect(restore(sealed.path, 'closed.spyhop')).rejects.toMatchObject({
      message: expect.stringContaining('is encrypted'),
    });
    const bytes = readFileSync(sealed.path);
    bytes[bytes.length - 40]! ^= 1;
    writeFileSync(sealed.path, bytes);
    await expect(restore(sealed.path, 'closed.spyhop', { identity: own })).rejects.toMatchObject({
      message: expect.stringContaining('is damaged'),
    });
    expect(around()).toEqual(before);
  });

  test('encrypted with a passphrase it is refused with another', async () => {
    const sealed = await seal('secret.zip.age', { encryption: { passphrase: 'quite a long passphrase' } });
    const before = around();
    await expect(
      restore(sealed.path, 'secret.spyhop', { passphrase: 'another passphrase' }),
    ).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringMatching(/^The passphrase does not open .* Nothing was changed/),
    });
    expect(around()).toEqual(before);
    expect((await verify(sealed.path, { passphrase: 'quite a long passphrase' })).holds).toBe(true);
  }, 60_000);
});

/** A zip of these files. */
async function zipOf(name: string, files: Record<string, string | Buffer>): Promise<string> {
  const zip = new ZipFile();
  for (const [inner, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content), inner);
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
  const path = join(temp, name);
  writeFileSync(path, Buffer.concat(chunks));
  return path;
}

/** The files of the sealed bundle, to be changed and zipped again. */
async function unpacked(): Promise<Record<string, Buffer>> {
  const into = mkdtempSync(join(temp, 'un-'));
  const { dir, files } = await openBundle(plain, null, into, signal);
  const all = Object.fromEntries(files.map((name) => [`bag/${name}`, readFileSync(join(dir, name))]));
  rmSync(into, { recursive: true, force: true });
  return all;
}

describe('what is refused, with nothing changed', () => {
  const refused = async (path: string, code: string, words: RegExp) => {
    const before = around();
    await expect(restore(path, 'refused.spyhop')).rejects.toMatchObject({
      code,
      message: expect.stringMatching(words),
    });
    expect(around()).toEqual(before);
  };

  test('a bundle of a newer version', async () => {
    const files = await unpacked();
    files['bag/bag-info.txt'] = Buffer.from(
      files['bag/bag-info.txt']!.toString().replace('Bundle-Format: 1', 'Bundle-Format: 2'),
    );
    await refused(await zipOf('newer.zip', files), 'conflict', /newer version of Spyhop \(bundle format 2/);
  });

  test('a file that was changed and a file that was added', async () => {
    const files = await unpacked();
    const changed = {
      ...files,
      'bag/data/alerts.csv': Buffer.concat([files['bag/data/alerts.csv']!, Buffer.from('x')]),
    };
    await refused(await zipOf('changed.zip', changed), 'invalid', /does not hold: data\/alerts\.csv/);
    await refused(
      await zipOf('added.zip', { ...files, 'bag/data/more.txt': 'x' }),
      'invalid',
      /data\/more\.txt/,
    );
    const fewer = Object.fromEntries(Object.entries(files).filter(([name]) => name !== 'bag/data/case.json'));
    await refused(await zipOf('fewer.zip', fewer), 'invalid', /data\/case\.json/);
  });

  test('half a file, another file, none', async () => {
    writeFileSync(join(temp, 'half.zip'), readFileSync(plain).subarray(0, 5000));
    await refused(join(temp, 'half.zip'), 'invalid', /is no whole bundle/);
    writeFileSync(join(temp, 'text.zip'), 'not a zip');
    await refused(join(temp, 'text.zip'), 'invalid', /is no whole bundle/);
    await refused(join(temp, 'none.zip'), 'not-found', /does not exist/);
  });

  test('a name that points outside', async () => {
    const path = await zipOf('outside.zip', { ...(await unpacked()), 'bag/data/xx/xx/xx/xx/evil': 'x' });
    const bytes = readFileSync(path);
    for (
      let at = bytes.indexOf('bag/data/xx/xx/xx/xx/evil');
      at !== -1;
      at = bytes.indexOf('bag/data/xx/xx/xx/xx/evil', at + 1)
    )
      bytes.write('../../../../../../../evil', at);
    writeFileSync(path, bytes);
    await refused(path, 'invalid', /points outside the archive/);
  });

  test('a bomb', async () => {
    const bomb = await zipOf('bomb.zip', { 'bag/data/alerts.json': Buffer.alloc(300 * 1024 * 1024) });
    await refused(bomb, 'invalid', /archive bomb/);
  }, 60_000);

  test('a folder that is there already, and a folder that cannot be written', async () => {
    mkdirSync(join(temp, 'there.spyhop'));
    await expect(restore(plain, 'there.spyhop')).rejects.toMatchObject({ code: 'conflict' });
    expect(readdirSync(join(temp, 'there.spyhop'))).toEqual([]);
    writeFileSync(join(temp, 'a-file'), '');
    await expect(restore(plain, 'a-file/inside.spyhop')).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('Nothing was changed'),
    });
    await expect(restore(plain, 'no/where.spyhop')).rejects.toMatchObject({ code: 'invalid' });
  });

  test.skipIf(process.getuid?.() === 0)('a read-only folder', async () => {
    const locked = join(temp, 'locked');
    mkdirSync(locked);
    chmodSync(locked, 0o500);
    await expect(restore(plain, 'locked/case.spyhop')).rejects.toMatchObject({
      message: expect.stringContaining('No permission'),
    });
    expect(existsSync(join(locked, 'case.spyhop'))).toBe(false);
    chmodSync(locked, 0o700);
  });

  test('cancelled half-way, neither sealing nor restoring leaves anything', async () => {
    const before = around();
    const controller = new AbortController();
    const stopAt = (stage: string) => ({
      signal: controller.signal,
      progress: (progress: { stage: string; done: number }) => {
        if (progress.stage === stage && progress.done > 2) controller.abort();
      },
    });
    await expect(
      within((folder) =>
        sealBundle(BundleRequest.parse({ out: join(temp, 'never.zip') }), {
          ...stopAt('seal'),
          folder,
          clock,
          programVersion: 'test',
          tempDir: temp,
        }),
      ),
    ).rejects.toMatchObject({ code: 'cancelled' });
    expect(around()).toEqual(before);
  });
});

const FLIPS = process.env.SPYHOP_EVERY_BYTE ? Number.POSITIVE_INFINITY : 150;

test(`of every flipped byte of a bundle (a sample of ${FLIPS}) each that alters what it holds is found and named`, async () => {
  const bytes = readFileSync(plain);
  const contentOf = async (path: string): Promise<string> => {
    const into = mkdtempSync(join(temp, 'content-'));
    try {
      const { dir, files, strange } = await openBundle(path, null, into, signal);
      return [...files, ...strange]
        .sort()
        .map(
          (name) => `${name}\n${existsSync(join(dir, name)) ? readFileSync(join(dir, name), 'latin1') : ''}`,
        )
        .join('\n');
    } finally {
      rmSync(into, { recursive: true, force: true });
    }
  };
  const whole = await contentOf(plain);
  const path = join(temp, 'flipped.zip');
  const count = Math.min(FLIPS, bytes.length);
  let found = 0;
  for (let flip = 0; flip < count; flip += 1) {
    const at = Math.floor((flip * bytes.length) / count);
    const flipped = Buffer.from(bytes);
    flipped[at]! ^= 1 << (flip % 8);
    writeFileSync(path, flipped);
    try {
      const { problems } = await verify(path);
      if (problems.length === 0) expect([at, (await contentOf(path)) === whole]).toEqual([at, true]);
      else {
        expect(problems[0]!.file).not.toBe('');
        found += 1;
      }
    } catch (error) {
      expect(error).toMatchObject({ name: 'EngineError', message: expect.stringContaining('flipped.zip') });
      found += 1;
    }
  }
  expect(found).toBeGreaterThan(count * 0.8);
}, 14_400_000);
