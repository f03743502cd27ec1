/** @jsxRuntime automatic */
/** @jsxImportSource hono/jsx */
import type { Context } from 'hono';
import * as v from 'valibot';
import type { OfficeEnv, OfficeParts } from './office-world';
import type { PageFrame } from './pages/layout';
import { MessagePage } from './pages/message-page';

/** The frame of a page for who is signed in. */
export function frameOf(context: Context<OfficeEnv>, { time, assetTag }: OfficeParts): PageFrame {
  return { time, assetTag, engineer: context.get('session').engineer };
}

const idSchema = v.pipe(v.string(), v.uuid());

/** The id in the path; undefined where it is none. */
export function idOf(context: Context): string | undefined {
  const id: unknown = context.req.param('id');
  return v.is(idSchema, id) ? id.toLowerCase() : undefined;
}

/** A page that says there is no such thing. */
export function notFoundPage(context: Context<OfficeEnv>, parts: OfficeParts): Response | Promise<Response> {
  const words = 'The link may be old or mistyped.';
  return context.html(
    <MessagePage frame={frameOf(context, parts)} title="There is nothing at this address" words={words} />,
    404,
  );
}
