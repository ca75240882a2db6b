import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Alert } from '#contract/detection.ts';
import type { CaseFolder } from '../cases/case-folder.ts';
import { writeExport } from '../cases/record-export.ts';
import { csvText, writeWorkbook } from '../cases/safe-table.ts';

const header = [
  'rank',
  'id',
  'priority',
  'tier',
  'detector',
  'version',
  'severity',
  'score',
  'confidence',
  'start (UTC)',
  'end (UTC)',
  'subjects',
  'explanation',
  'evidence rows',
  'verdict',
  'verdict reason',
];

const cells = (alert: Alert, index: number): (string | number | null)[] => [
  index + 1,
  alert.id,
  alert.priority,
  alert.tier,
  alert.detector,
  alert.version,
  alert.severity,
  alert.score,
  alert.confidence,
  alert.start,
  alert.end,
  alert.subjects.map((subject) => (subject.chain ? `${subject.chain}:${subject.id}` : subject.id)).join(' '),
  alert.explanation,
  alert.evidence.length,
  alert.verdict?.verdict ?? null,
  alert.verdict?.reason ?? null,
];

/** Alerts as JSON, always the same text for the same alerts. */
export const alertsJson = (alerts: readonly Alert[]): string => `${JSON.stringify(alerts, null, 1)}\n`;

/** Alerts as CSV, safe to open in a spreadsheet. */
export const alertsCsv = (alerts: readonly Alert[]): string => csvText(header, alerts.map(cells));

/** Writes alerts as a table into `exports/`, recorded in the journal; returns the path. */
export async function exportAlerts(
  folder: CaseFolder,
  alerts: readonly Alert[],
  format: 'csv' | 'xlsx' | 'json',
  name = `alerts-export.${format}`,
): Promise<string> {
  const path = join(folder.exportsDir, name);
  await writeExport(folder, 'alerts-exported', path, async (part) => {
    if (format === 'json') await writeFile(part, alertsJson(alerts));
    else if (format === 'csv') await writeFile(part, alertsCsv(alerts));
    else await writeWorkbook(part, 'Alerts', header, alerts.map(cells));
    return { alerts: alerts.length };
  });
  return path;
}
