import type { Profile } from '#contract/whales.ts';
import { addToCase, sheet } from '../../workspace/add-evidence.ts';
import { assetName, behaviourName, nameOf } from './words.ts';

/** Freezes what the rows say of one or several whales: holdings as a table, everything else in the data. */
export async function addWhalesToCase(profiles: readonly Profile[], asOf: string | null): Promise<void> {
  const rows = profiles.flatMap(({ node, holdings }) =>
    holdings.map((holding) => [
      node.id,
      assetName(holding),
      holding.amount,
      holding.priceUsd,
      holding.valueUsd,
    ]),
  );
  await addToCase({
    kind: 'chart',
    title:
      profiles.length === 1
        ? `Whale page of ${nameOf(profiles[0]!.node)}`
        : `${profiles.length} whales beside each other: ${profiles.map(({ node }) => nameOf(node)).join(', ')}`,
    explanation: profiles
      .map(
        ({ node, transfers, alertsTotal, behaviour }) =>
          `${nameOf(node)}: ${transfers.toLocaleString('en')} transfers, ${alertsTotal.toLocaleString('en')} alerts, ${behaviourName(behaviour.class).toLowerCase()}.`,
      )
      .join(' '),
    data: {
      ...sheet(
        ['whale', 'asset', 'held', 'last price (USD)', 'value (USD)'],
        rows,
        profiles.reduce((sum, { assetsTotal }) => sum + assetsTotal, 0),
      ),
      asOf,
      profiles,
    },
  });
}
