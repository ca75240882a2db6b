import { type RefObject, useMemo } from 'react';
import { useCommands } from './commands.ts';

interface Movable {
  move(delta: number): void;
  openActive(): void;
  toggleActive(): void;
}

/** `j`, `k`, Enter and, where rows can be chosen, `x` for the main table of a page. */
export function useTableKeys(table: RefObject<Movable | null>, choosing = false): void {
  useCommands(
    useMemo(
      () => [
        {
          id: 'table-next',
          title: 'Next row',
          group: 'Table',
          keys: ['j', 'ArrowDown'],
          run: () => table.current?.move(1),
          quiet: true,
        },
        {
          id: 'table-previous',
          title: 'Previous row',
          group: 'Table',
          keys: ['k', 'ArrowUp'],
          run: () => table.current?.move(-1),
          quiet: true,
        },
        {
          id: 'table-open',
          title: 'Open',
          group: 'Table',
          keys: ['Enter'],
          run: () => table.current?.openActive(),
          quiet: true,
        },
        ...(choosing
          ? [
              {
                id: 'table-choose',
                title: 'Choose or release the row',
                group: 'Table',
                keys: ['x'],
                run: () => table.current?.toggleActive(),
                quiet: true,
              },
            ]
          : []),
      ],
      [table, choosing],
    ),
  );
}
