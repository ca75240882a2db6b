import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ScratchCase, scratchCase } from '../testing/scratch-case.ts';
import { openView, removeView, saveView } from './saved-views.ts';

let scratch: ScratchCase;
beforeAll(async () => {
  scratch = await scratchCase();
});
afterAll(() => scratch.close());

test('a new view that equals one of the case is that one; any other stands beside it', async () => {
  const { folder } = scratch;
  const first = await saveView(folder, { id: null, name: 'Graph', content: '{"a":1}' });
  const entries = folder.journal.length;
  expect(await saveView(folder, { id: null, name: 'Graph', content: '{"a":1}' })).toEqual(first);
  expect(folder.journal.length).toBe(entries);
  const moved = await saveView(folder, { id: null, name: 'Graph', content: '{"a":2}' });
  const named = await saveView(folder, { id: null, name: 'Other', content: '{"a":1}' });
  expect(new Set([first.id, moved.id, named.id]).size).toBe(3);
  expect(named.views).toHaveLength(3);
  await removeView(folder, first.id);
  const again = await saveView(folder, { id: null, name: 'Graph', content: '{"a":1}' });
  expect(again.id).not.toBe(first.id);
  const { content } = await folder.warehouse.use((session) => openView(session, again.id));
  expect(content).toBe('{"a":1}');
});
