/** The OpenAPI 3.1 document of a list of endpoints, generated from the schemas that check the requests. */
import { toJsonSchema } from '@valibot/to-json-schema';
import type * as v from 'valibot';
import { intakePath, refusalSchema, type IntakeFault } from '../../src/protocol/intake';
import type { EndpointDescription } from '../http/endpoint';
import { statusOfKind } from '../http/refuse';

/** Plain JSON. */
type Json = string | number | boolean | null | readonly Json[] | JsonObject;

interface JsonObject {
  readonly [key: string]: Json;
}

/** A document with one path per endpoint. */
export function describeApi(endpoints: readonly EndpointDescription[]): JsonObject {
  const paths: Record<string, Record<string, Json>> = {};
  for (const endpoint of endpoints) {
    paths[endpoint.path] = { ...paths[endpoint.path], [endpoint.method]: operationOf(endpoint) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Fieldgrade intake',
      version: '1.0.0',
      description: 'How devices deliver inspections exactly once. See docs/adr/0004-changes-blobs-receipts.md.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: intakePath }],
    paths,
    components: {
      schemas: { Refusal: schemaOf(refusalSchema) },
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
    },
  };
}

function operationOf(endpoint: EndpointDescription): Json {
  const { name, summary, callers, body } = endpoint;
  return {
    operationId: name,
    summary,
    description: callers.description,
    security: callers.needsToken ? [{ token: [] }] : [],
    parameters: [
      ...parametersOf(endpoint.params, 'path'),
      ...parametersOf(endpoint.query, 'query'),
      ...parametersOf(endpoint.headers, 'header').filter(isNoBodyHeader),
    ],
    ...(body === undefined ? {} : { requestBody: bodyOf(body) }),
    responses: { ...answerOf(endpoint.answer), ...refusalsOf(endpoint) },
  };
}

interface Parameter extends JsonObject {
  readonly name: string;
}

/** OpenAPI 3.1, "Parameter Object": Content-Type, Accept and Authorization are not parameters. */
function isNoBodyHeader({ name }: Parameter): boolean {
  return name !== 'content-type';
}

function parametersOf(schema: { readonly entries: v.ObjectEntries }, where: string): readonly Parameter[] {
  return Object.entries(schema.entries).map(([name, entry]) => ({
    name,
    in: where,
    required: entry.type !== 'optional',
    schema: schemaOf(entry),
  }));
}

function bodyOf({ mediaType, limitBytes, schema }: NonNullable<EndpointDescription['body']>): Json {
  return {
    required: true,
    description: `At most ${limitBytes} bytes.`,
    content: { [mediaType]: schema === undefined ? {} : { schema: schemaOf(schema) } },
  };
}

function answerOf(answer: EndpointDescription['answer']): JsonObject {
  const content: Json =
    'schema' in answer ? { 'application/json': { schema: schemaOf(answer.schema) } } : { [answer.mediaType]: {} };
  return { [String(answer.status)]: { description: answer.description, content } };
}

/** Faults of every endpoint. */
const always: readonly IntakeFault['kind'][] = ['not-valid', 'too-many-requests', 'unavailable', 'storage-full'];

function refusalsOf({ faults, callers, body }: EndpointDescription): JsonObject {
  const ofToken: readonly IntakeFault['kind'][] = ['no-token', 'token-revoked', 'not-allowed'];
  const kinds = new Set([
    ...faults,
    ...always,
    ...(callers.needsToken ? ofToken : []),
    ...(body === undefined ? [] : (['too-large', 'encoded-body'] as const)),
  ]);
  const statuses = [...new Set([...kinds].map(statusOfKind))].sort((a, b) => a - b);
  const entries = statuses.map((status) => {
    const group = [...kinds].filter((kind) => statusOfKind(kind) === status);
    return [String(status), refusalOf(group)] as const;
  });
  return Object.fromEntries(entries);
}

function refusalOf(kinds: readonly string[]): Json {
  return {
    description: kinds.join(', '),
    content: { 'application/json': { schema: { $ref: '#/components/schemas/Refusal' } } },
  };
}

/** As JSON Schema 2020-12. The server also checks what JSON Schema cannot express (trimming, checks by functions). */
function schemaOf(schema: v.GenericSchema): Json {
  const json = toJsonSchema(schema, { target: 'draft-2020-12', typeMode: 'input', errorMode: 'ignore' });
  const plain: Json = JSON.parse(JSON.stringify({ ...json, $schema: undefined })) as JsonObject;
  return plain;
}
