import { createReadStream, createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as WebStream } from 'node:stream/web';
import { Decrypter, Encrypter } from 'age-encryption';
import type { BundleEncryption, BundleKey } from '#contract/bundles.ts';
import { EngineError } from '#contract/errors.ts';
import { writeMessage } from './write-message.ts';

const MAGIC = 'age-encryption.org/v1\n';

/** Whether a file is encrypted in the age format. */
export async function isEncrypted(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(MAGIC.length), 0, MAGIC.length, 0);
    return buffer.toString('latin1', 0, bytesRead) === MAGIC;
  } finally {
    await file.close();
  }
}

/** A stream encrypted in the age format. @throws EngineError `invalid` for a recipient that is none. */
export async function encrypted(plain: Readable, encryption: BundleEncryption): Promise<Readable> {
  const encrypter = new Encrypter();
  if ('passphrase' in encryption) encrypter.setPassphrase(encryption.passphrase);
  else
    for (const recipient of encryption.recipients)
      try {
        encrypter.addRecipient(recipient);
      } catch (error) {
        throw new EngineError(
          'invalid',
          `${recipient.slice(0, 20)}… is no age recipient. Nothing was written; check it, it begins with age1.`,
          {},
          { cause: error },
        );
      }
  const stream = await encrypter.encrypt(Readable.toWeb(plain) as ReadableStream<Uint8Array>);
  return Readable.fromWeb(stream as WebStream<Uint8Array>);
}

/**
 * Decrypts a file of the age format into another. @throws EngineError `invalid`: no key given, the wrong one, or bytes
 * that were changed; the message says which.
 */
export async function decryptFile(
  path: string,
  key: BundleKey | null,
  out: string,
  signal: AbortSignal,
): Promise<void> {
  if (key === null)
    throw new EngineError(
      'invalid',
      `${path} is encrypted. Nothing was changed; give its passphrase or the age identity of a recipient.`,
      { encrypted: true },
    );
  const decrypter = new Decrypter();
  let plain: ReadableStream<Uint8Array>;
  try {
    if ('passphrase' in key) decrypter.addPassphrase(key.passphrase);
    else decrypter.addIdentity(key.identity);
    plain = await decrypter.decrypt(Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>);
  } catch (error) {
    throw new EngineError(
      'invalid',
      'passphrase' in key
        ? `The passphrase does not open ${path}, or its header was damaged. Nothing was changed; try again, or get the file anew.`
        : `This identity does not open ${path}, or its header was damaged. Nothing was changed; use the key of a recipient, or get the file anew.`,
      {},
      { cause: error },
    );
  }
  try {
    await pipeline(Readable.fromWeb(plain as WebStream<Uint8Array>), createWriteStream(out), { signal });
  } catch (error) {
    if (signal.aborted) throw new EngineError('cancelled', 'Cancelled; nothing was changed.');
    throw (error as NodeJS.ErrnoException).code?.startsWith('E')
      ? new EngineError('invalid', writeMessage(error, `the content of ${path}`), {}, { cause: error })
      : new EngineError(
          'invalid',
          `${path} is damaged: an encrypted part does not carry its seal. Nothing was changed; get the file anew.`,
          {},
          { cause: error },
        );
  }
}
