import type { MappingField, MappingProfile } from '#contract/datasets.ts';

/** A mapping while it is being made. Units start unstated: they are chosen, never guessed. */
export interface MappingDraft {
  readonly name: string;
  readonly target: MappingProfile['target'];
  readonly columns: MappingProfile['columns'];
  readonly timeUnit: MappingProfile['timeUnit'] | '';
  readonly timeZone: string;
  readonly amountUnit: MappingProfile['amountUnit'] | '';
  readonly decimals: string;
}

const plain = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]+/g, '');

const otherNames: Record<string, readonly string[]> = {
  time: [
    'time',
    'timestamp',
    'date',
    'datetime',
    'datetimeutc',
    'blocktime',
    'blocktimestamp',
    'unixtimestamp',
    'ts',
  ],
  fromaddress: ['from', 'sender', 'source', 'fromaddress', 'src', 'payer'],
  toaddress: ['to', 'receiver', 'recipient', 'destination', 'toaddress', 'dst', 'payee'],
  amount: ['amount', 'value', 'quantity', 'qty', 'size', 'volume'],
  txhash: ['txhash', 'hash', 'transactionhash', 'txid', 'tx'],
  asset: ['asset', 'token', 'contract', 'tokenaddress', 'contractaddress', 'currency', 'coin'],
  symbol: ['symbol', 'tokensymbol', 'ticker', 'currency'],
  block: ['block', 'blockno', 'blocknumber', 'height'],
  price: ['price', 'rate', 'close', 'last'],
  side: ['side', 'direction', 'buysell', 'type'],
  market: ['market', 'pair', 'instrument', 'symbol'],
  address: ['address', 'account', 'wallet'],
  label: ['label', 'name', 'tag', 'nametag', 'entity'],
  category: ['category', 'type', 'kind'],
  chain: ['chain', 'network', 'blockchain'],
};

/** Proposes a column for each field by its name alone; the investigator sees and confirms each one. */
export function proposeColumns(
  headers: readonly string[],
  fields: readonly MappingField[],
): MappingProfile['columns'] {
  const proposed: MappingProfile['columns'] = {};
  const taken = new Set<string>();
  for (const field of fields) {
    const names = [plain(field.target), plain(field.label), ...(otherNames[plain(field.target)] ?? [])];
    const header = names
      .map((name) => headers.find((h) => plain(h) === name && !taken.has(h)))
      .find((h) => h !== undefined);
    if (header === undefined) continue;
    taken.add(header);
    proposed[field.target] = { column: header };
  }
  return proposed;
}

export const emptyDraft = (
  name: string,
  target: MappingProfile['target'],
  headers: readonly string[],
  fields: readonly MappingField[],
): MappingDraft => ({
  name,
  target,
  columns: proposeColumns(headers, fields),
  timeUnit: '',
  timeZone: 'UTC',
  amountUnit: '',
  decimals: '',
});

export const draftOf = (profile: MappingProfile): MappingDraft => ({
  name: profile.name,
  target: profile.target,
  columns: profile.columns,
  timeUnit: profile.timeUnit,
  timeZone: profile.timeZone,
  amountUnit: profile.amountUnit,
  decimals: profile.decimals === null ? '' : String(profile.decimals),
});

/** Whether every column a profile names is in the file. */
export const profileFits = (profile: MappingProfile, headers: readonly string[]): boolean =>
  Object.values(profile.columns).every((c) => c.column === undefined || headers.includes(c.column));

const isSet = (source: { column?: string | undefined; constant?: string | undefined } | undefined): boolean =>
  Boolean(source?.column) || Boolean(source?.constant?.trim());

/** What still has to be stated before the table can be read; empty when nothing is missing. */
export function missingFrom(draft: MappingDraft, fields: readonly MappingField[]): string[] {
  const missing = fields.filter((f) => f.required && !isSet(draft.columns[f.target])).map((f) => f.label);
  if (hasTime(fields) && !draft.timeUnit) missing.push('How times are written');
  if (hasAmount(fields) && !draft.amountUnit) missing.push('Unit of amounts');
  if (draft.amountUnit === 'base' && !/^\d{1,2}$/.test(draft.decimals.trim())) missing.push('Decimals');
  if (!draft.name.trim()) missing.push('Name of the mapping');
  return missing;
}

export const hasTime = (fields: readonly MappingField[]): boolean =>
  fields.some((f) => /time/i.test(f.target));
export const hasAmount = (fields: readonly MappingField[]): boolean =>
  fields.some((f) => /amount|quantity/i.test(f.target));

/** The finished profile; only for drafts with nothing missing. */
export const profileFrom = (draft: MappingDraft, headers: readonly string[]): MappingProfile => ({
  name: draft.name.trim(),
  target: draft.target,
  columns: Object.fromEntries(Object.entries(draft.columns).filter(([, source]) => isSet(source))),
  timeUnit: draft.timeUnit || 'iso',
  timeZone: draft.timeZone || 'UTC',
  amountUnit: draft.amountUnit || 'token',
  decimals: draft.amountUnit === 'base' ? Number(draft.decimals) : null,
  headers: [...headers],
});
