import { createHash } from 'node:crypto';

/**
 * A name-based UUID (RFC 9562, version 5): the same namespace and name give the same one.
 * @param namespace a UUID
 */
export function uuidOf(namespace: string, name: string): string {
  const bytes = createHash('sha1')
    .update(Buffer.from(namespace.replaceAll('-', ''), 'hex'))
    .update(name)
    .digest()
    .subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x50;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** The namespace that STIX 2.1 gives for identifiers of cyber-observable objects (section 2.9). */
export const STIX_NAMESPACE = '00abedb4-aa42-466c-9c01-fed23315a9b7';
/** The namespace of everything else this program names. */
export const OWN_NAMESPACE = '3f6c8a52-5f0e-5a54-9a3e-6c1d0b7f2e11';
