/** What a trace starts from: an address, of which asset and instant are yet to be chosen, or a transfer. */
export type TraceSeed = { readonly direction?: 'forward' | 'backward' } & (
  | {
      readonly chain: string;
      readonly address: string;
      readonly asset: string | null;
      readonly at?: string | null;
    }
  | { readonly file: string; readonly line: number }
);

/** Whether two starts are the same place: another asset or instant of one address is no step for Back. */
export function sameStart(a: TraceSeed | null, b: TraceSeed | null): boolean {
  if (a === null || b === null) return a === b;
  if ((a.direction ?? 'forward') !== (b.direction ?? 'forward')) return false;
  if ('file' in a) return 'file' in b && a.file === b.file && a.line === b.line;
  return !('file' in b) && a.chain === b.chain && a.address === b.address;
}

const part = (text: string): string => encodeURIComponent(text).replaceAll('~', '%7E');

/** `row~forward~<sha>~7` or `balance~backward~ethereum~0x…~<asset>~<instant>`; empty where nothing is chosen. */
export function encodeTraceSeed(seed: TraceSeed): string {
  const direction = seed.direction ?? 'forward';
  const parts =
    'file' in seed
      ? ['row', direction, seed.file, String(seed.line)]
      : ['balance', direction, seed.chain, seed.address, seed.asset ?? '', seed.at ?? ''];
  return parts.map(part).join('~');
}

/** null for anything that is not a whole start. */
export function decodeTraceSeed(text: string): TraceSeed | null {
  let parts: string[];
  try {
    parts = text.split('~').map(decodeURIComponent);
  } catch {
    return null;
  }
  const [kind, direction, a, b, asset, at] = parts;
  if ((direction !== 'forward' && direction !== 'backward') || !a || !b) return null;
  if (kind === 'balance')
    return { direction, chain: a, address: b, asset: asset ? asset : null, at: at ? at : null };
  const line = Number(b);
  return kind === 'row' && Number.isInteger(line) && line > 0 ? { direction, file: a, line } : null;
}
