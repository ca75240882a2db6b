import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startProgram } from './support/program.ts';

/** The browser host's process itself, without a page. */
describe('ending the browser host', () => {
  let dir: string;
  let scratch: string;
  const args = () => ['scripts/spyhop.mjs', 'serve', '--case', join(dir, 'case.spyhop'), '--no-open'];
  const start = () => startProgram(args(), join(dir, 'data'), { TMPDIR: scratch, TEMP: scratch });

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'spyhop-e2e-end-'));
    scratch = await mkdtemp(join(dir, 'scratch-'));
  });
  afterAll(() => rm(dir, { recursive: true, force: true }));

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('ends cleanly on %s with %i', async (signal, code) => {
    const program = await start();
    expect((await fetch(program.url, { redirect: 'manual' })).status).toBe(303);
    expect(await program.end(signal)).toBe(code);
    await expect(fetch(program.url)).rejects.toThrow();
    expect(await readdir(scratch)).toEqual([]);
    expect(program.log()).toBe('');
  });

  it('opens the case again after a crash, and names it while it is in use', async () => {
    const crashed = await start();
    await crashed.kill();
    const program = await start();
    await expect(start()).rejects.toThrow(/case/);
    expect(await program.end()).toBe(143);
  });

  it('refuses a port that is taken in one line', async () => {
    const program = await start();
    const { port } = new URL(program.url);
    const second = startProgram(
      ['scripts/spyhop.mjs', 'serve', '--case', join(dir, 'other.spyhop'), '--no-open', '--port', port],
      join(dir, 'data'),
    );
    await expect(second).rejects.toThrow(`Port ${port} is in use.`);
    await program.end();
  });
});
