import type { SpyhopContract } from '#contract/contract.ts';
import type { Handlers } from '#contract/handlers.ts';

export interface EngineOptions {
  /** `data`: settings and recent cases; `temp`: scratch; `resources`: demo case and bundled snapshots. */
  readonly paths: { data: string; temp: string; resources: string };
  readonly clock: () => Date;
  readonly log: (level: 'info' | 'warn' | 'error', message: string, detail?: unknown) => void;
  readonly host: 'desktop' | 'browser' | 'memory';
}

export interface Engine {
  readonly handlers: Handlers<SpyhopContract>;
  close(): Promise<void>;
}
