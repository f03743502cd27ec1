/** An endpoint is described once: the description checks what comes in, and becomes the OpenAPI document. */
import type { Context } from 'hono';
import type * as v from 'valibot';
import type { IntakeFault } from '../../src/protocol/intake';
import { succeed, type Result } from '../../src/domain/result';
import type { Admission } from '../devices/access-policy';
import { bearerOf, findCaller, type Caller } from '../devices/caller';
import type { ServerDependencies } from '../dependencies';
import { parseWith, type BodyReader } from './read-body';
import { refuse } from './refuse';

/** A schema of an object whose values are texts before it, as those of a path, a query and headers. */
type TextsSchema<Value> = v.GenericSchema<unknown, Value> & { readonly entries: v.ObjectEntries };

/** What an endpoint takes and gives. */
export interface Contract<Who, Params, Query, Headers, Body, Answer> {
  readonly method: 'get' | 'post' | 'put';
  /** As OpenAPI writes it: `/blobs/{sha256}`. */
  readonly path: string;
  readonly name: string;
  readonly summary: string;
  readonly callers: Admission<Who>;
  readonly params: TextsSchema<Params>;
  readonly query: TextsSchema<Query>;
  /** Names in lower case. */
  readonly headers: TextsSchema<Headers>;
  readonly body: BodyReader<Body>;
  readonly answer: AnswerKind<Answer>;
  /** Besides those of callers and of what is parsed. */
  readonly faults: readonly IntakeFault['kind'][];
}

/** A success: JSON by a schema, or something with a media type of its own. */
type AnswerKind<Answer> =
  | { readonly status: 200 | 201; readonly words: string; readonly schema: v.GenericSchema<unknown, Answer> }
  | {
      readonly status: 200;
      readonly words: string;
      readonly mediaType: string;
      readonly respond: (answer: Answer) => Response;
    };

/** A request that has been checked. */
export interface Asked<Who, Params, Query, Headers, Body> {
  readonly caller: Who;
  readonly params: Params;
  readonly query: Query;
  readonly headers: Headers;
  readonly body: Body;
  readonly requestId: string;
}

/** The part of a contract that a document needs. */
export type EndpointDescription = Omit<
  Contract<unknown, unknown, unknown, unknown, unknown, unknown>,
  'callers' | 'body' | 'answer'
> & {
  readonly callers: Omit<Admission<unknown>, 'admit'>;
  readonly body: BodyReader<unknown>['describe'];
  readonly answer: { readonly status: number; readonly words: string } & (
    { readonly schema: v.GenericSchema } | { readonly mediaType: string }
  );
};

/** An endpoint that can be mounted. */
export interface Endpoint {
  readonly description: EndpointDescription;
  readonly handle: (context: Context, dependencies: ServerDependencies) => Promise<Response>;
}

/** Joins a contract and what is done. */
export function defineEndpoint<Who, Params, Query, Headers, Body, Answer>(
  contract: Contract<Who, Params, Query, Headers, Body, Answer>,
  run: (
    asked: Asked<Who, Params, Query, Headers, Body>,
    dependencies: ServerDependencies,
  ) => Promise<Result<Answer, IntakeFault>>,
): Endpoint {
  const handle = async (context: Context, dependencies: ServerDependencies) => {
    const asked = await checkRequest(contract, context, dependencies);
    if (!asked.ok) return refuse(asked.fault);
    const result = await run(asked.value, dependencies);
    return result.ok ? answerWith(contract.answer, result.value) : refuse(result.fault);
  };
  const { body, ...described } = contract;
  return { description: { ...described, body: body.describe }, handle };
}

/** The token first, and the body last: nobody without rights makes us read one. */
async function checkRequest<Who, Params, Query, Headers, Body, Answer>(
  contract: Contract<Who, Params, Query, Headers, Body, Answer>,
  context: Context,
  dependencies: ServerDependencies,
): Promise<Result<Asked<Who, Params, Query, Headers, Body>, IntakeFault>> {
  const caller = await admit(contract.callers, context, dependencies);
  if (!caller.ok) return caller;
  const params = parseWith(contract.params, context.req.param(), '');
  if (!params.ok) return params;
  const query = parseWith(contract.query, context.req.query(), '');
  if (!query.ok) return query;
  const headers = parseWith(contract.headers, context.req.header(), '');
  if (!headers.ok) return headers;
  const body = await contract.body.read(context.req.raw);
  if (!body.ok) return body;
  return succeed({
    caller: caller.value,
    params: params.value,
    query: query.value,
    headers: headers.value,
    body: body.value,
    requestId: context.get('requestId'),
  });
}

async function admit<Who>(
  admission: Admission<Who>,
  context: Context,
  { db, now }: ServerDependencies,
): Promise<Result<Who, IntakeFault>> {
  if (!admission.needsToken) return admission.admit(undefined);
  const caller: Result<Caller, IntakeFault> = await findCaller(
    db,
    bearerOf(context.req.header('authorization')),
    now(),
  );
  return caller.ok ? admission.admit(caller.value) : caller;
}

function answerWith<Answer>(kind: AnswerKind<Answer>, answer: Answer): Response {
  if ('respond' in kind) return kind.respond(answer);
  return Response.json(answer, { status: kind.status, headers: { 'cache-control': 'no-store' } });
}
