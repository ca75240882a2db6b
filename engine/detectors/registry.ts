import { z } from 'zod';
import type { DetectorCard, Parameter } from '#contract/detection.ts';
import type { AnyDetector } from './define.ts';

const modules = import.meta.glob<AnyDetector>('./*/*/detector.ts', { eager: true, import: 'default' });
const cards = import.meta.glob<string>('./*/*/card.md', { eager: true, query: '?raw', import: 'default' });

/** Every detector of this build: `detectors/<family>/<id>/`. */
export const detectors: readonly AnyDetector[] = Object.entries(modules)
  .map(([path, definition]) => {
    const [, family, id] = path.split('/');
    if (id !== definition.id || family !== definition.family)
      throw new Error(`detector ${definition.family}/${definition.id} lies in ${family}/${id}`);
    return definition;
  })
  .sort((a, b) => (a.id < b.id ? -1 : 1));

export const detectorById = (id: string): AnyDetector | undefined =>
  detectors.find((known) => known.id === id);

interface JsonProperty {
  type?: string;
  enum?: string[];
  default?: unknown;
  minimum?: number;
  maximum?: number;
  unit?: string;
  description?: string;
}

export function parametersOf(schema: z.ZodObject): Parameter[] {
  const json = z.toJSONSchema(schema, { io: 'input' }) as { properties?: Record<string, JsonProperty> };
  return Object.entries(json.properties ?? {}).map(([name, property]) => ({
    name,
    type: property.enum
      ? 'choice'
      : property.type === 'integer' || property.type === 'number' || property.type === 'boolean'
        ? property.type
        : property.type === 'array'
          ? 'list'
          : 'text',
    default: property.default,
    minimum: property.minimum,
    maximum: property.maximum,
    choices: property.enum,
    unit: property.unit ?? '',
    description: property.description ?? '',
  }));
}

export function cardOf(definition: AnyDetector): DetectorCard {
  const card = cards[`./${definition.family}/${definition.id}/card.md`];
  if (card === undefined) throw new Error(`detector ${definition.id} has no card.md`);
  const { id, title, version, maturity, tier, family } = definition;
  return {
    id,
    title,
    version,
    maturity,
    tier,
    family,
    reads: [...definition.reads],
    parameters: parametersOf(definition.params),
    card,
  };
}
