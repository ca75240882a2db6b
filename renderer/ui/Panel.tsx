import { type ReactNode, useId } from 'react';
import { cx } from './class-names.ts';

/** A titled part of a page: what it is, what the figures rest on, and what can be done with it. */
export function Panel({
  title,
  note,
  tools,
  className,
  children,
}: {
  readonly title: ReactNode;
  readonly note?: ReactNode;
  readonly tools?: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
}) {
  const id = useId();
  return (
    <section className={cx('panel', className)} aria-labelledby={id}>
      <header className="panel-head">
        <h2 id={id}>{title}</h2>
        {note && <span className="panel-note">{note}</span>}
        {tools && <span className="panel-tools">{tools}</span>}
      </header>
      {children}
    </section>
  );
}
