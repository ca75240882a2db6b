import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { WorkContent } from '#contract/case-work.ts';
import { type SmallCase, smallCase } from '../../testing/small-case.ts';
import type { CaseFolder } from '../case-folder.ts';
import { duplicateCase } from '../copy-case.ts';
import { removeMember, setMember, signIn, signOut } from '../custody/members.ts';
import { originalsOf, stateAcquisition } from '../custody/originals.ts';
import { Journal } from '../journal/journal.ts';
import { verifyCase } from '../verify/verify-case.ts';
import { addEvidence, changeEvidence, saveWork, setRemoved, workHistory } from './case-work.ts';
import { storedEvidence, storedWork } from './stored.ts';
import { caseTimeline } from './timeline.ts';
import { workDigests } from './work-tables.ts';

let small: SmallCase;
let folder: CaseFolder;
beforeEach(async () => {
  small = await smallCase();
  folder = await small.open(small.dir);
});
afterEach(() => {
  folder.close();
  small.remove();
});

const note = (text: string): WorkContent => ({ kind: 'note', title: '', text });
const documents = (open = folder) => open.warehouse.use((session) => storedWork(session, [], true));
const exhibits = (open = folder) => open.warehouse.use((session) => storedEvidence(session, true));
const reopened = async () => {
  folder.close();
  folder = await small.open(small.dir);
};

describe('case work', () => {
  test('keeps every version, refuses to save over a newer one, and writes nothing where nothing changed', async () => {
    const one = await saveWork(folder, { id: null, content: note('first') });
    const two = await saveWork(folder, { id: one.id, version: 1, content: note('second') });
    expect(two.version).toBe(2);
    await expect(saveWork(folder, { id: one.id, version: 1, content: note('late') })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('saved as version 2 by A. Examiner'),
    });
    const entries = folder.journal.length;
    await saveWork(folder, { id: one.id, content: note('second') });
    expect(folder.journal.length).toBe(entries);
    const history = await workHistory(folder, { kind: 'note', id: one.id });
    expect(history.map(({ detail }) => (detail.content as { text: string }).text)).toEqual([
      'second',
      'first',
    ]);
  });

  test('a removed finding stays with its reason and number, and comes back', async () => {
    const finding = (await documents()).find(({ content }) => content.kind === 'finding')!;
    await setRemoved(folder, { kind: 'finding', id: finding.id }, true, 'a mistake');
    const removed = (await documents()).find(({ id }) => id === finding.id)!;
    expect(removed.removed).toMatchObject({ reason: 'a mistake', by: 'A. Examiner' });
    const next = await saveWork(folder, { id: null, content: { ...finding.content } as WorkContent });
    expect(next.number).toBe(finding.number + 1);
    await setRemoved(folder, { kind: 'finding', id: finding.id }, false);
    expect((await documents()).find(({ id }) => id === finding.id)!.removed).toBeNull();
  });

  test('an exhibit stays as it was seen: its note changes, its content never, and it says when the data is another', async () => {
    const item = (await exhibits()).find(({ kind }) => kind === 'rows')!;
    const changed = await changeEvidence(folder, { id: item.id, note: 'looked at again' });
    expect([changed.version, changed.note, changed.frozen]).toEqual([2, 'looked at again', item.frozen]);
    expect(changed.datasetsChanged).toBe(false);
    const file = join(small.temp, 'more.csv');
    const text = readFileSync(join(small.temp, 'transfers.csv'), 'utf8').split('\n').slice(0, 3).join('\n');
    (await import('node:fs')).writeFileSync(file, `${text}\n`);
    const { runImport } = await import('../../importers/run-import.ts');
    const context = {
      folder,
      tempDir: join(small.temp, 'tmp'),
      clock: () => new Date(),
      log: () => undefined,
    };
    for await (const _ of runImport(
      context,
      { files: [{ path: file, options: {} }] },
      new AbortController().signal,
    ));
    expect((await exhibits()).find(({ id }) => id === item.id)!.datasetsChanged).toBe(true);
    await expect(
      addEvidence(folder, {
        kind: 'chart',
        title: 'x',
        data: '{}',
        picture: { type: 'image/svg+xml', text: '<svg><script>1</script></svg>' },
      }),
    ).rejects.toMatchObject({ code: 'invalid' });
  });

  test('the timeline has events of the world and acts of the investigators in one order, in pages', async () => {
    const query = {
      world: true,
      actions: true,
      from: null,
      to: null,
      descending: false,
      offset: 0,
      limit: 5000,
    };
    const whole = await folder.warehouse.use((session) => caseTimeline(folder, session, query));
    const times = whole.rows.map(({ at }) => Date.parse(at));
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(whole.rows.filter(({ type }) => type === 'action')).toHaveLength(folder.journal.length);
    expect(
      whole.rows.filter(({ type }) => type === 'world').map((entry) => entry.type === 'world' && entry.label),
    ).toEqual(expect.arrayContaining(['Finding 1', 'Exhibit 3']));
    const page = await folder.warehouse.use((session) =>
      caseTimeline(folder, session, { ...query, offset: 3, limit: 2 }),
    );
    expect(page).toEqual({ total: whole.total, rows: whole.rows.slice(3, 5) });
  });

  test('what was acknowledged and did not reach the tables does when the case is opened', async () => {
    folder.close();
    const journal = new Journal(join(small.dir, 'journal.jsonl'));
    journal.append(
      'note-saved',
      'A. Examiner',
      { id: 'late', number: 9, content: note('written just before the end') },
      new Date(),
      'test',
    );
    journal.close();
    folder = await small.open(small.dir);
    expect((await documents()).find(({ id }) => id === 'late')?.content).toEqual(
      note('written just before the end'),
    );
  });

  test('any acts at all give the tables that the journal gives when it is played again', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.oneof(
            fc.record({ act: fc.constant('save' as const), text: fc.string({ maxLength: 40 }) }),
            fc.record({
              act: fc.constant('change' as const),
              pick: fc.nat(),
              text: fc.string({ maxLength: 40, unit: 'binary' }),
            }),
            fc.record({ act: fc.constantFrom('remove' as const, 'restore' as const), pick: fc.nat() }),
            fc.record({ act: fc.constant('exhibit' as const), text: fc.json({ maxDepth: 2 }) }),
          ),
          { maxLength: 12 },
        ),
        async (acts) => {
          for (const act of acts) {
            const all = await documents();
            if (act.act === 'save') await saveWork(folder, { id: null, content: note(act.text) });
            else if (act.act === 'exhibit')
              await addEvidence(folder, { kind: 'chart', title: 'a chart', data: act.text });
            else {
              const one = all[act.pick % all.length]!;
              const key = { kind: one.content.kind, id: one.id };
              if (act.act !== 'change') await setRemoved(folder, key, act.act === 'remove');
              else if (one.content.kind === 'note')
                await saveWork(folder, { id: one.id, content: note(act.text) });
            }
          }
          const before = await folder.warehouse.use(workDigests);
          await reopened();
          expect(await folder.warehouse.use(workDigests)).toEqual(before);
          const { problems } = await verifyCase(small.dir, {
            tempDir: join(small.temp, 'tmp'),
            signal: new AbortController().signal,
            progress: () => undefined,
            warehouse: folder.warehouse,
          });
          expect(problems).toEqual([]);
        },
      ),
      { numRuns: 6, seed: 11 },
    );
  }, 120_000);
});

describe('custody', () => {
  test('roles: an owner may do all, an analyst not delete, a viewer and nobody only look; every act has its name', async () => {
    const [finding] = (await documents()).filter(({ content }) => content.kind === 'finding');
    const key = { kind: 'finding' as const, id: finding!.id };
    await expect(
      setMember(folder, { name: 'Ann', role: 'analyst', passphrase: 'long enough 1' }),
    ).rejects.toMatchObject({ code: 'invalid' });
    await setMember(folder, { name: 'Olga', role: 'owner', passphrase: 'long enough 0' });
    await setMember(folder, { name: 'Ann', role: 'analyst', passphrase: 'long enough 1' });
    await setMember(folder, { name: 'Vic', role: 'viewer', passphrase: 'long enough 2' });
    expect(readFileSync(join(small.dir, 'journal.jsonl'), 'utf8')).not.toContain('long enough');
    await reopened();
    expect(folder.seat()).toMatchObject({ name: null, role: 'viewer' });
    await expect(saveWork(folder, { id: null, content: note('x') })).rejects.toMatchObject({
      message: expect.stringContaining('Nobody is signed in'),
    });
    await expect(signIn(folder, 'Ann', 'long enough 0')).rejects.toMatchObject({ code: 'invalid' });
    await signIn(folder, 'Ann', 'long enough 1');
    const saved = await saveWork(folder, { id: null, content: note('of Ann') });
    expect(saved.created.by).toBe('Ann');
    await expect(setRemoved(folder, key, true)).rejects.toMatchObject({ code: 'conflict' });
    await expect(setMember(folder, { name: 'Ann', role: 'owner' })).rejects.toMatchObject({
      code: 'conflict',
    });
    signOut(folder);
    await signIn(folder, 'Vic', 'long enough 2');
    await expect(saveWork(folder, { id: null, content: note('x') })).rejects.toMatchObject({
      code: 'conflict',
    });
    await signIn(folder, 'Olga', 'long enough 0');
    await setRemoved(folder, key, true, 'by its owner');
    expect(() => removeMember(folder, 'Olga')).toThrow('needs an owner');
    removeMember(folder, 'Vic');
    expect(folder.journal.numbersOf('sign-in-refused')).toHaveLength(1);
    expect(folder.seat().members.map(({ name }) => name)).toEqual(['Ann', 'Olga']);
  });

  test('an archived case can be looked at and not changed, until it is taken up again', async () => {
    folder.save({ archived: true }, 'case-archived');
    await expect(saveWork(folder, { id: null, content: note('x') })).rejects.toMatchObject({
      message: expect.stringContaining('archived'),
    });
    await reopened();
    expect(folder.file().archived).toBe(true);
    folder.save({ archived: false }, 'case-taken-up');
    await saveWork(folder, { id: null, content: note('x') });
  });

  test('where an original comes from is stated, and stated anew, without losing what was said before', async () => {
    const [original] = await folder.warehouse.use((session) => originalsOf(folder, session));
    expect(original).toMatchObject({ name: 'transfers.csv', present: true, importedBy: '' });
    const acquisition = {
      source: 'an exchange',
      note: 'by court order',
      acquiredBy: 'B. Officer',
      acquiredAt: '2025-12-01T00:00:00Z',
    };
    await stateAcquisition(folder, original!.sha256, { ...acquisition, note: 'by mail' });
    const [again] = await stateAcquisition(folder, original!.sha256, acquisition);
    expect(again!.acquisition).toEqual(acquisition);
    expect(folder.journal.numbersOf('acquisition-stated')).toHaveLength(2);
    await expect(stateAcquisition(folder, 'f'.repeat(64), acquisition)).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  test('a copy of a case has an id of its own, the same work, and verifies', async () => {
    const place = join(small.temp, 'copy.spyhop');
    await duplicateCase(folder, place, 'A copy', {
      tempDir: join(small.temp, 'tmp'),
      clock: () => new Date(),
      programVersion: 'test',
    });
    const copy = await small.open(place);
    expect(copy.file()).toMatchObject({ title: 'A copy' });
    expect(copy.file().id).not.toBe(folder.file().id);
    expect(await documents(copy)).toEqual(await documents());
    copy.close();
    const { problems } = await verifyCase(place, {
      tempDir: join(small.temp, 'tmp'),
      signal: new AbortController().signal,
      progress: () => undefined,
    });
    expect(problems).toEqual([]);
  });
});
