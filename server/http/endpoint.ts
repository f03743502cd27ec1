/** An endpoint is described once: the contract checks its requests and becomes the OpenAPI document. */
import type { Context } from 'hono';
import type * as v from 'valibot';
import type { IntakeFault } from '../../src/protocol/intake';
import { fail, succeed, type Result } from '../../src/domain/result';
import type { AccessPolicy } from '../devices/access-policy';
import { bearerOf, findCaller, type Caller } from '../devices/caller';
import type { ServerDependencies } from '../dependencies';
import { parseWith, type BodyReader } from './read-body';
import { refuse } from './refuse';

/** A schema of an object of texts: path parameters, query or headers. */
type TextsSchema<Value> = v.GenericSchema<unknown, Value> & { readonly entries: v.ObjectEntries };

/** Requests and response of an endpoint. */
export interface Contract<Who, Params, Query, Headers, Body, Answer> {
  readonly method: 'get' | 'post' | 'put';
  /** In OpenAPI syntax: `/blobs/{sha256}`. */
  readonly path: string;
  readonly name: string;
  readonly summary: string;
  readonly callers: AccessPolicy<Who>;
  readonly params: TextsSchema<Params>;
  readonly query: TextsSchema<Query>;
  /** Names in lower case. */
  readonly headers: TextsSchema<Headers>;
  readonly body: BodyReader<Body>;
  readonly answer: AnswerKind<Answer>;
  /** In addition to those of the access policy and of parsing. */
  readonly faults: readonly IntakeFault['kind'][];
}

/** A success: JSON by a schema, or another media type. */
type AnswerKind<Answer> =
  | { readonly status: 200 | 201; readonly description: string; readonly schema: v.GenericSchema<unknown, Answer> }
  | {
      readonly status: 200;
      readonly description: string;
      readonly mediaType: string;
      readonly respond: (answer: Answer) => Response;
    };

/** A checked request. */
export interface Asked<Who, Params, Query, Headers, Body> {
  readonly caller: Who;
  readonly params: Params;
  readonly query: Query;
  readonly headers: Headers;
  readonly body: Body;
  readonly requestId: string;
}

/** The part of a contract that the OpenAPI document needs. */
export type EndpointDescription = Omit<
  Contract<unknown, unknown, unknown, unknown, unknown, unknown>,
  'callers' | 'body' | 'answer'
> & {
  readonly callers: Omit<AccessPolicy<unknown>, 'admit'>;
  readonly body: BodyReader<unknown>['describe'];
  readonly answer: { readonly status: number; readonly description: string } & (
    { readonly schema: v.GenericSchema } | { readonly mediaType: string }
  );
};

/** An endpoint that can be mounted. */
export interface Endpoint {
  readonly description: EndpointDescription;
  readonly handle: (context: Context, dependencies: ServerDependencies) => Promise<Response>;
}

/** Joins a contract and its implementation. */
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

/** The token is checked first and the body read last: a caller without rights cannot make the server read a body. */
async function checkRequest<Who, Params, Query, Headers, Body, Answer>(
  contract: Contract<Who, Params, Query, Headers, Body, Answer>,
  context: Context,
  dependencies: ServerDependencies,
): Promise<Result<Asked<Who, Params, Query, Headers, Body>, IntakeFault>> {
  const caller = await admit(contract.callers, context, dependencies);
  if (!caller.ok) return caller;
  const params = parseWith(contract.params, context.req.param(), '');
  if (!params.ok) return params;
  const query = readQuery(contract.query, context);
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

/** A parameter that is sent twice has no single value. */
function readQuery<Query>(schema: TextsSchema<Query>, { req }: Context): Result<Query, IntakeFault> {
  const repeated = Object.entries(req.queries()).find(([, values]) => new Set(values).size > 1);
  if (repeated !== undefined) return fail({ kind: 'not-valid', at: repeated[0].slice(0, 100), wanted: 'sent once' });
  return parseWith(schema, req.query(), '');
}

async function admit<Who>(
  policy: AccessPolicy<Who>,
  context: Context,
  { db, now }: ServerDependencies,
): Promise<Result<Who, IntakeFault>> {
  if (!policy.needsToken) return policy.admit(undefined);
  const caller: Result<Caller, IntakeFault> = await findCaller(
    db,
    bearerOf(context.req.header('authorization')),
    now(),
  );
  return caller.ok ? policy.admit(caller.value) : caller;
}

function answerWith<Answer>(kind: AnswerKind<Answer>, answer: Answer): Response {
  if ('respond' in kind) return kind.respond(answer);
  return Response.json(answer, { status: kind.status, headers: { 'cache-control': 'no-store' } });
}
