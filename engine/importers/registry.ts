import { z } from 'zod';
import type { FormatCard, OptionField } from '#contract/datasets.ts';
import type { ImporterDefinition, TableHead } from './define.ts';
import { standardConfidence } from './match.ts';

const modules = import.meta.glob<ImporterDefinition>('./*/importer.ts', { eager: true, import: 'default' });

/** Every importer of this build, by folder; the folder name is the id. */
export const importers: readonly ImporterDefinition[] = Object.entries(modules)
  .map(([path, definition]) => {
    const folder = path.split('/')[1];
    if (folder !== definition.id) throw new Error(`importer ${definition.id} lies in the folder ${folder}`);
    return definition;
  })
  .sort((a, b) => (a.id < b.id ? -1 : 1));

export const importerById = (id: string): ImporterDefinition | undefined =>
  importers.find((definition) => definition.id === id);

export interface Recognition {
  readonly importer: ImporterDefinition;
  readonly confidence: number;
}

/** Below this a file is unknown and goes through the mapping wizard. */
export const CERTAIN = 0.6;

/** The formats a table may be, best first. */
export function recognise(head: TableHead): Recognition[] {
  return importers
    .map((definition) => {
      const standard = standardConfidence(definition, head);
      return {
        importer: definition,
        confidence: definition.sniff ? definition.sniff(head, standard) : standard,
      };
    })
    .filter(({ confidence }) => confidence > 0)
    .sort((a, b) => b.confidence - a.confidence || (a.importer.id < b.importer.id ? -1 : 1));
}

/** The option form of an importer, made from its schema. */
export function optionFields(options: z.ZodObject): OptionField[] {
  const schema = z.toJSONSchema(options, { io: 'input' }) as {
    properties?: Record<string, { type?: string; enum?: string[]; title?: string; description?: string }>;
    required?: string[];
  };
  return Object.entries(schema.properties ?? {}).map(([name, property]) => ({
    name,
    label: property.title ?? name,
    type: property.enum
      ? 'choice'
      : property.type === 'number' || property.type === 'integer'
        ? 'number'
        : property.type === 'boolean'
          ? 'boolean'
          : 'text',
    choices: property.enum ?? [],
    required: schema.required?.includes(name) ?? false,
    help: property.description ?? '',
  }));
}

export function formatCards(): FormatCard[] {
  return importers.map((definition) => ({
    id: definition.id,
    label: definition.label,
    family: definition.family,
    target: definition.target,
    extensions: [...definition.extensions],
    columns: Object.values(definition.columns).map((names) => {
      const first = names[0];
      return typeof first === 'string' ? first : String(first?.source ?? '');
    }),
    options: optionFields(definition.options),
  }));
}
