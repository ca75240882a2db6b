import { createHash } from 'node:crypto';
import type { Session } from '../../warehouse/session.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** JSON with the keys of every object in order: equal values give equal text. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value !== null && typeof value === 'object')
    return `{${Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`)
      .join(',')}}`;
  return JSON.stringify(value);
}

/** SHA-256 over a value, whatever the order of its keys. */
export const valueDigest = (value: unknown): string => sha256(canonicalJson(value));

/** SHA-256 over the originals of the case: the same files give the same digest, in whatever order they came. */
export async function datasetsDigest(session: Session): Promise<string> {
  const rows = await session.rows<{ sha256: string }>('SELECT sha256 FROM dataset ORDER BY sha256');
  return sha256(rows.map(({ sha256: hash }) => hash).join('\n'));
}
