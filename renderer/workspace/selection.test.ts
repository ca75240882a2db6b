import { describe, expect, it } from 'vitest';
import { decodeSelection, encodeSelection, type Selection, sameSelection, splitNodeId } from './selection.ts';

const selections: Selection[] = [
  { kind: 'address', chain: 'ethereum', address: '0x28c6c06298d514db089934071355e5743bf21d60' },
  { kind: 'alert', id: 'a~b/c?d#e' },
  { kind: 'edge', chain: 'ethereum', from: '0x1', to: '0x2', asset: 'ethereum:native' },
  { kind: 'row', file: 'ab'.repeat(32), line: 17 },
  { kind: 'dataset', id: 3 },
];

describe('a selection in the address bar', () => {
  it.each(selections)('comes back as it went: $kind', (selection) => {
    expect(decodeSelection(encodeSelection(selection))).toEqual(selection);
  });

  it('keeps apart what the address bar uses itself', () => {
    expect(encodeSelection({ kind: 'alert', id: 'a&b=c#d~e' })).not.toMatch(/[&=#]|~.*~/);
  });

  it.each(['', 'address~ethereum', 'row~abc~0', 'row~abc~x', 'dataset~x', 'nonsense~1', 'alert~%E0%A4%A'])(
    'selects nothing for %j',
    (text) => {
      expect(decodeSelection(text)).toBeNull();
    },
  );

  it('compares by value', () => {
    expect(sameSelection({ kind: 'dataset', id: 1 }, { kind: 'dataset', id: 1 })).toBe(true);
    expect(sameSelection({ kind: 'dataset', id: 1 }, { kind: 'dataset', id: 2 })).toBe(false);
    expect(sameSelection(null, null)).toBe(true);
    expect(sameSelection(null, { kind: 'dataset', id: 1 })).toBe(false);
  });

  it('splits a node at its first colon only', () => {
    expect(splitNodeId('cosmos:a:b')).toEqual({ chain: 'cosmos', address: 'a:b' });
  });
});
