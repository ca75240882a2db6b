import { type Profile, ProfileQuery } from '#contract/whales.ts';
import { alertMarks } from '../../alerts/alert-marks.ts';
import type { Warehouse } from '../../warehouse/open.ts';
import { pauses, residentIndex } from '../index/resident.ts';
import { profiles } from './profile.ts';

/** The profile of `chain:address` over the whole history. @throws EngineError `not-found` when no imported row names it. */
export async function oneProfile(
  warehouse: Warehouse,
  subject: string,
  signal?: AbortSignal,
): Promise<Profile> {
  const index = await residentIndex(warehouse, signal);
  const query = ProfileQuery.parse({ subjects: [subject], counterparties: 20 });
  return warehouse.use(async (session) => {
    const marks = await alertMarks(warehouse, session);
    return (await profiles(session, index, marks, query, pauses(signal))).profiles[0]!;
  }, signal);
}
