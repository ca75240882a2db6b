import { test } from 'vitest';
import { scratchCase } from '../testing/scratch-case.ts';
import { readdirSync } from 'node:fs';
test('x', async () => {
  const c = await scratchCase();
  (c.context as any).log = (...a: unknown[]) => console.log(...a);
  const t=performance.now();
  const r = await c.import((process.env.FILES ?? '').split(' '));
  for (const x of r) console.log(x.path, x.status, x.format, x.rows, x.accepted, x.rejected, x.duplicate, x.error, x.warnings.map(w=>w.code+':'+w.message), x.rejects.slice(0,3));
  console.log('s', (performance.now()-t)/1000, 'rss', process.memoryUsage().rss/1e6);
  if (process.env.SQL) console.log(await c.folder.warehouse.use(s => s.rows(process.env.SQL!)));
  c.close();
}, 600000);
