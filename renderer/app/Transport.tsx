import { Pause, Play, Repeat, SkipBack, SkipForward, StepBack, StepForward } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '../ui/Button.tsx';
import { formatTime } from '../ui/format.ts';
import { Hint } from '../ui/Hint.tsx';
import { parseInstant, speedOf, speeds } from '../workspace/playhead.ts';
import {
  boundsNow,
  jumpToAlert,
  seek,
  setSpeed,
  step,
  toggleLoop,
  togglePlay,
  useReplay,
} from '../workspace/replay.ts';
import { notify, useWorkspace } from '../workspace/store.ts';
import { instantField } from './time-commands.ts';

/** Play, pause, step, jump, speed, loop, and the instant as a text to type. */
export function Transport() {
  const playing = useReplay((s) => s.playing);
  const recording = useReplay((s) => s.recording);
  const loop = useReplay((s) => s.loop);
  return (
    <fieldset className="transport" aria-label="Moving through time" disabled={recording}>
      <Hint text="Previous alert in time" keys="Shift+k" side="top">
        <Button
          variant="quiet"
          aria-label="Previous alert in time"
          icon={<SkipBack size={13} />}
          onClick={() => void jumpToAlert('previous')}
        />
      </Hint>
      <Hint text="Step back by a frame" keys="ArrowLeft" side="top">
        <Button
          variant="quiet"
          aria-label="Step back by a frame"
          icon={<StepBack size={13} />}
          onClick={() => step(-1)}
        />
      </Hint>
      <Hint text={playing ? 'Pause' : 'Play'} keys=" " side="top">
        <Button
          variant="quiet"
          aria-label={playing ? 'Pause' : 'Play'}
          icon={playing ? <Pause size={14} /> : <Play size={14} />}
          onClick={togglePlay}
        />
      </Hint>
      <Hint text="Step forward by a frame" keys="ArrowRight" side="top">
        <Button
          variant="quiet"
          aria-label="Step forward by a frame"
          icon={<StepForward size={13} />}
          onClick={() => step(1)}
        />
      </Hint>
      <Hint text="Next alert in time" keys="Shift+j" side="top">
        <Button
          variant="quiet"
          aria-label="Next alert in time"
          icon={<SkipForward size={13} />}
          onClick={() => void jumpToAlert('next')}
        />
      </Hint>
      <Hint text="Loop the time span" keys="Shift+l" side="top">
        <Button
          variant="quiet"
          pressed={loop}
          aria-label="Loop the time span"
          icon={<Repeat size={13} />}
          onClick={toggleLoop}
        />
      </Hint>
      <SpeedChoice />
      <InstantField />
    </fieldset>
  );
}

function SpeedChoice() {
  const chosen = useReplay((s) => s.speed);
  // The speed that suits the span, until one is chosen.
  useReplay((s) => s.history);
  useWorkspace((s) => s.frame);
  return (
    <select
      className="input"
      aria-label="Speed"
      title="Speed of the replay; Shift with the up and down arrows changes it"
      value={speedOf(chosen, boundsNow()).id}
      onChange={(event) => setSpeed(event.target.value)}
    >
      {speeds.map((one) => (
        <option key={one.id} value={one.id}>
          {one.label}
        </option>
      ))}
    </select>
  );
}

/** The instant as text; what is typed is gone to with Enter and forgotten with Escape. */
function InstantField() {
  const at = useWorkspace((s) => s.at);
  const [typed, setTyped] = useState<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a playhead that moved overrules what was being typed
  useEffect(() => setTyped(null), [at]);
  const go = (field: HTMLInputElement) => {
    const text = field.value.trim();
    const instant = parseInstant(text);
    if (instant === null) {
      notify(`“${text}” is no instant. Type it as 2022-08-01 21:32:31, in UTC.`, { tone: 'problem' });
      return;
    }
    seek(instant);
    setTyped(null);
    field.blur();
  };
  return (
    <input
      id={instantField}
      className="input instant-field"
      aria-label="Instant, in UTC"
      title="Type an instant in UTC and press Enter"
      placeholder="type an instant"
      spellCheck={false}
      autoComplete="off"
      value={typed ?? (at === null ? '' : formatTime(at))}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={() => setTyped(null)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') {
          event.preventDefault();
          go(event.currentTarget);
        } else if (event.key === 'Escape') {
          event.preventDefault();
          setTyped(null);
          event.currentTarget.blur();
        }
      }}
    />
  );
}
