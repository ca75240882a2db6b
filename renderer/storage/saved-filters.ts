import { database } from './database.ts';

export interface SavedFilter<T> {
  readonly name: string;
  readonly value: T;
}

/** Filters kept for a page on this machine; none where the browser keeps nothing. */
export async function readSavedFilters<T>(page: string): Promise<SavedFilter<T>[]> {
  try {
    const stored = (await database.settings.get(`filters-${page}`))?.value;
    return Array.isArray(stored)
      ? (stored as SavedFilter<T>[]).filter(({ name }) => typeof name === 'string')
      : [];
  } catch {
    return [];
  }
}

export async function writeSavedFilters<T>(page: string, filters: readonly SavedFilter<T>[]): Promise<void> {
  try {
    await database.settings.put({ key: `filters-${page}`, value: filters });
  } catch {
    // Without storage they last as long as the window.
  }
}
