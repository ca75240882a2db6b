import { z } from 'zod';
import { call, stream } from '#contract/define.ts';
import { EngineError } from '#contract/errors.ts';
import type { Handlers } from '#contract/handlers.ts';

/** A small contract that shows every behaviour the RPC has to carry. */
export const sampleContract = {
  sums: {
    add: call(z.object({ a: z.number(), b: z.number().default(1) }), z.number()),
    /** Answers in a form it has not agreed to. */
    lie: call(z.object({}), z.number()),
    /** Waits until it is cancelled. */
    hang: call(z.object({}), z.number()),
    fail: call(z.object({ how: z.enum(['known', 'unknown', 'unsendable']) }), z.number()),
  },
  numbers: {
    count: stream(z.object({ to: z.number().int() }), z.object({ n: z.number().int() })),
    lie: stream(z.object({}), z.object({ n: z.number().int() })),
    breakAfter: stream(z.object({ items: z.number().int() }), z.object({ n: z.number().int() })),
  },
} as const;
export type SampleContract = typeof sampleContract;

/** What the handlers saw, for assertions. */
export interface Seen {
  produced: number;
  finished: string[];
  aborted: string[];
}

export function sampleHandlers(seen: Seen): Handlers<SampleContract> {
  return {
    sums: {
      add: async ({ a, b }) => a + b,
      lie: async () => 'seven' as unknown as number,
      hang: (_input, { signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            seen.aborted.push('hang');
            reject(new Error('interrupted'));
          });
        }),
      fail: async ({ how }) => {
        if (how === 'known') {
          throw new EngineError(
            'conflict',
            'The case is read-only.',
            { dir: '/case' },
            { cause: new Error('secret cause') },
          );
        }
        if (how === 'unsendable')
          throw new EngineError('busy', 'The case is in use.', { count: 1n, fn: () => 1 });
        throw new Error('secret stack');
      },
    },
    numbers: {
      async *count({ to }) {
        try {
          for (let n = 0; n < to; n += 1) {
            seen.produced += 1;
            yield { n };
          }
        } finally {
          seen.finished.push('count');
        }
      },
      async *lie() {
        yield { n: 1 };
        yield { n: 'two' as unknown as number };
      },
      async *breakAfter({ items }) {
        for (let n = 0; n < items; n += 1) yield { n };
        throw new Error('secret stack');
      },
    },
  };
}
