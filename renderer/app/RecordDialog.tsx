import { useMemo, useState } from 'react';
import { create } from 'zustand';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Field } from '../ui/Field.tsx';
import { countOf, formatCount, formatDuration, formatTime } from '../ui/format.ts';
import { usePictureSource } from '../workspace/picture-source.ts';
import { parseInstant, speedOf } from '../workspace/playhead.ts';
import { picturesAtMost, record, recordingPlan } from '../workspace/recording.ts';
import { boundsNow, useReplay } from '../workspace/replay.ts';
import { notify, useWorkspace } from '../workspace/store.ts';

const useOpen = create<{ readonly open: boolean }>(() => ({ open: false }));

/** Asks what to record; says why where there is nothing to. */
export function openRecording(): void {
  if (useReplay.getState().recording) return;
  if (!boundsNow()) notify('There are no dated rows to record.');
  else if (!usePictureSource.getState().source)
    notify('Pictures are taken of the map and of the graph. Go to one of them first.');
  else useOpen.setState({ open: true });
}

const units = [
  ['second', 1],
  ['minute', 60],
  ['hour', 3600],
  ['day', 86_400],
] as const;

/** Which stretch becomes pictures, and how far they are apart. */
export function RecordDialog() {
  const open = useOpen((s) => s.open);
  return open ? <Asking /> : null;
}

function Asking() {
  const close = () => useOpen.setState({ open: false });
  const source = usePictureSource((s) => s.source);
  const hindsight = useWorkspace((s) => s.hindsight);
  const bounds = boundsNow();
  const first = useMemo(() => {
    const { stepSeconds } = speedOf(useReplay.getState().speed, bounds);
    const unit = units.findLast(([, size]) => stepSeconds >= size) ?? units[0];
    return { amount: String(Math.round(stepSeconds / unit[1])), unit: unit[0] as string };
  }, [bounds]);
  const [from, setFrom] = useState(formatTime(bounds?.from));
  const [to, setTo] = useState(formatTime(bounds?.to));
  const [amount, setAmount] = useState(first.amount);
  const [unit, setUnit] = useState(first.unit);
  const start = parseInstant(from);
  const end = parseInstant(to);
  const seconds = Number(amount) * (units.find(([name]) => name === unit)?.[1] ?? 1);
  const plan =
    start !== null && end !== null && start <= end && seconds >= 1
      ? recordingPlan({ from: start, to: end }, seconds)
      : null;
  const tooMany = plan !== null && plan.frames > picturesAtMost;
  return (
    <Dialog
      open
      onClose={close}
      title="Record as pictures"
      description={`One PNG of the ${source?.name ?? 'page'} for each frame, with a list that names the instant of each, as one ZIP.${hindsight ? ' With hindsight: alerts known only later are in it.' : ''}`}
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button
            variant="primary"
            disabled={plan === null || tooMany || source === null}
            onClick={() => {
              if (!plan) return;
              close();
              void record(plan);
            }}
          >
            Record
          </Button>
        </>
      }
    >
      <div className="record-form">
        <Field label="From, UTC">
          {(id) => (
            <input id={id} className="input" value={from} onChange={(event) => setFrom(event.target.value)} />
          )}
        </Field>
        <Field label="To, UTC">
          {(id) => (
            <input id={id} className="input" value={to} onChange={(event) => setTo(event.target.value)} />
          )}
        </Field>
        <Field label="One picture every">
          {(id) => (
            <span className="record-step">
              <input
                id={id}
                className="input"
                inputMode="numeric"
                value={amount}
                onChange={(event) => setAmount(event.target.value)}
              />
              <select
                className="input"
                aria-label="Unit"
                value={unit}
                onChange={(event) => setUnit(event.target.value)}
              >
                {units.map(([name]) => (
                  <option key={name} value={name}>
                    {name}s
                  </option>
                ))}
              </select>
            </span>
          )}
        </Field>
        <p className="record-sum" role="status">
          {plan === null
            ? 'A start, an end after it and a step of a second or more are needed.'
            : tooMany
              ? `This would be ${countOf(plan.frames, 'picture')}; a recording holds ${formatCount(picturesAtMost)}. Choose a longer step or a shorter stretch.`
              : `${countOf(plan.frames, 'picture')}, ${formatDuration(seconds)} apart.`}
        </p>
      </div>
    </Dialog>
  );
}
