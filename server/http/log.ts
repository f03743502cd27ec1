/** The log: JSON lines. They never contain tokens, bodies or file names. */
import { pino } from 'pino';

/** Facts of one line. */
export type LogFacts = Readonly<Record<string, string | number | boolean | undefined>>;

/** Where lines go. */
export interface Log {
  info(facts: LogFacts, words: string): void;
  warn(facts: LogFacts, words: string): void;
  error(facts: LogFacts & { readonly error?: string }, words: string): void;
}

/** Levels, from the least to the most detailed. */
export const logLevels = ['silent', 'error', 'warn', 'info', 'debug'] as const;

/** Lines on standard output. */
export function createLog(level: (typeof logLevels)[number]): Log {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
}

/** For tests, and for commands that print their own messages. */
export const silentLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
