import type { MappingProfile } from '#contract/datasets.ts';
import { EngineError } from '#contract/errors.ts';
import type { ColumnMatch, ImporterDefinition, TableHead } from '../define.ts';
import type { Constants } from '../raw-view.ts';
import { importerById } from '../registry.ts';

/** The format that reads each mapped target once its columns are named. */
const readers: Record<MappingProfile['target'], string> = {
  transfer: 'generic-transfers',
  trade: 'generic-trades',
  price: 'prices',
  tag: 'generic-tags',
};

/** A mapping profile as an importer: the generic format of its target with the columns the user chose. */
export function mappedImporter(
  profile: MappingProfile,
  head: TableHead,
): {
  definition: ImporterDefinition;
  match: ColumnMatch;
  constants: Constants;
  options: Record<string, unknown>;
} {
  const definition = importerById(readers[profile.target]);
  if (!definition)
    throw new EngineError('internal', `This build cannot read mapped ${profile.target} files.`);
  const match: ColumnMatch = {};
  const constants: Constants = {};
  for (const logical of Object.keys(definition.columns)) {
    const chosen = profile.columns[logical];
    match[logical] = null;
    if (chosen?.constant !== undefined && chosen.constant !== '') constants[logical] = chosen.constant;
    else if (chosen?.column !== undefined) {
      if (!head.columns.includes(chosen.column))
        throw new EngineError(
          'invalid',
          `The mapping ${profile.name} reads the column "${chosen.column}", which ${head.fileName} does not have. Choose another column or another profile.`,
        );
      match[logical] = chosen.column;
    }
  }
  const missing = definition.required.filter(
    (logical) => match[logical] === null && constants[logical] === undefined,
  );
  if (missing.length > 0)
    throw new EngineError(
      'invalid',
      `The mapping ${profile.name} leaves out ${missing.join(', ')}, which every ${profile.target} needs.`,
    );
  return {
    definition,
    match,
    constants,
    options: {
      time_unit: profile.timeUnit,
      time_zone: profile.timeZone,
      amount_unit: profile.amountUnit,
      decimals: profile.decimals,
    },
  };
}
