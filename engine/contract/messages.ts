import { z } from 'zod';
import { EXHIBIT_BYTES } from './case-work.ts';
import { SerialisedError } from './errors.ts';

/**
 * The most a message to the engine may have, in bytes: an exhibit of the largest size of which every character has to be
 * escaped, and all that is said about it.
 */
export const MAX_MESSAGE_BYTES = 2 * EXHIBIT_BYTES + 4_000_000;

/** What travels over every transport, as structured clones or JSON. */
export const RequestMessage = z.object({
  type: z.literal('request'),
  id: z.number().int().nonnegative(),
  method: z.string(),
  input: z.unknown(),
});
export const CancelMessage = z.object({ type: z.literal('cancel'), id: z.number().int().nonnegative() });
/** The reader of a stream has taken `count` items: the engine may send as many more. */
export const MoreMessage = z.object({
  type: z.literal('more'),
  id: z.number().int().nonnegative(),
  count: z.number().int().positive(),
});
export const ItemMessage = z.object({
  type: z.literal('item'),
  id: z.number().int().nonnegative(),
  item: z.unknown(),
});
export const EndMessage = z.object({
  type: z.literal('end'),
  id: z.number().int().nonnegative(),
  output: z.unknown().optional(),
});
export const ErrorMessage = z.object({
  type: z.literal('error'),
  id: z.number().int().nonnegative(),
  error: SerialisedError,
});

export const ClientMessage = z.discriminatedUnion('type', [RequestMessage, CancelMessage, MoreMessage]);
export type ClientMessage = z.infer<typeof ClientMessage>;
export const ServerMessage = z.discriminatedUnion('type', [ItemMessage, EndMessage, ErrorMessage]);
export type ServerMessage = z.infer<typeof ServerMessage>;

/** The one thing a transport has to offer. */
export interface Channel {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  onClose(listener: (reason: string) => void): void;
  close(): void;
}
