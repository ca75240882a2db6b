import { create } from 'zustand';
import { database } from './database.ts';

export type Theme = 'system' | 'light' | 'dark';

/** How the window is arranged on this machine. */
export interface Layout {
  readonly theme: Theme;
  readonly inspectorWidth: number;
  readonly inspectorShown: boolean;
  readonly timelineShown: boolean;
  readonly rowsHeight: number;
}

export const defaultLayout: Layout = {
  theme: 'system',
  inspectorWidth: 348,
  inspectorShown: true,
  timelineShown: true,
  rowsHeight: 320,
};

const within = (value: unknown, low: number, high: number, otherwise: number): number =>
  typeof value === 'number' && Number.isFinite(value) ? Math.min(high, Math.max(low, value)) : otherwise;

/** Takes what is usable from what was stored, whatever version wrote it. */
export function readLayout(stored: unknown): Layout {
  const given = (typeof stored === 'object' && stored !== null ? stored : {}) as Record<string, unknown>;
  return {
    theme: given.theme === 'light' || given.theme === 'dark' ? given.theme : 'system',
    inspectorWidth: within(given.inspectorWidth, 280, 720, defaultLayout.inspectorWidth),
    inspectorShown: given.inspectorShown !== false,
    timelineShown: given.timelineShown !== false,
    rowsHeight: within(given.rowsHeight, 160, 900, defaultLayout.rowsHeight),
  };
}

export const useLayout = create<Layout>(() => defaultLayout);

export async function loadLayout(): Promise<void> {
  try {
    useLayout.setState(readLayout((await database.settings.get('layout'))?.value));
  } catch {
    useLayout.setState(defaultLayout);
  }
}

let saving: ReturnType<typeof setTimeout> | undefined;

export function changeLayout(part: Partial<Layout>): void {
  useLayout.setState((s) => readLayout({ ...s, ...part }));
  clearTimeout(saving);
  saving = setTimeout(() => {
    database.settings.put({ key: 'layout', value: useLayout.getState() }).catch(() => {
      // Without storage the arrangement lasts as long as the window.
    });
  }, 300);
}
