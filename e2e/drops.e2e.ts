import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dropFiles } from './support/drop-files.ts';
import { describeHosts } from './support/hosts.ts';
import { launchSpyhop, type Spyhop } from './support/launch.ts';

const TRANSFERS = 'time,from,to,amount\n2023-05-02T00:00:11Z,a,b,1\n';

describeHosts('dropping files', (host) => {
  let spyhop: Spyhop;
  beforeAll(async () => {
    spyhop = await launchSpyhop({ host });
    await spyhop.page.waitForFunction(() => document.querySelector('#root')?.childElementCount);
    await spyhop.page.waitForLoadState('networkidle');
  });
  afterAll(() => spyhop?.close());

  it('hands a dropped file to the engine under its own name', async () => {
    const file = join(spyhop.dir, 'payments of may.csv');
    await writeFile(file, TRANSFERS);
    await dropFiles(spyhop.page.locator('body'), [file]);
    await spyhop.page.getByText('payments of may.csv').first().waitFor();
    expect(spyhop.errors).toEqual([]);
  });

  it('hands over the files of a dropped folder', async () => {
    const folder = join(spyhop.dir, 'exports');
    await mkdir(join(folder, 'june'), { recursive: true });
    await writeFile(join(folder, 'june', 'payments of june.csv'), TRANSFERS);
    await dropFiles(spyhop.page.locator('body'), [folder]);
    await spyhop.page.getByText('payments of june.csv').first().waitFor();
    expect(spyhop.errors).toEqual([]);
  });
});
