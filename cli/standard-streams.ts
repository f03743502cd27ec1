/** Standard output and standard error. */
import type { NodeWords } from '../src/words/words';

/** Standard output takes no more: the disk is full, or the program that reads it has ended (`code` is `EPIPE`). */
export class OutputLost extends Error {
  readonly code: string;

  constructor(code: string) {
    super(`standard output: ${code}`);
    this.code = code;
  }
}

/** Writes to standard output; resolves when the text has left this process, so that ending it loses nothing. */
export function print(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => {
      if (error) reject(new OutputLost(codeOf(error)));
      else resolve();
    });
  });
}

/** Writes a line to standard error. */
export function warn(message: string): void {
  process.stderr.write(`${message}\n`);
}

/** The code of a system error, such as `ENOSPC`, or what it says. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}

/** A line on the terminal that shows the progress. */
export interface Progress {
  readonly update: (done: number) => void;
  /** Removes the line, before other text is written. */
  readonly clear: () => void;
}

/** The progress of `count` pictures on `stream`. Writes nothing where the stream is not a terminal. */
export function createProgress(words: NodeWords, stream: NodeJS.WriteStream, count: number): Progress {
  if (!stream.isTTY || count < 2) return { update: () => undefined, clear: () => undefined };
  return {
    update: (done) => stream.write(`\r\u001b[K${words.say('cli.progress', { done: done + 1, count })}`),
    clear: () => stream.write('\r\u001b[K'),
  };
}
