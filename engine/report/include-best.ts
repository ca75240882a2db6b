import type { Alert } from '#contract/detection.ts';
import type { CaseFolder } from '../cases/case-folder.ts';
import { includedItems, takeIn } from '../cases/case-items.ts';

export const BEST = 25;

/** Takes the best-ranked alerts into a case that holds no exhibit yet, so that an unattended run has a report. */
export async function includeBest(folder: CaseFolder, alerts: readonly Alert[]): Promise<void> {
  if ((await folder.warehouse.use(includedItems)).length > 0) return;
  const best = chosen(alerts);
  if (best.length > 0) await takeIn(folder, best);
}

/** At most `BEST`, best first, but no more than five of one detector: a report shows what there is of each kind. */
function chosen(alerts: readonly Alert[]): Alert[] {
  const perDetector = new Map<string, number>();
  return alerts
    .filter((alert) => {
      const count = (perDetector.get(alert.detector) ?? 0) + 1;
      perDetector.set(alert.detector, count);
      return count <= 5;
    })
    .slice(0, BEST);
}
