import type { ComponentProps, ReactElement } from 'react';
import { Icon, type IconName } from './icon';

/** How prominent a button is. At most one `primary` per screen. */
export type ButtonLook = 'primary' | 'plain' | 'quiet' | 'danger';

interface ButtonProps extends ComponentProps<'button'> {
  readonly look?: ButtonLook;
  readonly size?: 'normal' | 'large';
  readonly icon?: IconName;
  /** Shows only the icon; the text remains for screen readers. */
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
