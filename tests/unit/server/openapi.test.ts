import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OpenDatabase } from '../../../server/database/open-database';
import { intakeEndpoints } from '../../../server/intake/intake-endpoints';
import { openIntakeFixture, type IntakeFixture } from './intake-fixture';
import { makeChange } from './make-change';
import { openingMs, openMigrated } from './migrated';

let database: OpenDatabase;
let intake: IntakeFixture;
let document: OpenApiDocument;

/** What the test reads of the document; its form is checked by `form` below. */
interface OpenApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

interface Operation {
  readonly operationId: string;
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: object }>> };
  readonly responses: Readonly<
    Record<string, { readonly content: Readonly<Record<string, { readonly schema?: object }>> }>
  >;
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly schema: object }[];
}

beforeAll(async () => {
  database = await openMigrated();
  intake = await openIntakeFixture(database);
  document = (await (await intake.call('GET', '/openapi.json')).json()) as OpenApiDocument;
}, openingMs);

afterAll(async () => {
  await intake.close();
  await database.close();
});

/** The objects of OpenAPI 3.1.0 (sections 4.8.1 to 4.8.27) that we use, with no field besides those we know. */
const closed = { type: 'object', unevaluatedProperties: false } as const;
const text = { type: 'string', minLength: 1 } as const;
const content = {
  type: 'object',
  minProperties: 1,
  propertyNames: { pattern: '^[a-z]+/[a-z0-9.+-]+$' },
  additionalProperties: { ...closed, properties: { schema: { type: 'object' } } },
};
const parameter = {
  ...closed,
  required: ['name', 'in', 'schema'],
  properties: {
    name: text,
    in: { enum: ['path', 'query', 'header', 'cookie'] },
    required: { type: 'boolean' },
    schema: { type: 'object' },
  },
  if: { properties: { in: { const: 'path' } } },
  then: { required: ['required'], properties: { required: { const: true } } },
};
const operation = {
  ...closed,
  required: ['operationId', 'responses'],
  properties: {
    operationId: text,
    summary: text,
    description: text,
    security: { type: 'array', items: { type: 'object', additionalProperties: { type: 'array' } } },
    parameters: { type: 'array', items: parameter },
    requestBody: {
      ...closed,
      required: ['content'],
      properties: { required: { type: 'boolean' }, description: text, content },
    },
    responses: {
      type: 'object',
      minProperties: 1,
      propertyNames: { pattern: '^[1-5][0-9]{2}$' },
      additionalProperties: { ...closed, required: ['description'], properties: { description: text, content } },
    },
  },
};
const form = {
  ...closed,
  required: ['openapi', 'info', 'paths'],
  properties: {
    openapi: { const: '3.1.0' },
    info: {
      ...closed,
      required: ['title', 'version'],
      properties: {
        title: text,
        version: text,
        description: text,
        license: { ...closed, required: ['name'], properties: { name: text, identifier: text } },
      },
    },
    servers: { type: 'array', items: { ...closed, required: ['url'], properties: { url: text } } },
    paths: {
      type: 'object',
      propertyNames: { pattern: '^/' },
      additionalProperties: {
        ...closed,
        properties: { get: operation, post: operation, put: operation },
      },
    },
    components: {
      ...closed,
      properties: {
        schemas: { type: 'object', additionalProperties: { type: 'object' } },
        securitySchemes: {
          type: 'object',
          additionalProperties: {
            ...closed,
            required: ['type', 'scheme'],
            properties: { type: { const: 'http' }, scheme: text },
          },
        },
      },
    },
  },
};

function validator() {
  return new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, validateFormats: false });
}

function schemasIn({ requestBody, responses, parameters }: Operation): readonly object[] {
  const contents = [requestBody?.content ?? {}, ...Object.values(responses).map(({ content: of }) => of)];
  const bodies = contents.flatMap((of) => Object.values(of).map(({ schema = {} }) => schema));
  return [...bodies, ...parameters.map(({ schema }) => schema)];
}

function operations(): readonly Operation[] {
  return Object.values(document.paths).flatMap((path) => Object.values(path));
}

test('INT-22 the document has the form of OpenAPI 3.1, and each schema in it that of JSON Schema 2020-12', () => {
  const check = validator().compile(form);
  check(document);
  expect(check.errors satisfies ErrorObject[] | null | undefined).toBeNull();
  const names = operations().map(({ operationId }) => operationId);
  expect(new Set(names).size).toBe(names.length);
  for (const schema of [...operations().flatMap(schemasIn), ...Object.values(document.components.schemas)]) {
    if ('$ref' in schema) expect(schema.$ref).toBe('#/components/schemas/Refusal');
    else expect(() => validator().compile(schema)).not.toThrow();
  }
});

test('INT-22 a faulty document is distinguished from a valid one', () => {
  const check = validator().compile(form);
  expect(check({ ...document, swagger: '2.0' })).toBe(false);
  const [[path, item] = ['', {}]] = Object.entries(document.paths);
  expect(check({ ...document, paths: { ...document.paths, [path.slice(1)]: item } })).toBe(false);
});

test('INT-22 the document lists exactly the mounted routes', () => {
  const mounted = intake.app.routes
    .filter(({ method, path }) => method !== 'ALL' && path.startsWith('/api/intake/v1/'))
    .map(
      ({ method, path }) =>
        `${method.toLowerCase()} ${path.replace('/api/intake/v1', '').replaceAll(/:(\w+)/g, '{$1}')}`,
    );
  const documented = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.keys(item).map((method) => `${method} ${path}`),
  );
  expect([...documented, 'get /openapi.json'].sort()).toEqual(mounted.sort());
  const settings = { registrationCode: undefined, spoolDir: '' };
  expect(documented).toHaveLength(intakeEndpoints(settings).length);
});

test('INT-22 the schema of a change in the document accepts a change, and refuses what the server refuses', () => {
  const schema = document.paths['/changes/{changeId}']?.['put']?.requestBody?.content['application/json']?.schema ?? {};
  const check = validator().compile(schema);
  const made = makeChange({ author: '0b8f7f8e-8f54-4a66-9f2a-0d6a3c9a2f10' });
  expect(check(JSON.parse(made.text))).toBe(true);
  expect(check(JSON.parse(made.text.replace('"confidence":0.75', '"confidence":7')))).toBe(false);
  expect(check(JSON.parse(made.text.replace('"format":1', '"format":2')))).toBe(false);
});

test('INT-22 an unknown path of the intake is refused in the form of the intake', async () => {
  const response = await intake.call('GET', '/nothing');
  expect([response.status, await response.json()]).toMatchObject([404, { fault: { kind: 'not-found' } }]);
});
