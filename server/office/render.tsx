import type { Context, MiddlewareHandler } from 'hono';
import type { ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import * as v from 'valibot';
import { WordsContext } from '../../src/ui/words-context';
import type { OfficeEnv, RouteDependencies } from './dependencies';
import { OfficeContext } from './pages/office-context';
import { MessagePage } from './pages/office-page';
import { unreadableField } from './record-filter';

/** What the components read from their context. */
type RenderContext = Pick<RouteDependencies, 'words' | 'time' | 'assetTag'>;

/** HTML of an element, for a part of a page or a whole one. */
export function toHtml(element: ReactElement, { words, time, assetTag }: RenderContext, engineer?: string): string {
  return renderToStaticMarkup(
    <OfficeContext value={{ words, time, assetTag, engineer }}>
      <WordsContext value={words}>{element}</WordsContext>
    </OfficeContext>,
  );
}

/** Responds with a page, with the engineer of the session if there is one. */
export function answerPage(
  context: Context<OfficeEnv>,
  renderContext: RenderContext,
  page: ReactElement,
  status: ContentfulStatusCode = 200,
): Response | Promise<Response> {
  const engineer = 'session' in context.var ? context.var.session.engineer : undefined;
  return context.html(`<!doctype html>${toHtml(page, renderContext, engineer)}`, status);
}

/** The 404 page. */
export function notFoundPage(context: Context<OfficeEnv>, renderContext: RenderContext): Response | Promise<Response> {
  const { words } = renderContext;
  const page = <MessagePage title={words.say('office.notFoundTitle')}>{words.say('office.notFound')}</MessagePage>;
  return answerPage(context, renderContext, page, 404);
}

const idSchema = v.pipe(v.string(), v.uuid());

/** The id in the path; undefined if it is not a UUID. */
export function idOf(context: Context): string | undefined {
  const id: unknown = context.req.param('id');
  return v.is(idSchema, id) ? id.toLowerCase() : undefined;
}

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
