import { z } from 'zod';

const networks = [
  'polkadot',
  'kusama',
  'westend',
  'statemint',
  'statemine',
  'acala',
  'karura',
  'astar',
  'shiden',
  'moonbeam',
  'moonriver',
  'parallel',
  'bifrost',
  'hydradx',
  'hydration',
  'interlay',
  'kintsugi',
  'centrifuge',
  'phala',
  'khala',
  'unique',
  'quartz',
  'zeitgeist',
  'manta',
  'nodle',
  'bittensor',
  'vara',
  'enjin',
  'polymesh',
  'alephzero',
  'darwinia',
  'crab',
  'crust',
  'joystream',
  'kilt',
  'litentry',
  'pendulum',
  'mythos',
  'peaq',
] as const;

/** Exports of Substrate networks name theirs only in the file name; otherwise it stays unknown. */
export const substrateChainOption = z.string().min(1).default('unknown').meta({
  title: 'Network',
  description: 'The file names it only in its own name, for instance polkadot or kusama.',
});

/** The Substrate network a file name mentions. */
export const substrateChainInName = (fileName: string): string | undefined => {
  const words = fileName.toLowerCase().split(/[^a-z0-9]+/);
  return networks.find((network) => words.includes(network));
};
