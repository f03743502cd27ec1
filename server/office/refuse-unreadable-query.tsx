import type { MiddlewareHandler } from 'hono';
import type { OfficeEnv, RouteDependencies } from './dependencies';
import { MessagePage } from './pages/office-page';
import { unreadableField } from './record-filter';
import { answerPage } from './render';

/** Answers 400 where a field of a filter is there but not readable: a page or an export without it would hold other records than asked. */
export function refuseUnreadableQuery(dependencies: RouteDependencies): MiddlewareHandler<OfficeEnv> {
  return async (context, next) => {
    const field = unreadableField(context.req.queries());
    if (field === undefined) return next();
    const { words } = dependencies;
    const page = (
      <MessagePage title={words.say('office.unreadableTitle')}>{words.say('office.unreadable', { field })}</MessagePage>
    );
    return answerPage(context, dependencies, page, 400);
  };
}
