import type { Ledger } from '../define.ts';

/** Symbols of assets that stand for one dollar a unit by their issuer's promise. */
export const NOMINAL_DOLLARS = [
  'USDT',
  'USDC',
  'DAI',
  'BUSD',
  'TUSD',
  'USDP',
  'FDUSD',
  'PYUSD',
  'GUSD',
  'USDC.E',
];

/** Wrapped forms of chains' own coins. */
const WRAPPED = ['WETH', 'WBTC', 'WBNB', 'WMATIC', 'WPOL', 'WAVAX', 'STETH', 'WSTETH'];

/** Whether an asset is what people pay with: the chain's own coin (no contract), a wrapped one, or a dollar token. */
export function isMoney(ledger: Ledger, asset: number): boolean {
  const known = ledger.columns.assets[asset];
  if (!known) return false;
  const symbol = known.symbol?.toUpperCase() ?? '';
  return !known.asset.startsWith('0x') || NOMINAL_DOLLARS.includes(symbol) || WRAPPED.includes(symbol);
}
