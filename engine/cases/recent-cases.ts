import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { RecentCase } from '#contract/cases.ts';

const Stored = z.array(z.object({ dir: z.string(), title: z.string(), openedAt: z.string() }));
const KEPT = 20;

/** The cases opened last on this seat; a convenience, never evidence. */
export class RecentCases {
  readonly #file: string;

  constructor(dataDir: string) {
    this.#file = join(dataDir, 'recent-cases.json');
  }

  list(): RecentCase[] {
    return this.#read().map((entry) => ({ ...entry, exists: existsSync(join(entry.dir, 'case.json')) }));
  }

  add(dir: string, title: string, at: Date): void {
    const next = [
      { dir, title, openedAt: at.toISOString() },
      ...this.#read().filter((entry) => entry.dir !== dir),
    ].slice(0, KEPT);
    mkdirSync(join(this.#file, '..'), { recursive: true });
    writeFileSync(`${this.#file}.next`, JSON.stringify(next, null, 1));
    renameSync(`${this.#file}.next`, this.#file);
  }

  #read(): z.infer<typeof Stored> {
    try {
      return Stored.parse(JSON.parse(readFileSync(this.#file, 'utf8')));
    } catch {
      return [];
    }
  }
}
