import type { Profile } from '#contract/whales.ts';
import { addToCase, sheet } from '../../workspace/add-evidence.ts';
import { noteOf } from './note-text.ts';
import { assetName, behaviourName, nameOf } from './words.ts';

/** Freezes what the rows say of one or several whales: holdings as a table, notes as the exhibit's, everything else in the data. */
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
  const notes: string[] = [];
  for (const { node } of profiles) {
    const note = (await noteOf(node.id)).trim();
    if (note !== '') notes.push(profiles.length === 1 ? note : `On ${nameOf(node)}: ${note}`);
  }
  await addToCase({
    kind: 'chart',
    note: notes.join('\n\n'),
    title:
      profiles.length === 1
        ? `Whale page of ${nameOf(profiles[0]!.node)}`
        : `${profiles.length} whales beside each other: ${profiles.map(({ node }) => nameOf(node)).join(', ')}`,
    explanation: profiles
      .map(
        ({ node, entity, transfers, alertsTotal, behaviour }) =>
          `${nameOf(node)}${entity ? ` (${entity.total.toLocaleString('en')} addresses as one, ${entity.within.transfers.toLocaleString('en')} transfers between them left out of flows)` : ''}: ${transfers.toLocaleString('en')} transfers, ${alertsTotal.toLocaleString('en')} alerts, ${behaviourName(behaviour.class).toLowerCase()}.`,
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
