import { type Alert, AlertQuery } from '#contract/detection.ts';
import { alertIds, wholeAlerts } from '../../alerts/query-alerts.ts';
import type { Session } from '../../warehouse/session.ts';

/** The most a report looks at one by one. */
const MOST = 5000;

/** Alerts of the last detection, best first, dropped ones too; `total` counts also those beyond the list. */
export interface AlertList {
  readonly list: readonly Alert[];
  readonly total: number;
}

async function asked(session: Session, query: Partial<AlertQuery>): Promise<AlertList> {
  const full = AlertQuery.parse({ ...query, dropped: 'too', limit: MOST });
  const list = await wholeAlerts(session, full);
  return { list, total: list.length < MOST ? list.length : (await alertIds(session, full)).ids.length };
}

export const lastAlerts = (session: Session): Promise<AlertList> => asked(session, {});

/** Those that overlap a span, both ends included. */
export const alertsWithin = (session: Session, from: string, to: string): Promise<AlertList> =>
  asked(session, { from, to });

export const alertsOf = (session: Session, subject: string): Promise<AlertList> =>
  asked(session, { subject });

export const alertsBy = (session: Session, detector: string): Promise<AlertList> =>
  asked(session, { detectors: [detector] });
