/** Text as it may stand in XML 1.0; characters XML does not know become U+FFFD. */
export const xmlText = (value: string | number): string =>
  String(value)
    .replace(/[\p{Cc}\uFFFE\uFFFF]/gu, (c) => (c === '\t' || c === '\n' || c === '\r' ? c : '\uFFFD'))
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

export type Attributes = Readonly<Record<string, string | number | null>>;

export type AttributeType = 'string' | 'long' | 'double';

/** What is exported of every node, beside its id. */
export const nodeFields: Readonly<Record<string, AttributeType>> = {
  name: 'string',
  kind: 'string',
  addresses: 'string',
  labels: 'string',
  transfers: 'long',
  alerts: 'long',
  first_seen: 'string',
  last_seen: 'string',
  note: 'string',
  x: 'double',
  y: 'double',
};

/** What is exported of every flow, beside its ends. Exact amounts are texts. */
export const flowFields: Readonly<Record<string, AttributeType>> = {
  asset: 'string',
  symbol: 'string',
  transfers: 'long',
  amount: 'string',
  amount_usd: 'double',
  first_seen: 'string',
  last_seen: 'string',
  note: 'string',
};
