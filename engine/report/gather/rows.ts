import type { Alert } from '#contract/detection.ts';
import { evidenceValues } from '../../alerts/evidence-values.ts';
import type { Session } from '../../warehouse/session.ts';

/** A row of evidence as it is printed. */
export interface ReportRow {
  readonly role: string;
  readonly time: string | null;
  readonly text: string;
  /** In full, for the row's text shortens addresses. */
  readonly transaction: string | null;
  readonly fileName: string;
  readonly line: number;
}

const shortened = (value: string): string =>
  value.replace(/\b(0x[0-9a-f]{4})[0-9a-f]{32}([0-9a-f]{4})\b/g, '$1…$2');

const rowText = (values: readonly { name: string; value: string }[]): string =>
  values
    .filter(({ name }) => name !== 'transaction')
    .map(({ name, value }) => `${name} ${shortened(value)}`)
    .join(', ');

/** The first `most` rows that an alert cites, with what they say today. */
export async function evidenceRows(
  session: Session,
  alert: Alert,
  names: ReadonlyMap<string, string>,
  most: number,
): Promise<ReportRow[]> {
  const printed = alert.evidence.slice(0, most);
  const places = new Set(printed.map(({ file, line }) => `${file}:${line}`));
  const rows = (
    await session.rows<{ file: string; line: number; target: string; row_id: number }>(
      'SELECT DISTINCT file, line, target, row_id FROM alert_evidence WHERE alert_id = $alert',
      { alert: alert.id },
    )
  ).filter(({ file, line }) => places.has(`${file}:${line}`));
  const values = await evidenceValues(
    session,
    rows.map(({ target, row_id }) => ({ target, rowId: row_id })),
  );
  const at = new Map(rows.map((row) => [`${row.file}:${row.line}`, row]));
  return printed.map((item) => {
    const row = at.get(`${item.file}:${item.line}`);
    const found = row ? values.get(`${row.target}:${row.row_id}`) : undefined;
    return {
      role: item.role ?? item.kind,
      time: found?.time ?? null,
      text: found ? rowText(found.values) : item.ref,
      transaction: item.kind === 'transaction' || item.kind === 'transfer' ? item.ref : null,
      fileName: names.get(item.file) ?? item.file.slice(0, 12),
      line: item.line,
    };
  });
}
