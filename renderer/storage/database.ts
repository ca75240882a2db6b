import Dexie, { type EntityTable } from 'dexie';

/** What belongs to the seat, never evidence: theme, layout and texts not saved yet. */
export interface Setting {
  readonly key: string;
  readonly value: unknown;
}

export interface Draft {
  readonly key: string;
  readonly text: string;
  readonly savedAt: number;
}

class SeatDatabase extends Dexie {
  declare settings: EntityTable<Setting, 'key'>;
  declare drafts: EntityTable<Draft, 'key'>;

  constructor() {
    super('spyhop-seat');
    this.version(1).stores({ settings: 'key', drafts: 'key, savedAt' });
  }
}

export const database = new SeatDatabase();
