import type { z } from 'zod';

/** A question with one answer. */
export interface CallMethod<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly kind: 'call';
  readonly input: I;
  readonly output: O;
}

/** Long work: any number of items, then an end. Cancelling it interrupts the engine. */
export interface StreamMethod<I extends z.ZodType = z.ZodType, T extends z.ZodType = z.ZodType> {
  readonly kind: 'stream';
  readonly input: I;
  readonly item: T;
}

export type Method = CallMethod | StreamMethod;
export type Contract = Record<string, Record<string, Method>>;

export const call = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O): CallMethod<I, O> => ({
  kind: 'call',
  input,
  output,
});

export const stream = <I extends z.ZodType, T extends z.ZodType>(input: I, item: T): StreamMethod<I, T> => ({
  kind: 'stream',
  input,
  item,
});
