import { useEffect, useMemo, useRef } from 'react';
import { changeLayout, type Theme, useLayout } from '../storage/layout.ts';
import {
  allCommands,
  bindingsOf,
  type Command,
  useCommandStore,
  useCommands,
} from '../workspace/commands.ts';
import { pressKey, restingKeys } from '../workspace/keyboard.ts';
import {
  goTo,
  redo,
  select,
  setFrame,
  setKeysOpen,
  setPaletteOpen,
  setWide,
  showRows,
  undo,
  useWorkspace,
} from '../workspace/store.ts';
import { features } from './features.ts';
import { timeCommands } from './time-commands.ts';

const nextTheme: Record<Theme, Theme> = { system: 'light', light: 'dark', dark: 'system' };

/** Escape closes the topmost thing: the rows, the wide inspector, the selection. */
function stepBack(): void {
  const s = useWorkspace.getState();
  if (s.rowsRequest) showRows(null);
  else if (s.wide) setWide(false);
  else select(null);
}

/** Focuses the search box of the page, or opens the palette where the page has none. */
function focusSearch(): void {
  const field = document.querySelector<HTMLInputElement>('.page input[type="search"]');
  if (field) {
    field.focus();
    field.select();
  } else setPaletteOpen(true);
}

const frameCommands = (): Command[] => [
  ...features.map((feature) => ({
    id: `go-${feature.id}`,
    title: `Go to ${feature.title}`,
    group: 'Go',
    keys: [`g ${feature.letter}`],
    run: () => goTo(feature.id),
  })),
  {
    id: 'palette',
    title: 'Search or run a command',
    group: 'Window',
    keys: ['Ctrl+k'],
    run: () => setPaletteOpen(true),
    quiet: true,
  },
  { id: 'search', title: 'Search this page', group: 'Window', keys: ['/'], run: focusSearch, quiet: true },
  { id: 'keys', title: 'Show all keys', group: 'Window', keys: ['?'], run: () => setKeysOpen(true) },
  { id: 'undo', title: 'Undo', group: 'Edit', keys: ['Ctrl+z'], run: () => void undo() },
  { id: 'redo', title: 'Redo', group: 'Edit', keys: ['Ctrl+Shift+z', 'Ctrl+y'], run: () => void redo() },
  {
    id: 'back',
    title: 'Close the topmost panel',
    group: 'Window',
    keys: ['Escape'],
    run: stepBack,
    quiet: true,
  },
  { id: 'whole-time', title: 'Show the whole time span', group: 'Time', run: () => setFrame(null) },
  ...timeCommands,
  {
    id: 'toggle-inspector',
    title: 'Show or hide the inspector',
    group: 'Window',
    keys: ['i'],
    run: () => changeLayout({ inspectorShown: !useLayout.getState().inspectorShown }),
  },
  {
    id: 'toggle-timeline',
    title: 'Show or hide the timeline',
    group: 'Window',
    run: () => changeLayout({ timelineShown: !useLayout.getState().timelineShown }),
  },
  {
    id: 'next-theme',
    title: 'Change the theme: system, light, dark',
    group: 'Window',
    run: () => changeLayout({ theme: nextTheme[useLayout.getState().theme] }),
  },
  ...features.flatMap((feature) => feature.commands?.() ?? []),
];

const isField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'range'].includes(target.type)));

/** Keys that a focused control answers itself. */
const belongsToControl = (event: KeyboardEvent): boolean =>
  (event.key === 'Enter' || event.key === ' ') &&
  event.target instanceof Element &&
  event.target.closest('button, a[href], summary, [role="menuitem"], [role="option"]') !== null;

/** Offers the commands of the frame and turns key presses into commands. */
export function Commands() {
  useCommands(useMemo(frameCommands, []));
  const keys = useRef(restingKeys);

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || belongsToControl(event)) return;
      const inLayer =
        event.target instanceof Element && event.target.closest('[role="dialog"], [role="menu"]') !== null;
      const { paletteOpen, keysOpen } = useWorkspace.getState();
      if (inLayer || paletteOpen || keysOpen) return;
      const commands = allCommands(useCommandStore.getState());
      const pressed = pressKey(
        keys.current,
        {
          key: event.key,
          ctrl: event.ctrlKey || event.metaKey,
          alt: event.altKey,
          shift: event.shiftKey,
          typing: isField(event.target),
        },
        bindingsOf(commands),
        event.timeStamp,
      );
      keys.current = pressed.state;
      if (pressed.consumed) event.preventDefault();
      if (pressed.command) commands.find((c) => c.id === pressed.command)?.run();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
  return null;
}
