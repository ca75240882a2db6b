import { packageById } from '../inference/model-package.ts';
import { type Selection, scoreAccounts } from '../inference/score-accounts.ts';
import type { Session } from '../warehouse/session.ts';
import { INTERMEDIARY, type ModelUse } from './define.ts';
import accountRoles from './ledger/account-roles.sql?raw';

/**
 * Scores the accounts of the case and leaves those selected in the temporary table `model_hit` (address_id, score,
 * rank, compared, reasons), for the detector's query to read. Labelled services, pools and system addresses are set
 * aside.
 */
export async function scoreWithModel(
  session: Session,
  use: ModelUse,
  params: Record<string, unknown>,
  context: { asOf: string; signal: AbortSignal; incomplete: (what: string) => void },
): Promise<void> {
  const model = packageById(use.id);
  const services = await session.rows<{ address_id: number }>(
    `SELECT DISTINCT address_id FROM (${accountRoles}) WHERE bit & ${INTERMEDIARY} <> 0`,
    { as_of: context.asOf },
  );
  const aside = new Set(services.map(({ address_id }) => address_id));
  const selection: Selection = use.select(params);
  const { compared, hits, silent } = await scoreAccounts(session, model, selection, { ...context, aside });
  if (silent !== null) context.incomplete(silent);
  await session.run(
    'CREATE OR REPLACE TEMP TABLE model_hit (address_id INTEGER, score DOUBLE, rank INTEGER, compared INTEGER, reasons VARCHAR[])',
  );
  await session.run(
    `INSERT INTO model_hit
     SELECT h.address_id, h.score, h.rank, $compared, h.reasons
     FROM (SELECT unnest(from_json($hits::JSON, '[{"address_id":"INTEGER","score":"DOUBLE","rank":"INTEGER","reasons":["VARCHAR"]}]')) AS h)`,
    {
      compared,
      hits: JSON.stringify(
        hits.map(({ addressId, score, rank, reasons }) => ({
          address_id: addressId,
          score,
          rank,
          reasons: reasons.map(({ text }) => text),
        })),
      ),
    },
  );
}

/** Version and hash of the weights a detector rests on; part of what its results are kept under. */
export function modelMark(use: ModelUse | undefined): string {
  if (!use) return '';
  try {
    const { manifest } = packageById(use.id);
    return `${manifest.version} ${manifest.weights.sha256}`;
  } catch {
    // the run itself says what is wrong with the package
    return 'not usable';
  }
}
