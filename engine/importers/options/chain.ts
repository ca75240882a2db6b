import { z } from 'zod';

/** Chains whose addresses and native coin the program knows by rule. */
export const chains = [
  'ethereum',
  'bsc',
  'polygon',
  'arbitrum',
  'optimism',
  'base',
  'avalanche',
  'fantom',
  'gnosis',
  'moonbeam',
  'moonriver',
  'linea',
  'scroll',
  'zksync',
  'celo',
  'blast',
  'mantle',
  'bitcoin',
  'litecoin',
  'solana',
  'tron',
  'polkadot',
  'kusama',
  'aptos',
] as const;

export const chainOption = (fallback: (typeof chains)[number]) =>
  z.enum(chains).default(fallback).meta({ title: 'Chain', description: 'The file does not name its chain.' });

const byCoin: Record<string, string> = {
  ETH: 'ethereum',
  BNB: 'bsc',
  POL: 'polygon',
  MATIC: 'polygon',
  AVAX: 'avalanche',
  FTM: 'fantom',
  xDAI: 'gnosis',
  XDAI: 'gnosis',
  GLMR: 'moonbeam',
  MOVR: 'moonriver',
  CELO: 'celo',
  MNT: 'mantle',
};

/** The chain of a native coin as explorer headers write it: `Value_IN(BNB)` → bsc. */
export const chainOfCoin = (coin: string): string | undefined => byCoin[coin];

const bySite: [RegExp, string][] = [
  [/arbiscan|arbitrum/i, 'arbitrum'],
  [/bscscan|\bbsc\b/i, 'bsc'],
  [/polygonscan|polygon/i, 'polygon'],
  [/optimis/i, 'optimism'],
  [/basescan/i, 'base'],
  [/snowtrace|avalanche/i, 'avalanche'],
  [/etherscan/i, 'ethereum'],
];

/** A chain named in a file name, as explorers and label sets do. */
export const chainInName = (fileName: string): string | undefined =>
  bySite.find(([pattern]) => pattern.test(fileName))?.[1];

/** The coin in a header such as `Value_IN(BNB)`. */
export const coinIn = (header: string | null | undefined): string | undefined =>
  header ? /\((\w+)\)/.exec(header)?.[1] : undefined;

const byId: Record<string, string> = {
  1: 'ethereum',
  10: 'optimism',
  56: 'bsc',
  100: 'gnosis',
  137: 'polygon',
  250: 'fantom',
  324: 'zksync',
  1284: 'moonbeam',
  1285: 'moonriver',
  5000: 'mantle',
  8453: 'base',
  42161: 'arbitrum',
  42220: 'celo',
  43114: 'avalanche',
  59144: 'linea',
  81457: 'blast',
  534352: 'scroll',
};

/** The chain of an EIP-155 chain id. */
export const chainOfId = (id: string | null | undefined): string | undefined => byId[id?.trim() ?? ''];
