import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EngineError } from '#contract/errors.ts';
import { programPaths } from '../program-paths.ts';
import { Golden, ModelManifest } from './manifest.ts';

/** A folder of `models/`: a manifest and the files it answers for. */
export interface ModelPackage {
  readonly dir: string;
  readonly manifest: ModelManifest;
}

/** The packages of this build. */
export const modelsFolder = (): string => programPaths().models;

/**
 * Reads a manifest.
 * @throws EngineError `not-found` without one, `invalid` where it does not say what a manifest has to say.
 */
export function readPackage(dir: string, id: string): ModelPackage {
  const file = join(dir, id, 'manifest.json');
  if (!existsSync(file))
    throw new EngineError('not-found', `There is no model ${id}. \`spyhop models\` lists them.`);
  const parsed = ModelManifest.safeParse(json(file, id));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new EngineError(
      'invalid',
      `The model ${id} is not used: its manifest does not fit at ${issue?.path.join('.') || 'the top'} (${issue?.message}).`,
    );
  }
  if (parsed.data.id !== id)
    throw new EngineError(
      'invalid',
      `The model in the folder ${id} is not used: its manifest is that of ${parsed.data.id}.`,
    );
  return { dir: join(dir, id), manifest: parsed.data };
}

/** Every package of a folder, by id. A folder is a package when it holds a manifest; there is no list to edit. */
export function listPackages(dir: string = modelsFolder()): ModelPackage[] {
  if (!existsSync(dir)) return [];
  return readdirSync(dir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(dir, entry.name, 'manifest.json')))
    .map((entry) => entry.name)
    .sort()
    .map((id) => readPackage(dir, id));
}

/** @throws EngineError as `readPackage`. */
export const packageById = (id: string, dir: string = modelsFolder()): ModelPackage => readPackage(dir, id);

/** The weights, after their hash was checked. @throws EngineError `invalid` where they are not those of the manifest. */
export const weightsOf = ({ dir, manifest }: ModelPackage): Buffer =>
  checked(manifest.id, join(dir, manifest.weights.file), manifest.weights.sha256);

/** A file beside the weights, after its hash was checked. @throws EngineError as `weightsOf`. */
export function checked(id: string, file: string, sha256: string): Buffer {
  if (!existsSync(file))
    throw new EngineError('invalid', `The model ${id} is not used: ${file} is missing. Install Spyhop anew.`);
  const bytes = readFileSync(file);
  if (createHash('sha256').update(bytes).digest('hex') !== sha256)
    throw new EngineError(
      'invalid',
      `The model ${id} is not used: ${file} is not the file its manifest was written for (SHA-256 differs). Install Spyhop anew.`,
      { file, expected: sha256 },
    );
  return bytes;
}

/** The query that makes the inputs; of another package where the manifest says so. */
export function featuresSqlOf({
  dir,
  manifest,
}: {
  dir: string;
  manifest: Pick<ModelManifest, 'id' | 'features'>;
}): string {
  return readFileSync(join(dir, '..', manifest.features.of ?? manifest.id, 'features.sql'), 'utf8');
}

export const cardTextOf = ({ dir }: ModelPackage): string => readFileSync(join(dir, 'card.md'), 'utf8');

export const goldenOf = ({ dir, manifest }: ModelPackage): Golden =>
  Golden.parse(json(join(dir, 'golden.json'), manifest.id));

function json(file: string, id: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new EngineError(
      'invalid',
      `The model ${id} is not used: ${file} cannot be read as JSON.`,
      undefined,
      {
        cause: error,
      },
    );
  }
}
