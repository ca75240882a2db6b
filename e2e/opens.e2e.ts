import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeHosts } from './support/hosts.ts';
import { launchSpyhop, type Spyhop } from './support/launch.ts';

describeHosts('opening', (host) => {
  let spyhop: Spyhop;
  beforeAll(async () => {
    spyhop = await launchSpyhop({ host });
  });
  afterAll(() => spyhop?.close());

  it('shows the window', async () => {
    await spyhop.page.waitForFunction(() => document.querySelector('#root')?.childElementCount);
    expect(await spyhop.page.title()).toContain('Spyhop');
    await spyhop.page.waitForLoadState('networkidle');
    expect((await spyhop.page.locator('body').textContent())?.trim().length).toBeGreaterThan(20);
    expect(await spyhop.page.locator('.unreachable').count()).toBe(0);
  });

  it('reports no errors', () => {
    expect(spyhop.errors).toEqual([]);
  });

  it('asks nobody but its own host', () => {
    const own = host === 'browser' ? /^(http|ws):\/\/127\.0\.0\.1:\d+\// : /^spyhop:\/\/app\//;
    expect(spyhop.requests.length).toBeGreaterThan(2);
    expect(spyhop.requests.filter((url) => !own.test(url) && !/^(data|blob):/.test(url))).toEqual([]);
  });

  it('keeps the token out of the address', () => {
    expect(spyhop.page.url()).not.toContain('token');
  });
});
