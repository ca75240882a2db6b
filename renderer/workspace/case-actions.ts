import { closeCase, currentCase, openCase, openDemoCase } from './queries.ts';
import { caseChanged, caseOpened, reportProblem } from './store.ts';

/** Asks the engine which case is open; used at the start and after work that changed counts. */
export async function refreshCase(): Promise<void> {
  try {
    const summary = await currentCase();
    if (summary) caseChanged(summary);
    else caseOpened(null);
  } catch (error) {
    reportProblem(error);
  }
}

async function opening(open: () => Promise<Parameters<typeof caseOpened>[0]>): Promise<boolean> {
  try {
    caseOpened(await open());
    return true;
  } catch (error) {
    reportProblem(error);
    return false;
  }
}

export const openCaseAt = (dir: string): Promise<boolean> => opening(() => openCase(dir, false));
export const createCaseAt = (dir: string): Promise<boolean> => opening(() => openCase(dir, true));
export const openDemo = (): Promise<boolean> => opening(openDemoCase);
export const leaveCase = (): Promise<boolean> =>
  opening(async () => {
    await closeCase();
    return null;
  });
