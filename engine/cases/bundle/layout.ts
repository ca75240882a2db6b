/** Version of the layout of a bundle; a bundle of a newer one is refused. */
export const BUNDLE_FORMAT = 1;

export const BAG_DECLARATION = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n';
export const GUIDE = 'HOW-TO-CHECK.txt';

/** Files at the root of the bag, in the order in which they are written. */
export const TAG_FILES = ['bagit.txt', 'bag-info.txt', GUIDE, 'manifest-sha256.txt'] as const;
export const TAG_MANIFEST = 'tagmanifest-sha256.txt';

const PAYLOAD =
  /^data\/((evidence|frozen)\/[0-9a-f]{64}|case\.json|journal\.jsonl|journal\.head|report\.pdf|alerts\.(json|csv)|findings\.(json|csv)|exhibits\.csv|originals\.(json|csv)|left-out\.json|case-uco\.jsonld|stix\.json)$/;

/** Whether a bundle may hold a file of this name (within the bag). */
export const isBundleFile = (name: string): boolean =>
  PAYLOAD.test(name) || name === TAG_MANIFEST || (TAG_FILES as readonly string[]).includes(name);

/** One line of a manifest. */
export const manifestLine = (sha256: string, name: string): string => `${sha256}  ${name}\n`;

/** Reads a manifest as strictly as it is written; null with the number of the first line that is none. */
export function parseManifest(text: string): { files: Map<string, string>; fault: number | null } {
  const files = new Map<string, string>();
  const lines = text.split('\n');
  for (const [index, line] of lines.entries()) {
    if (line === '' && index === lines.length - 1) return { files, fault: null };
    const found = /^([0-9a-f]{64}) {2}(\S.*)$/.exec(line);
    if (!found || files.has(found[2]!)) return { files, fault: index + 1 };
    files.set(found[2]!, found[1]!);
  }
  return { files, fault: lines.length };
}

/** `bag-info.txt` as pairs, in order; long values are not folded. */
export const bagInfoText = (pairs: readonly (readonly [string, string])[]): string =>
  pairs.map(([label, value]) => `${label}: ${value.replace(/\s+/g, ' ').trim()}\n`).join('');

export function parseBagInfo(text: string): Map<string, string> {
  const pairs = new Map<string, string>();
  for (const line of text.split('\n')) {
    const found = /^([A-Za-z-]+): (.*)$/.exec(line);
    if (found) pairs.set(found[1]!, found[2]!);
  }
  return pairs;
}
