import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import { formatTime } from '../ui/format.ts';
import { scrub, seek, useReplay } from '../workspace/replay.ts';
import { setFrame, useWorkspace } from '../workspace/store.ts';
import { frameWithin, toInstant, toSeconds } from '../workspace/time-frame.ts';

interface Span {
  readonly from: number;
  readonly to: number;
}

/** Drag over the bars to choose a span, over the upper edge to move the playhead; all three are sliders for the keyboard. */
export function TimeBrush({ span, bucketSeconds }: { readonly span: Span; readonly bucketSeconds: number }) {
  const frame = useWorkspace((s) => s.frame);
  const area = useRef<HTMLDivElement>(null);
  const [drag, setDrag] = useState<Span | null>(null);
  const width = Math.max(1, span.to - span.from);
  const chosen: Span | null =
    drag ?? (frame ? { from: toSeconds(frame.from), to: toSeconds(frame.to) } : null);

  const secondsAt = (event: PointerEvent): number => {
    const box = area.current?.getBoundingClientRect();
    if (!box) return span.from;
    const share = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
    return span.from + share * width;
  };

  const finish = () => {
    if (!drag) return;
    const tiny = Math.abs(drag.to - drag.from) < width / 300;
    setFrame(tiny ? null : frameWithin(drag.from, drag.to, span));
    setDrag(null);
  };

  const left = chosen ? ((Math.min(chosen.from, chosen.to) - span.from) / width) * 100 : 0;
  const right = chosen ? ((Math.max(chosen.from, chosen.to) - span.from) / width) * 100 : 100;
  return (
    <div
      ref={area}
      className="brush"
      onPointerDown={(event) => {
        if (event.button !== 0 || (event.target as Element).closest('.brush-end, .playhead-track')) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        const at = secondsAt(event);
        setDrag({ from: at, to: at });
      }}
      onPointerMove={(event) => drag && setDrag({ from: drag.from, to: secondsAt(event) })}
      onPointerUp={finish}
      onPointerCancel={() => setDrag(null)}
    >
      {chosen && (
        <>
          <span className="brush-shade" style={{ left: 0, width: `${left}%` }} />
          <span className="brush-shade" style={{ left: `${right}%`, right: 0 }} />
          <span
            className="brush-window"
            style={{ left: `${left}%`, width: `${Math.max(0.1, right - left)}%` }}
          />
        </>
      )}
      <Playhead span={span} step={bucketSeconds} secondsAt={secondsAt} />
      <BrushEnd end="from" at={left} span={span} step={bucketSeconds} />
      <BrushEnd end="to" at={right} span={span} step={bucketSeconds} />
    </div>
  );
}

function BrushEnd({
  end,
  at,
  span,
  step,
}: {
  readonly end: 'from' | 'to';
  readonly at: number;
  readonly span: Span;
  readonly step: number;
}) {
  const frame = useWorkspace((s) => s.frame);
  const from = frame ? toSeconds(frame.from) : span.from;
  const to = frame ? toSeconds(frame.to) : span.to;
  const value = end === 'from' ? from : to;
  const onKeyDown = (event: KeyboardEvent) => {
    const direction = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
    if (direction === undefined) return;
    event.preventDefault();
    const moved = value + direction * step * (event.shiftKey ? 10 : 1);
    setFrame(
      end === 'from'
        ? frameWithin(Math.min(moved, to - step), to, span)
        : frameWithin(from, Math.max(moved, from + step), span),
    );
  };
  return (
    <span
      className="brush-end"
      style={{ left: `${at}%` }}
      role="slider"
      tabIndex={0}
      aria-label={end === 'from' ? 'Start of the time span' : 'End of the time span'}
      aria-valuemin={span.from}
      aria-valuemax={span.to}
      aria-valuenow={value}
      aria-valuetext={`${formatTime(toInstant(value))} UTC`}
      onKeyDown={onKeyDown}
    />
  );
}

/** The instant the window stands at: everything to its right is yet to come. */
function Playhead({
  span,
  step,
  secondsAt,
}: {
  readonly span: Span;
  readonly step: number;
  readonly secondsAt: (event: PointerEvent) => number;
}) {
  const at = useWorkspace((s) => s.at);
  const recording = useReplay((s) => s.recording);
  const value = at === null ? span.to : toSeconds(at);
  const place = ((value - span.from) / Math.max(1, span.to - span.from)) * 100;
  const onKeyDown = (event: KeyboardEvent) => {
    const direction = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
    const to =
      event.key === 'Home'
        ? span.from
        : event.key === 'End'
          ? span.to
          : direction === undefined
            ? null
            : value + direction * step * (event.shiftKey ? 10 : 1);
    if (to === null) return;
    event.preventDefault();
    seek(toInstant(to));
  };
  const follow = (event: PointerEvent) => void scrub(toInstant(secondsAt(event)));
  return (
    <>
      <div
        className="playhead-track"
        onPointerDown={(event) => {
          if (event.button !== 0 || recording) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          follow(event);
        }}
        onPointerMove={(event) => event.buttons === 1 && !recording && follow(event)}
      />
      {at !== null && <span className="brush-future" style={{ left: `${place}%` }} />}
      <span
        className={at === null ? 'playhead playhead-resting' : 'playhead'}
        style={{ left: `${place}%` }}
        role="slider"
        tabIndex={0}
        aria-label="Instant"
        aria-valuemin={span.from}
        aria-valuemax={span.to}
        aria-valuenow={value}
        aria-valuetext={at === null ? 'the whole history' : `${formatTime(at)} UTC`}
        onKeyDown={onKeyDown}
      />
    </>
  );
}
