import type { Command } from '../workspace/commands.ts';
import {
  changeSpeed,
  jumpToAlert,
  leaveReplay,
  step,
  toggleHindsight,
  toggleLoop,
  togglePlay,
} from '../workspace/replay.ts';
import { openRecording } from './RecordDialog.tsx';

/** The field in which an instant is typed, wherever it is shown. */
export const instantField = 'timeline-instant';

function typeInstant(): void {
  const field = document.getElementById(instantField);
  if (!(field instanceof HTMLInputElement)) return;
  field.focus();
  field.select();
}

const of = (id: string, title: string, keys: string[], run: () => void): Command => ({
  id,
  title,
  group: 'Time',
  keys,
  run,
});

/** Moving through time, on every page. The graph takes the arrow keys for itself; brackets do the same there. */
export const timeCommands: readonly Command[] = [
  of('time-play', 'Play or pause', [' '], togglePlay),
  of('time-forward', 'Step forward by a frame', ['ArrowRight', ']'], () => step(1)),
  of('time-back', 'Step back by a frame', ['ArrowLeft', '['], () => step(-1)),
  of('time-forward-ten', 'Step forward by ten frames', ['Shift+ArrowRight', '}'], () => step(10)),
  of('time-back-ten', 'Step back by ten frames', ['Shift+ArrowLeft', '{'], () => step(-10)),
  of('time-faster', 'Faster', ['Shift+ArrowUp'], () => changeSpeed(1)),
  of('time-slower', 'Slower', ['Shift+ArrowDown'], () => changeSpeed(-1)),
  of('time-loop', 'Loop the time span, or not', ['Shift+l'], toggleLoop),
  of('time-next-alert', 'Go to the next alert in time', ['Shift+j'], () => void jumpToAlert('next')),
  of(
    'time-previous-alert',
    'Go to the previous alert in time',
    ['Shift+k'],
    () => void jumpToAlert('previous'),
  ),
  of('time-type', 'Type an instant', ['@'], typeInstant),
  of('time-hindsight', 'With hindsight, or not', ['Shift+w'], toggleHindsight),
  of('time-leave', 'Leave the past: show the whole history', ['q'], leaveReplay),
  of('time-record', 'Record as pictures', ['Shift+r'], openRecording),
];
