/** The response to an unexpected error: without stack traces and table names. */
import type { ErrorHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { failureKindOf } from '../database/failure-kind';
import type { Log } from './log';
import { words } from '../words';
import { refuse } from './refuse';

/** Answers 507 on a full disk, 503 while the database is unavailable, and 500 for a bug; the log has the facts. */
export function answerError(log: Log): ErrorHandler {
  return (error, context) => {
    if (error instanceof HTTPException) return error.getResponse();
    const facts = { requestId: context.get('requestId'), path: context.req.path, error: describe(error) };
    switch (failureKindOf(error)) {
      case 'storage-full':
        log.error(facts, 'no space left');
        return refuse({ kind: 'storage-full' });
      case 'unavailable':
        log.warn(facts, 'database unavailable');
        return refuse({ kind: 'unavailable' });
      case 'bug':
        log.error({ ...facts, stack: error.stack ?? '' }, 'request failed');
        return context.json({ error: words.say('server.server-error') }, 500);
    }
  };
}

function describe(error: Error): string {
  const code = 'code' in error && typeof error.code === 'string' ? ` (${error.code})` : '';
  return `${error.name}: ${error.message}${code}`;
}
