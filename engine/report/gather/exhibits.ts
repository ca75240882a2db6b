import type { EvidenceItem } from '#contract/case-work.ts';
import { Alert } from '#contract/detection.ts';
import { EngineError } from '#contract/errors.ts';
import type { GraphSlice } from '#contract/graph.ts';
import { storedEvidence } from '../../cases/work/stored.ts';
import { alertGraph } from '../../graph/alert-graph.ts';
import type { Session } from '../../warehouse/session.ts';
import type { ReportPicture } from '../blocks.ts';
import type { ReportSource } from '../source.ts';
import { type FrozenTable, frozenTable } from './frozen-table.ts';
import { pictureOf } from './picture-size.ts';
import { evidenceRows, type ReportRow } from './rows.ts';

export interface AlertExhibit {
  readonly alert: Alert;
  readonly rows: ReportRow[];
  readonly graph: GraphSlice | null;
}

/** An exhibit as it is printed: what was frozen, never what is live. */
export interface ReportExhibit {
  readonly item: EvidenceItem;
  readonly alert: AlertExhibit | null;
  readonly picture: ReportPicture | null;
  readonly table: FrozenTable | null;
  /** Text of a frozen note. */
  readonly text: string | null;
}

/** Names of the originals by hash. */
export async function fileNames(session: Session): Promise<Map<string, string>> {
  const rows = await session.rows<{ sha256: string; name: string }>('SELECT sha256, name FROM dataset');
  return new Map(rows.map(({ sha256, name }) => [sha256, name]));
}

/** The exhibits of the case by number. */
export async function gatherExhibits(source: ReportSource): Promise<ReportExhibit[]> {
  const { session, folder, options } = source;
  const names = await fileNames(session);
  const exhibits: ReportExhibit[] = [];
  for (const item of await storedEvidence(session, false)) {
    const data = folder.frozen.get(item.frozen.data).toString('utf8');
    const alert = item.kind === 'alert' ? Alert.parse(JSON.parse(data)) : null;
    exhibits.push({
      item,
      alert: alert && (await alertExhibit(session, alert, names, options.rows)),
      picture:
        item.frozen.picture === null
          ? null
          : pictureOf(item.frozen.picture.type, folder.frozen.get(item.frozen.picture.sha256)),
      table: alert || item.kind === 'note' ? null : frozenTable(data, options.rows),
      text: item.kind === 'note' ? noteText(data) : null,
    });
  }
  return exhibits;
}

/** Alerts as exhibits would print them. */
export async function gatherAlerts(source: ReportSource, alerts: readonly Alert[]): Promise<AlertExhibit[]> {
  const names = await fileNames(source.session);
  const gathered: AlertExhibit[] = [];
  for (const alert of alerts)
    gathered.push(await alertExhibit(source.session, alert, names, source.options.rows));
  return gathered;
}

async function alertExhibit(
  session: Session,
  alert: Alert,
  names: ReadonlyMap<string, string>,
  rows: number,
): Promise<AlertExhibit> {
  return {
    alert,
    rows: await evidenceRows(session, alert, names, rows),
    graph: await graphOf(session, alert),
  };
}

/** Its addresses with what moved among them; null where the last detection no longer gives the alert or it names no address. */
async function graphOf(session: Session, alert: Alert): Promise<GraphSlice | null> {
  try {
    return await alertGraph(session, alert.id, 60);
  } catch (error) {
    if (error instanceof EngineError && error.code === 'not-found') return null;
    throw error;
  }
}

function noteText(data: string): string {
  const value: unknown = JSON.parse(data);
  if (typeof value === 'string') return value;
  const text = (value as { text?: unknown } | null)?.text;
  return typeof text === 'string' ? text : data;
}
