/** The part of a keyboard event that decides; lets the dispatcher be tested without a page. */
export interface KeyPress {
  readonly key: string;
  readonly ctrl: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
  /** The press went into a text field. */
  readonly typing: boolean;
}

export interface Binding {
  readonly command: string;
  /** `Ctrl+k`, `g d`, `?`, `Enter`. */
  readonly keys: string;
}

export interface KeyState {
  /** First key of a sequence under way. */
  readonly pending: string | null;
  readonly at: number;
}

export const restingKeys: KeyState = { pending: null, at: 0 };
const sequenceMs = 1500;

/**
 * The name of a press as bindings write it. Shift is named only for keys that have no shifted
 * character of their own, and with Ctrl.
 */
export function keyName(press: Omit<KeyPress, 'typing'>): string {
  const letter = /^[a-z]$/i.test(press.key);
  const base = letter ? press.key.toLowerCase() : press.key;
  const named = base.length > 1;
  const shift = press.shift && (named || letter) ? 'Shift+' : '';
  return `${press.ctrl ? 'Ctrl+' : ''}${press.alt ? 'Alt+' : ''}${shift}${base}`;
}

/** Whether a binding may fire while the user writes in a field. */
const whileTyping = (keys: string): boolean =>
  (keys.startsWith('Ctrl+') && keys !== 'Ctrl+z' && keys !== 'Ctrl+Shift+z') || keys === 'Escape';

/**
 * One press in, at most one command out. Later bindings win over earlier ones, so a page may
 * take a key over while it is shown. A first key of a sequence waits 1.5 s for its second.
 */
export function pressKey(
  state: KeyState,
  press: KeyPress,
  bindings: readonly Binding[],
  now: number,
): { state: KeyState; command: string | null; consumed: boolean } {
  const name = keyName(press);
  const usable = press.typing ? bindings.filter((b) => whileTyping(b.keys)) : bindings;
  const pending = state.pending !== null && now - state.at <= sequenceMs ? state.pending : null;
  if (pending !== null) {
    const second = usable.findLast((b) => b.keys === `${pending} ${name}`);
    if (second) return { state: restingKeys, command: second.command, consumed: true };
  }
  const single = usable.findLast((b) => b.keys === name);
  if (single) return { state: restingKeys, command: single.command, consumed: true };
  if (usable.some((b) => b.keys.startsWith(`${name} `))) {
    return { state: { pending: name, at: now }, command: null, consumed: true };
  }
  return { state: restingKeys, command: null, consumed: false };
}

const glyphs: Record<string, string> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
  ' ': 'Space',
};

/** `Ctrl+Shift+z` → `['Ctrl', 'Shift', 'Z']`; `g d` → `['g', 'd']`. */
export function keyCaps(keys: string): string[] {
  if (keys.includes(' ') && keys.length > 1) return keys.split(' ');
  const parts = keys.split(/\+(?=.)/);
  return parts.map(
    (part) => glyphs[part] ?? (parts.length > 1 && part.length === 1 ? part.toUpperCase() : part),
  );
}
