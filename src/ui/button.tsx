import type { ComponentProps, ReactElement } from 'react';
import { Icon, type IconName } from './icon';

/** How much a button asks for attention. One `primary` on a screen. */
export type ButtonLook = 'primary' | 'plain' | 'quiet' | 'danger';

interface ButtonProps extends ComponentProps<'button'> {
  readonly look?: ButtonLook;
  readonly size?: 'normal' | 'large';
  readonly icon?: IconName;
  /** Shows only the picture; the words stay for screen readers and as a tooltip. */
  readonly isIconOnly?: boolean;
}

/** A button at least 48 px high. */
export function Button({
  look = 'plain',
  size = 'normal',
  icon,
  isIconOnly,
  children,
  ...rest
}: ButtonProps): ReactElement {
  return (
    <button type="button" {...rest} className={buttonClass(look, size)}>
      {icon === undefined ? null : <Icon name={icon} size={size === 'large' ? 26 : 22} />}
      <span className={isIconOnly === true ? 'visually-hidden' : undefined}>{children}</span>
    </button>
  );
}

/** The class names of a button, for a link that looks like one. */
export function buttonClass(look: ButtonLook, size: 'normal' | 'large' = 'normal'): string {
  return `button button-${look} button-${size}`;
}
