import { describe, expect, it } from 'vitest';
import {
  type Binding,
  type KeyPress,
  type KeyState,
  keyCaps,
  keyName,
  pressKey,
  restingKeys,
} from './keyboard.ts';

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrl: false,
  alt: false,
  shift: false,
  typing: false,
  ...more,
});

const bindings: Binding[] = [
  { command: 'data', keys: 'g d' },
  { command: 'graph', keys: 'g g' },
  { command: 'false', keys: 'f' },
  { command: 'escalate', keys: '!' },
  { command: 'palette', keys: 'Ctrl+k' },
  { command: 'undo', keys: 'Ctrl+z' },
  { command: 'redo', keys: 'Ctrl+Shift+z' },
  { command: 'back', keys: 'Escape' },
];

function type(keys: KeyPress[], all = bindings, pause = 100): (string | null)[] {
  let state: KeyState = restingKeys;
  return keys.map((k, i) => {
    const result = pressKey(state, k, all, i * pause);
    state = result.state;
    return result.command;
  });
}

describe('the names of keys', () => {
  it('names shift only where the character does not say it', () => {
    expect(keyName(press('!', { shift: true }))).toBe('!');
    expect(keyName(press('?', { shift: true }))).toBe('?');
    expect(keyName(press('Z', { shift: true, ctrl: true }))).toBe('Ctrl+Shift+z');
    expect(keyName(press('ArrowLeft', { shift: true }))).toBe('Shift+ArrowLeft');
    expect(keyName(press('F', { shift: true }))).toBe('Shift+f');
  });

  it('prints them as on the caps', () => {
    expect(keyCaps('Ctrl+Shift+z')).toEqual(['Ctrl', 'Shift', 'Z']);
    expect(keyCaps('g d')).toEqual(['g', 'd']);
    expect(keyCaps('ArrowLeft')).toEqual(['←']);
    expect(keyCaps('!')).toEqual(['!']);
  });
});

describe('the dispatcher', () => {
  it('waits for the second key of a sequence', () => {
    expect(type([press('g'), press('d')])).toEqual([null, 'data']);
    expect(type([press('g'), press('g')])).toEqual([null, 'graph']);
  });

  it('forgets the first key after a while', () => {
    expect(type([press('g'), press('d')], bindings, 2000)).toEqual([null, null]);
  });

  it('lets a key that ends no sequence do what it does alone', () => {
    expect(type([press('g'), press('f')])).toEqual([null, 'false']);
  });

  it('keeps single letters for the field while one is written in', () => {
    expect(type([press('f', { typing: true }), press('!', { typing: true })])).toEqual([null, null]);
    expect(type([press('g', { typing: true }), press('d', { typing: true })])).toEqual([null, null]);
    expect(type([press('k', { typing: true, ctrl: true }), press('Escape', { typing: true })])).toEqual([
      'palette',
      'back',
    ]);
  });

  it('leaves undo inside a field to the field', () => {
    expect(type([press('z', { typing: true, ctrl: true })])).toEqual([null]);
    expect(type([press('z', { ctrl: true }), press('Z', { ctrl: true, shift: true })])).toEqual([
      'undo',
      'redo',
    ]);
  });

  it('gives a key to the binding that came last', () => {
    expect(type([press('f')], [...bindings, { command: 'fit', keys: 'f' }])).toEqual(['fit']);
  });

  it('does not take keys that nothing is bound to', () => {
    expect(pressKey(restingKeys, press('y'), bindings, 0).consumed).toBe(false);
    expect(pressKey(restingKeys, press('f', { ctrl: true }), bindings, 0).consumed).toBe(false);
  });
});
