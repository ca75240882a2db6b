import type { Instant } from '#contract/common.ts';
import { isEntity } from '#contract/entities.ts';
import { clamped } from './playhead.ts';
import { decodeSelection, encodeSelection, type Selection } from './selection.ts';
import type { TimeFrame } from './time-frame.ts';
import { decodeTraceSeed, encodeTraceSeed, type TraceSeed } from './trace-seed.ts';

export const pageIds = [
  'data',
  'alerts',
  'graph',
  'map',
  'trace',
  'accounts',
  'whale',
  'board',
  'case',
  'reports',
  'settings',
] as const;
export type PageId = (typeof pageIds)[number];

/** What the graph was opened on. */
export type GraphSeed =
  | { readonly kind: 'address'; readonly chain: string; readonly address: string }
  | { readonly kind: 'alert'; readonly id: string }
  | { readonly kind: 'transaction'; readonly hash: string }
  | { readonly kind: 'view'; readonly id: string }
  /** An entity as the contract names it. */
  | { readonly kind: 'entity'; readonly id: string };

function encodeSeed(seed: GraphSeed): string {
  if (seed.kind === 'transaction') return `transaction~${encodeURIComponent(seed.hash)}`;
  if (seed.kind === 'view') return `view~${encodeURIComponent(seed.id)}`;
  if (seed.kind === 'entity') return `entity~${encodeURIComponent(seed.id)}`;
  return encodeSelection(seed);
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

function decodeSeed(text: string): GraphSeed | null {
  const own = /^(transaction|view)~([\w-]+)$/.exec(text);
  if (own?.[2])
    return own[1] === 'view' ? { kind: 'view', id: own[2] } : { kind: 'transaction', hash: own[2] };
  if (text.startsWith('entity~')) {
    const id = decoded(text.slice('entity~'.length));
    return id !== null && isEntity(id) ? { kind: 'entity', id } : null;
  }
  const selection = decodeSelection(text);
  return selection?.kind === 'address' || selection?.kind === 'alert' ? selection : null;
}

/** The part of the state that the address bar holds. */
export interface Place {
  readonly page: PageId;
  readonly selection: Selection | null;
  readonly frame: TimeFrame | null;
  /** The playhead. */
  readonly at: Instant | null;
  readonly hindsight: boolean;
  readonly graphSeed: GraphSeed | null;
  readonly traceSeed: TraceSeed | null;
  /** Node ids and entities of the whale page: one for a page of its own, two to six beside each other. */
  readonly whales: readonly string[];
}

/** Whales that are compared on one sheet at most. */
export const MOST_WHALES = 6;

export function toHash(place: Place): string {
  const query: string[] = [];
  if (place.graphSeed && place.page === 'graph') query.push(`on=${encodeSeed(place.graphSeed)}`);
  if (place.traceSeed && place.page === 'trace') query.push(`trace=${encodeTraceSeed(place.traceSeed)}`);
  if (place.whales.length > 0 && place.page === 'whale')
    query.push(`of=${place.whales.map((id) => encodeURIComponent(id).replaceAll('~', '%7E')).join('~')}`);
  if (place.selection) query.push(`sel=${encodeSelection(place.selection)}`);
  if (place.frame) query.push(`from=${place.frame.from}`, `to=${place.frame.to}`);
  if (place.at !== null) query.push(`at=${place.at}`);
  if (place.at !== null && place.hindsight) query.push('hindsight');
  return `#/${place.page}${query.length ? `?${query.join('&')}` : ''}`;
}

/** Whole node ids (`chain:address`), each once. */
function decodeWhales(text: string): string[] {
  try {
    const ids = text.split('~').map(decodeURIComponent);
    return [...new Set(ids.filter((id) => /^[^:]+:.+$/.test(id)))].slice(0, MOST_WHALES);
  } catch {
    return [];
  }
}

const instant = /^-?\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z$/;

/** Reads what it can; what is missing or malformed is left out rather than guessed. */
export function fromHash(hash: string): Place {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split('?');
  const fields = new Map(
    search
      .split('&')
      .filter(Boolean)
      .map((pair) => {
        const [name = '', ...value] = pair.split('=');
        return [name, value.join('=')] as const;
      }),
  );
  const selection = decodeSelection(fields.get('sel') ?? '');
  const from = fields.get('from') ?? '';
  const to = fields.get('to') ?? '';
  const frame = instant.test(from) && instant.test(to) && from <= to ? { from, to } : null;
  const playhead = fields.get('at') ?? '';
  const at = instant.test(playhead) && Number.isFinite(Date.parse(playhead)) ? playhead : null;
  return {
    page: pageIds.find((id) => id === path) ?? 'data',
    selection,
    frame,
    at: at !== null && frame !== null ? clamped(at, frame) : at,
    hindsight: at !== null && fields.has('hindsight'),
    graphSeed: decodeSeed(fields.get('on') ?? ''),
    traceSeed: decodeTraceSeed(fields.get('trace') ?? ''),
    whales: decodeWhales(fields.get('of') ?? ''),
  };
}
