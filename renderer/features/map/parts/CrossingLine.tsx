import type { KeyboardEvent } from 'react';
import { formatTime, shortenAddress } from '../../../ui/format.ts';
import { type Crossing, showCrossing } from '../crossing.ts';

const steps: Record<string, -1 | 1> = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 };

/** A crossing as an arrow from lane to lane; it opens its two rows. One is a stop of Tab, arrow keys reach the others. */
export function CrossingLine({
  crossing,
  tabIndex,
  arrow,
  ...line
}: {
  readonly crossing: Crossing;
  readonly tabIndex: number;
  readonly x1: number;
  readonly x2: number;
  readonly y1: number;
  readonly y2: number;
  /** Id of the marker at its end. */
  readonly arrow: string;
}) {
  const onKeyDown = (event: KeyboardEvent<SVGGElement>) => {
    const step = steps[event.key];
    if (event.key === 'Enter' || event.key === ' ') showCrossing(crossing);
    else if (step !== undefined) {
      const all = [
        ...(event.currentTarget.parentElement?.querySelectorAll<SVGGElement>('.lane-cross') ?? []),
      ];
      all[(all.indexOf(event.currentTarget) + step + all.length) % all.length]?.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a button cannot stand in a picture
    <g
      className="lane-cross"
      role="button"
      tabIndex={tabIndex}
      aria-label={`${crossing.symbol} of ${shortenAddress(crossing.address)} from ${crossing.fromChain} ${formatTime(crossing.sentAt)} to ${crossing.toChain} ${formatTime(crossing.receivedAt)}: open its rows`}
      onClick={() => showCrossing(crossing)}
      onKeyDown={onKeyDown}
    >
      <title>
        {`${crossing.sent ?? 'unknown'} ${crossing.symbol} of ${shortenAddress(crossing.address)}; opens its rows`}
      </title>
      <line className="lane-reach" {...line} />
      <line className="lane-crossing" {...line} markerEnd={`url(#${arrow})`} />
    </g>
  );
}
