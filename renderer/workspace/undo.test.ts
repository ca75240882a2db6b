import { describe, expect, it } from 'vitest';
import { emptyUndo, pushStep, takeRedo, takeUndo } from './undo.ts';

const step = (label: string) => ({ label, undo: () => {}, redo: () => {} });

describe('undo', () => {
  it('takes back the last step first and does it again in order', () => {
    const both = pushStep(pushStep(emptyUndo, step('a')), step('b'));
    const first = takeUndo(both);
    expect(first?.step.label).toBe('b');
    const second = first && takeUndo(first.state);
    expect(second?.step.label).toBe('a');
    expect(second && takeUndo(second.state)).toBeNull();
    expect(second && takeRedo(second.state)?.step.label).toBe('a');
  });

  it('forgets what was undone once something new is done', () => {
    const undone = takeUndo(pushStep(emptyUndo, step('a')));
    const after = undone && pushStep(undone.state, step('b'));
    expect(after && takeRedo(after)).toBeNull();
  });

  it('holds two hundred steps', () => {
    let state = emptyUndo;
    for (let i = 0; i < 250; i++) state = pushStep(state, step(String(i)));
    expect(state.past).toHaveLength(200);
    expect(state.past[0]?.label).toBe('50');
  });
});
