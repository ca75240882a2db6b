/** Whatever the inspector shows. Values only: a selection can be written into the address bar. */
export type Selection =
  | { readonly kind: 'address'; readonly chain: string; readonly address: string }
  | { readonly kind: 'alert'; readonly id: string }
  | {
      readonly kind: 'edge';
      readonly chain: string;
      readonly from: string;
      readonly to: string;
      readonly asset: string;
    }
  | { readonly kind: 'row'; readonly file: string; readonly line: number }
  /** Something that exists only as drawn in the graph: a group, a bundle of flows, several nodes. */
  | { readonly kind: 'drawn'; readonly id: string }
  | { readonly kind: 'dataset'; readonly id: number };

export type SelectionKind = Selection['kind'];

const part = (text: string): string => encodeURIComponent(text).replaceAll('%3A', ':').replaceAll('~', '%7E');

/** `address~ethereum~0x…`; the inverse of {@link decodeSelection}. */
export function encodeSelection(selection: Selection): string {
  const parts = (): (string | number)[] => {
    switch (selection.kind) {
      case 'address':
        return [selection.chain, selection.address];
      case 'alert':
      case 'drawn':
        return [selection.id];
      case 'edge':
        return [selection.chain, selection.from, selection.to, selection.asset];
      case 'row':
        return [selection.file, selection.line];
      case 'dataset':
        return [selection.id];
    }
  };
  return [selection.kind, ...parts()].map((p) => part(String(p))).join('~');
}

/** null for anything that is not a whole selection: a mistyped address bar selects nothing. */
export function decodeSelection(text: string): Selection | null {
  let parts: string[];
  try {
    parts = text.split('~').map(decodeURIComponent);
  } catch {
    return null;
  }
  const [kind, a, b, c, d] = parts;
  if (!a) return null;
  switch (kind) {
    case 'address':
      return b ? { kind, chain: a, address: b } : null;
    case 'alert':
    case 'drawn':
      return { kind, id: a };
    case 'edge':
      return b && c && d !== undefined ? { kind, chain: a, from: b, to: c, asset: d } : null;
    case 'row': {
      const line = Number(b);
      return Number.isInteger(line) && line > 0 ? { kind, file: a, line } : null;
    }
    case 'dataset': {
      const id = Number(a);
      return Number.isInteger(id) ? { kind, id } : null;
    }
    default:
      return null;
  }
}

export function sameSelection(a: Selection | null, b: Selection | null): boolean {
  if (a === null || b === null) return a === b;
  return encodeSelection(a) === encodeSelection(b);
}

/** `ethereum:0x…` as the graph names its nodes. */
export function splitNodeId(id: string): { chain: string; address: string } {
  const at = id.indexOf(':');
  return at < 0 ? { chain: '', address: id } : { chain: id.slice(0, at), address: id.slice(at + 1) };
}
