/** Tells how far the work is: one line on the terminal, rewritten; silent where nobody looks. */
export interface Progress {
  readonly update: (done: number) => void;
  /** Wipes the line. */
  readonly end: () => void;
}

/** Progress of `total` pictures on `stream`. */
export function createProgress(stream: NodeJS.WriteStream, total: number): Progress {
  if (!stream.isTTY || total < 2) return { update: () => undefined, end: () => undefined };
  return {
    update: (done) => stream.write(`\r\u001b[K${done + 1} of ${total} pictures`),
    end: () => stream.write('\r\u001b[K'),
  };
}
