import type { Theme } from '../storage/layout.ts';

const listeners = new Set<() => void>();
const systemDark = (): MediaQueryList => matchMedia('(prefers-color-scheme: dark)');

/** Puts a theme on the page and tells the charts and the graph to read their colours again. */
export function applyTheme(theme: Theme): void {
  const dark = theme === 'dark' || (theme === 'system' && systemDark().matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  for (const listener of listeners) listener();
}

/** Follows the operating system while the theme is `system`. */
export function followSystem(current: () => Theme): void {
  systemDark().addEventListener('change', () => {
    if (current() === 'system') applyTheme('system');
  });
}

export function onThemeChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The value of one token as it applies now: `token('--accent')`. */
export const token = (name: `--${string}`): string =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim();

export const reducedMotion = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;
