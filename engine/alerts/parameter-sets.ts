import { EngineError } from '#contract/errors.ts';
import type { ParameterSet } from '#contract/reduction.ts';
import type { CaseFolder } from '../cases/case-folder.ts';
import { detectorById } from '../detectors/registry.ts';
import { parametersFor } from '../detectors/run-detector.ts';
import type { Session } from '../warehouse/session.ts';

type Params = ParameterSet['params'];

/** The name of the set that detection uses where a run says nothing else. */
const CURRENT = '';

/** What the case changed of the detectors' parameters, by detector. */
export async function currentParameters(session: Session): Promise<Params> {
  const row = await session.first<{ params: string }>('SELECT params FROM parameter_set WHERE name = $name', {
    name: CURRENT,
  });
  return row ? (JSON.parse(row.params) as Params) : {};
}

/** All sets of the case, the current one (without a name) first. */
export async function parameterSets(session: Session): Promise<ParameterSet[]> {
  const rows = await session.rows<{ name: string; params: string; at: string; by: string }>(
    'SELECT name, params, iso(saved_at) AS at, saved_by AS by FROM parameter_set ORDER BY name',
  );
  return rows.map(({ params, ...row }) => ({ ...row, params: JSON.parse(params) as Params }));
}

/**
 * Saves a set under its name, or as the current one where the name is empty; only what differs from the defaults
 * is kept. Written into the journal. @throws EngineError `invalid` that names detector and parameter.
 */
export async function saveParameters(
  folder: CaseFolder,
  name: string,
  params: Params,
): Promise<ParameterSet[]> {
  const kept: Params = {};
  for (const [id, given] of Object.entries(params)) {
    const detector = detectorById(id);
    if (!detector) throw new EngineError('not-found', `There is no detector ${id}.`);
    const whole = parametersFor(detector, given);
    const usual = parametersFor(detector, {});
    const changed = Object.entries(whole).filter(
      ([key, value]) => JSON.stringify(value) !== JSON.stringify(usual[key]),
    );
    if (changed.length > 0) kept[id] = Object.fromEntries(changed);
  }
  await folder.act(async (session) => ({
    action: 'parameters-changed',
    detail: {
      set: name,
      before: name === CURRENT ? await currentParameters(session) : undefined,
      params: kept,
    },
  }));
  return folder.warehouse.use(parameterSets);
}

/** Removes a named set. */
export async function removeParameters(folder: CaseFolder, name: string): Promise<ParameterSet[]> {
  await folder.act(async () => ({ action: 'parameters-removed', detail: { set: name } }));
  return folder.warehouse.use(parameterSets);
}
