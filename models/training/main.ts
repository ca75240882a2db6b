import { programPaths } from '#engine/program-paths.ts';
import { trainAccountAutoencoder } from './packages/account-autoencoder.ts';
import { trainAccountIsolationForest } from './packages/account-isolation-forest.ts';
import { trainTransferSequence } from './packages/transfer-sequence.ts';

/** `npm run train -- ID…`: makes model packages anew. */
const trainings: Readonly<Record<string, (models: string, note: (text: string) => void) => Promise<void>>> = {
  'account-autoencoder': trainAccountAutoencoder,
  'account-isolation-forest': trainAccountIsolationForest,
  'transfer-sequence': trainTransferSequence,
};

const asked = process.argv.slice(2);
const unknown = asked.filter((id) => !Object.hasOwn(trainings, id));
if (asked.length === 0 || unknown.length > 0) {
  console.error(
    `${unknown.length > 0 ? `There is no training for ${unknown.join(', ')}. ` : ''}Name one or more of: ${Object.keys(trainings).join(', ')}.`,
  );
  process.exitCode = 2;
} else for (const id of asked) await trainings[id]!(programPaths().models, (text) => console.error(text));
