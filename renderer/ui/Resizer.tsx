import { type KeyboardEvent, useRef } from 'react';
import { cx } from './class-names.ts';

/** The edge of a panel, dragged or moved with the arrow keys. Larger values lie left or up. */
export function Resizer({
  label,
  axis,
  value,
  min,
  max,
  onChange,
}: {
  readonly label: string;
  readonly axis: 'x' | 'y';
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly onChange: (value: number) => void;
}) {
  const start = useRef<{ at: number; value: number } | null>(null);
  const within = (next: number) => Math.round(Math.min(max, Math.max(min, next)));
  const onKeyDown = (event: KeyboardEvent) => {
    const grow = axis === 'x' ? 'ArrowLeft' : 'ArrowUp';
    const shrink = axis === 'x' ? 'ArrowRight' : 'ArrowDown';
    const direction = event.key === grow ? 1 : event.key === shrink ? -1 : 0;
    if (direction === 0) return;
    event.preventDefault();
    event.stopPropagation();
    onChange(within(value + direction * 16));
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: an hr cannot be moved
    <div
      className={cx('resizer', `resizer-${axis}`)}
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation={axis === 'x' ? 'vertical' : 'horizontal'}
      aria-valuenow={value}
      aria-valuemin={min}
      aria-valuemax={max}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        start.current = { at: axis === 'x' ? event.clientX : event.clientY, value };
      }}
      onPointerMove={(event) => {
        if (!start.current) return;
        onChange(
          within(start.current.value + start.current.at - (axis === 'x' ? event.clientX : event.clientY)),
        );
      }}
      onPointerUp={() => {
        start.current = null;
      }}
    />
  );
}
