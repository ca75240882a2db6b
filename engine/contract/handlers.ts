import type { z } from 'zod';
import type { CallMethod, Contract, StreamMethod } from './define.ts';

export interface CallContext {
  /** Aborted when the caller cancels or goes away. */
  readonly signal: AbortSignal;
}

/** What a host implements: one function per method, already validated input. */
export type Handlers<C extends Contract> = {
  [T in keyof C]: {
    [M in keyof C[T]]: C[T][M] extends CallMethod<infer I, infer O>
      ? (input: z.output<I>, context: CallContext) => Promise<z.input<O>>
      : C[T][M] extends StreamMethod<infer I, infer R>
        ? (input: z.output<I>, context: CallContext) => AsyncIterable<z.input<R>>
        : never;
  };
};

/** What a caller holds: the same functions on the other side of the boundary. */
export type Client<C extends Contract> = {
  [T in keyof C]: {
    [M in keyof C[T]]: C[T][M] extends CallMethod<infer I, infer O>
      ? (input: z.input<I>, options?: { signal?: AbortSignal }) => Promise<z.output<O>>
      : C[T][M] extends StreamMethod<infer I, infer R>
        ? (input: z.input<I>, options?: { signal?: AbortSignal }) => AsyncIterable<z.output<R>>
        : never;
  };
};
