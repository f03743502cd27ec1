/** What a client learns when something broke: never a stack, never a table's name. */
import type { ErrorHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { failureKindOf } from '../database/failure-kind';
import type { Log } from './log';
import { refuse } from './refuse';

/** Answers 507 on a full disk, 503 while the database is away, and 500 for a bug; the log has the facts. */
export function answerError(log: Log): ErrorHandler {
  return (error, context) => {
    if (error instanceof HTTPException) return error.getResponse();
    const facts = { requestId: context.get('requestId'), path: context.req.path, error: describe(error) };
    switch (failureKindOf(error)) {
      case 'storage-full':
        log.error(facts, 'no room left');
        return refuse({ kind: 'storage-full' });
      case 'unavailable':
        log.warn(facts, 'database away');
        return refuse({ kind: 'unavailable' });
      case 'bug':
        log.error({ ...facts, stack: error.stack ?? '' }, 'request failed');
        return context.json({ error: 'Something broke on the server. Its log has the details.' }, 500);
    }
  };
}

function describe(error: Error): string {
  const code = 'code' in error && typeof error.code === 'string' ? ` (${error.code})` : '';
  return `${error.name}: ${error.message}${code}`;
}
