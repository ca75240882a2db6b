import type { SpyhopContract } from '#contract/contract.ts';
import type { Client } from '#contract/handlers.ts';
import type { Shell } from '#contract/shell.ts';

export interface EngineAccess {
  readonly client: Client<SpyhopContract>;
  readonly shell: Shell;
}

let access: EngineAccess | null = null;

/** Called once, before the first page is drawn. */
export function provideEngine(given: EngineAccess): void {
  access = given;
}

/** The engine and the operating system. Called only from `queries.ts` files. */
export function engine(): EngineAccess {
  if (!access) throw new Error('The engine was used before it was connected.');
  return access;
}
