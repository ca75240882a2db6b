const line =
  /^(\S+) (\S+) -> (\S+) (\d+(?:\.\d+)?) (\S+)((?: (?:usd=[\d.]+|tx=\S+|chain=\S+|gas=\d+|method=\S+|failed|x\d+\/\d+[smhd]))*)$/;
const secondsOf = { s: 1, m: 60, h: 3600, d: 86_400 } as const;

/** Rows of the transfer table from one line of a detector case (`DetectorCase.flows`). Throws on a line it cannot read. */
export function readFlow(text: string, index: number): Record<string, string | number | boolean>[] {
  const [, time, from, to, amount, asset, rest] = line.exec(text) ?? [];
  if (
    time === undefined ||
    from === undefined ||
    to === undefined ||
    amount === undefined ||
    asset === undefined
  )
    throw new Error(`not a flow: ${text}`);
  const said = (name: string) => new RegExp(` ${name}=(\\S+)`).exec(rest ?? '')?.[1];
  const repeated = / x(\d+)\/(\d+)([smhd])/.exec(rest ?? '');
  const turns = Number(repeated?.[1] ?? 1);
  const gap = Number(repeated?.[2] ?? 0) * secondsOf[(repeated?.[3] ?? 's') as keyof typeof secondsOf];
  const start = Date.parse(time);
  if (Number.isNaN(start)) throw new Error(`not a time: ${text}`);
  const [whole = '', fraction = ''] = amount.split('.');
  return Array.from({ length: turns }, (_, turn) => {
    const named = (name: string) => name.replaceAll('{n}', String(turn));
    const native = asset === 'ETH';
    return {
      chain: said('chain') ?? 'ethereum',
      time: new Date(start + turn * gap * 1000).toISOString().replace('T', ' ').replace('Z', ''),
      kind: native ? 'native' : 'token',
      tx_hash: named(said('tx') ?? `0x${String(index).padStart(5, '0')}${String(turn).padStart(5, '0')}`),
      ...(native ? {} : { log_index: index }),
      from_address: named(from),
      to_address: named(to),
      asset: native ? 'ETH' : `0x${asset.toLowerCase()}`,
      symbol: asset,
      amount_text: String(BigInt(whole + fraction)),
      amount_scale: fraction.length,
      success: !(rest ?? '').includes(' failed'),
      ...(said('usd') === undefined ? {} : { amount_usd: Number(said('usd')) }),
      ...(said('gas') === undefined ? {} : { gas_used: Number(said('gas')) }),
      ...(said('method') === undefined ? {} : { method: said('method')! }),
    };
  });
}
