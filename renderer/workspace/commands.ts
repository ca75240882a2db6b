import { useEffect } from 'react';
import { create } from 'zustand';
import type { Binding } from './keyboard.ts';

/** Anything that can be done: shown in the palette, in tooltips and on the sheet of keys. */
export interface Command {
  readonly id: string;
  readonly title: string;
  readonly group: string;
  readonly keys?: readonly string[];
  readonly run: () => void;
  /** Left out of the palette: moving about in a table. */
  readonly quiet?: boolean;
}

interface Registered {
  readonly owner: symbol;
  readonly commands: readonly Command[];
}

interface CommandState {
  readonly registered: readonly Registered[];
}

export const useCommandStore = create<CommandState>(() => ({ registered: [] }));

export function registerCommands(commands: readonly Command[]): () => void {
  const owner = Symbol('commands');
  useCommandStore.setState((s) => ({ registered: [...s.registered, { owner, commands }] }));
  return () =>
    useCommandStore.setState((s) => ({ registered: s.registered.filter((r) => r.owner !== owner) }));
}

/** Offers commands while the component is shown. Pass a memoised list. */
export function useCommands(commands: readonly Command[]): void {
  useEffect(() => registerCommands(commands), [commands]);
}

/** Later registrations replace earlier ones of the same id. */
export function allCommands(state: CommandState): Command[] {
  const byId = new Map<string, Command>();
  for (const { commands } of state.registered) {
    for (const command of commands) {
      byId.delete(command.id);
      byId.set(command.id, command);
    }
  }
  return [...byId.values()];
}

export const bindingsOf = (commands: readonly Command[]): Binding[] =>
  commands.flatMap((command) => (command.keys ?? []).map((keys) => ({ command: command.id, keys })));

/** Runs a command of another part of the window by its id; false when nobody offers it now. */
export function runCommand(id: string): boolean {
  const command = allCommands(useCommandStore.getState()).find((c) => c.id === id);
  command?.run();
  return command !== undefined;
}
