import type { MappingProfile } from '#contract/datasets.ts';
import { EngineError } from '#contract/errors.ts';
import type { SqlParameters, SqlValue } from '../warehouse/session.ts';
import type { ColumnMatch, ImporterDefinition, TableHead } from './define.ts';
import { mappedImporter } from './mapping/mapped-importer.ts';
import { isHeaderless, matchColumns } from './match.ts';
import { type Constants, positionalMatch } from './raw-view.ts';
import { CERTAIN, importerById, recognise } from './registry.ts';

/** How one table is going to be read. */
export interface ReadPlan {
  readonly definition: ImporterDefinition;
  readonly match: ColumnMatch;
  readonly constants: Constants;
  readonly options: Record<string, unknown>;
  readonly parameters: SqlParameters;
  readonly confidence: number;
}

export interface PlanRequest {
  readonly format?: string | undefined;
  readonly options?: Record<string, unknown> | undefined;
  readonly mapping?: MappingProfile | undefined;
}

/**
 * Decides how a table is read: a given mapping, a given format, or the format it is recognised as.
 * Returns null when it is unknown. Throws EngineError `invalid` for options that do not fit.
 */
export function planFor(head: TableHead, request: PlanRequest): ReadPlan | null {
  if (request.mapping) {
    const { definition, match, constants, options } = mappedImporter(request.mapping, head);
    return finish(definition, match, constants, options, 1);
  }
  const named = request.format ? importerById(request.format) : undefined;
  if (request.format && !named)
    throw new EngineError('invalid', `There is no format ${request.format}. \`spyhop formats\` lists them.`);
  const best = named ? { importer: named, confidence: 1 } : recognise(head)[0];
  if (!best || best.confidence < CERTAIN) return null;
  const definition = best.importer;
  const match =
    definition.headerless && isHeaderless(head)
      ? positionalMatch(definition, head)
      : matchColumns(definition, head);
  return finish(
    definition,
    match,
    {},
    { ...definition.derive?.(head, match), ...request.options },
    best.confidence,
  );
}

function finish(
  definition: ImporterDefinition,
  match: ColumnMatch,
  constants: Constants,
  wanted: Record<string, unknown>,
  confidence: number,
): ReadPlan {
  const parsed = definition.options.safeParse(wanted);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new EngineError(
      'invalid',
      `The option ${issue?.path.join('.')} of ${definition.label} does not fit: ${issue?.message}.`,
    );
  }
  const options = parsed.data as Record<string, unknown>;
  const parameters = Object.fromEntries(
    Object.entries(options).map(([name, value]) => [name, (value ?? null) as SqlValue]),
  );
  return { definition, match, constants, options, parameters, confidence };
}
