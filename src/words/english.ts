/** The English catalogue. It is complete and defines the keys and arguments of every other language. */
import { format } from './en/format';

export const english = {
  format,
} as const;
