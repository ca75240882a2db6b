import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { cx } from './class-names.ts';
import { KeyCaps } from './KeyCaps.tsx';

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly variant?: 'plain' | 'primary' | 'quiet' | 'danger';
  readonly icon?: ReactNode;
  /** The key that does the same. */
  readonly keys?: string;
  readonly pressed?: boolean;
  readonly ref?: Ref<HTMLButtonElement>;
}

export function Button({
  variant = 'plain',
  icon,
  keys,
  pressed,
  className,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      aria-pressed={pressed}
      className={cx('button', `button-${variant}`, !children && 'button-icon', className)}
      {...rest}
    >
      {icon}
      {children}
      {keys && <KeyCaps keys={keys} />}
    </button>
  );
}
