/** The English catalogue. It is complete and defines the keys and arguments of every other language. */
import { fault } from './en/fault';
import { format } from './en/format';
import { verdict } from './en/verdict';

export const english = {
  fault,
  format,
  verdict,
} as const;
