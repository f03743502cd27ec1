import type { ReactElement } from 'react';
import type { Tone } from '../words/verdict-text';
import { Icon } from './icon';

/** The sign of an answer. A grade or class has none: whether it is fine is not known, and a tick beside "scratch" would say so. */
export function ToneIcon({ tone, size }: { readonly tone: Tone; readonly size: number }): ReactElement | null {
  return tone === 'info' ? null : <Icon name={tone} size={size} />;
}
