import { knownSpan } from '../../../workspace/playhead.ts';
import { setFrame, showAlertsBehind, showRows, useWorkspace } from '../../../workspace/store.ts';
import { bucketSpan } from '../../../workspace/time-frame.ts';

/** The alerts of one bar, of one family where one is meant: the time span becomes the bar's; Back returns to the board as it was. */
export function showAlertsFrom(at: string, bucketSeconds: number, family: string | null = null): void {
  const { frame, at: playhead } = useWorkspace.getState();
  const { from, to } = bucketSpan(at, bucketSeconds, knownSpan(frame, playhead));
  showAlertsBehind({ family, severity: null });
  setFrame({ from, to });
}

/** All transfers of one address in the time span. */
export const showRowsOfAddress = (name: string, one: { chain: string; address: string }): void =>
  showRows({ title: `Transfers of ${name}`, chain: one.chain, address: one.address, framed: true });
