import { sha256 } from '@noble/hashes/sha2.js';
import { bech32, bech32m, createBase58check } from '@scure/base';
import { getAddress } from 'viem';

const base58check = createBase58check(sha256);

const holds = (check: () => unknown): boolean => {
  try {
    check();
    return true;
  } catch {
    return false;
  }
};

/**
 * Whether the checksum an address carries holds: EIP-55 case for 0x addresses, base58check for
 * Bitcoin, Litecoin and Tron, bech32 for SegWit. null where the text carries none.
 */
export function checksumHolds(address: string): boolean | null {
  const text = address.trim();
  if (/^0x[0-9a-fA-F]{40}$/.test(text)) {
    const digits = text.slice(2);
    if (digits === digits.toLowerCase() || digits === digits.toUpperCase()) return null;
    return getAddress(text.toLowerCase()) === text;
  }
  if (/^(bc1|ltc1)[a-z0-9]+$/i.test(text))
    return (
      holds(() => bech32.decode(text.toLowerCase() as `${string}1${string}`)) ||
      holds(() => bech32m.decode(text.toLowerCase() as `${string}1${string}`))
    );
  if (/^[13LMT][1-9A-HJ-NP-Za-km-z]{25,34}$/.test(text)) return holds(() => base58check.decode(text));
  return null;
}
