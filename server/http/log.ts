/** What the server tells of itself: one line of JSON each. Tokens, bodies and file names never go in. */
import { pino } from 'pino';

/** Facts of one line. */
export type LogFacts = Readonly<Record<string, string | number | boolean | undefined>>;

/** Where lines go. */
export interface Log {
  info(facts: LogFacts, words: string): void;
  warn(facts: LogFacts, words: string): void;
  error(facts: LogFacts & { readonly error?: string }, words: string): void;
}

/** How much is told. */
export const logLevels = ['silent', 'error', 'warn', 'info', 'debug'] as const;

/** Lines on standard output. */
export function createLog(level: (typeof logLevels)[number]): Log {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
}

/** For tests and commands that speak in another way. */
export const silentLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
