import type { ComponentProps } from 'react';
import { Segments } from './Segments.tsx';

/** Segments under their name, as a field of a form. */
export function Choice<T extends string>(props: ComponentProps<typeof Segments<T>>) {
  return (
    <div className="field">
      <span>{props.label}</span>
      <Segments {...props} />
    </div>
  );
}
