import { expect, it } from 'vitest';
import type { LeaveOut, WordPlace } from '#contract/redaction.ts';
import { keyOf, sumOf, wordsIn } from './use-word-search.ts';

const none: LeaveOut = { originals: [], exhibits: [], documents: [], actions: [], entries: [] };
const place = (leaveOut: Partial<LeaveOut> | null): WordPlace => ({
  kind: 'journal',
  what: 'somewhere',
  words: ['x'],
  count: 1,
  snippet: { before: '', match: 'x', after: '' },
  leaveOut: leaveOut && { ...none, ...leaveOut },
  stays: null,
});

it('takes one word from each line, each once', () => {
  expect(wordsIn(' Ann Lee \n\nx\nAnn Lee\r\n0xab')).toEqual(['Ann Lee', '0xab']);
});

it('adds what was chosen to what is left out anyway, each once, and nothing else', () => {
  const note = { kind: 'note' as const, id: 'n' };
  const places = [
    place({ documents: [note] }),
    place({ documents: [note] }),
    place({ exhibits: [3] }),
    place({ entries: [7] }),
    place(null),
  ];
  const chosen = new Set([keyOf(places[0]!), keyOf(places[2]!)]);
  expect(sumOf(places, chosen, { ...none, exhibits: [3, 4] })).toEqual({
    ...none,
    documents: [note],
    exhibits: [3, 4],
  });
  expect(sumOf(places, new Set([keyOf(place(null))]), none)).toEqual(none);
});
