/** Hostile requests, and some that are almost valid. */
import fc from 'fast-check';
import { hashOf } from './ledger';
import type { MadeChange } from './made-change';

/** A request as `fetch` takes it; `path` is below the intake's. */
export interface HostileRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array<ArrayBuffer> | undefined;
}

/** What an attacker may know. */
export interface Known {
  readonly tokens: readonly string[];
  /** A change that the server stores. */
  readonly kept: MadeChange;
  /** A change of the same device whose blobs are missing on the server. */
  readonly waiting: MadeChange;
}

/** Any hostile request. None is a change that the server may store: the blobs of `waiting` never arrive completely. */
export function hostileRequest(known: Known): fc.Arbitrary<HostileRequest> {
  return fc
    .record({
      address: hostileAddress(known),
      authorization: hostileAuthorization(known.tokens),
      type: fc.constantFrom('application/json', 'application/octet-stream', 'image/png', 'text/html', 'x', ''),
      offset: hostileNumber,
      length: hostileNumber,
      body: hostileBody(known),
    })
    .map(({ address: [method, path], authorization, type, offset, length, body }) => ({
      method,
      path,
      headers: withoutEmpty({ authorization, 'content-type': type, 'upload-offset': offset, 'upload-length': length }),
      body,
    }));
}

function withoutEmpty(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== ''));
}

/** Mostly an endpoint with its method and an existing name. */
function hostileAddress(known: Known): fc.Arbitrary<readonly [string, string]> {
  const methods = fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS');
  const ids = [known.kept.changeId, known.waiting.changeId];
  const hashes = [...known.kept.blobs, ...known.waiting.blobs].map((bytes) => hashOf(bytes));
  const endpoints = [
    ...(['/devices', '/blobs/missing', '/import'] as const).map((path) => ['POST', path] as const),
    ...ids.map((id) => ['PUT', `/changes/${id}`] as const),
    ...hashes.map((hash) => ['PUT', `/blobs/${hash}`] as const),
    ...[...ids.map((id) => `/records/${id}`), `/blobs/${hashes[0] ?? ''}`].map((path) => ['GET', path] as const),
  ];
  return fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...endpoints) },
    { weight: 1, arbitrary: fc.tuple(methods, hostilePath(known)) },
    { weight: 1, arbitrary: hostileQuery.map((query) => ['GET', `/records${query}`] as const) },
  );
}

const hostileQuery = fc.oneof(
  fc.constant(''),
  fc.constantFrom(
    '?after=-1',
    '?after=9e99',
    '?after=1&after=2',
    '?limit=0',
    '?limit=100000',
    '?after=%00',
    "?after=1';--",
  ),
  fc.string({ maxLength: 20 }).map((text) => `?after=${encodeURIComponent(text.toWellFormed())}`),
);

function hostilePath({ kept, waiting }: Known): fc.Arbitrary<string> {
  const hashes = [...kept.blobs, ...waiting.blobs].map((bytes) => hashOf(bytes));
  const segment = fc.oneof(
    fc.constantFrom(
      kept.changeId,
      waiting.changeId,
      kept.changeId.toUpperCase(),
      ...hashes,
      'missing',
      '..',
      '%2e%2e',
      '%00',
      '%',
    ),
    fc.string({ maxLength: 30 }).map((text) => encodeURIComponent(text.toWellFormed())),
    fc.constantFrom('../../../../etc/passwd', '..%2f..%2fetc%2fpasswd', 'x'.repeat(3_000), `${'0'.repeat(64)}%00.jpg`),
  );
  const root = fc.constantFrom('devices', 'blobs', 'changes', 'records', 'import', 'openapi.json', 'admin', '');
  return fc.tuple(root, fc.array(segment, { maxLength: 2 }), hostileQuery).map(([first, rest, asked]) => {
    return `/${[first, ...rest].join('/')}${asked}`;
  });
}

function hostileAuthorization(tokens: readonly string[]): fc.Arbitrary<string> {
  const bearer = tokens.map((token) => `Bearer ${token}`);
  return fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...bearer) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('', 'Bearer', `Bearer ${'x'.repeat(5_000)}`, 'Basic eDp5', "Bearer ' or 1=1 --"),
    },
    { weight: 1, arbitrary: fc.base64String({ minLength: 20, maxLength: 60 }).map((text) => `Bearer ${text}`) },
  );
}

const hostileNumber = fc.oneof(
  fc.constantFrom('', '0', '1', '-1', '1e3', 'NaN', '0x10', '262144', '16777217', '9'.repeat(400), ' 1', '1,1'),
  fc.nat(300_000).map(String),
);

function hostileBody({ kept, waiting }: Known): fc.Arbitrary<HostileRequest['body']> {
  const json = fc.jsonValue().map((value) => JSON.stringify(value));
  const texts = [kept.text, waiting.text];
  return fc.oneof(
    fc.constant(undefined),
    json,
    fc.uint8Array({ maxLength: 2_000 }).map((bytes) => Uint8Array.from(bytes)),
    fc.constantFrom(...waiting.blobs.map((bytes) => bytes.subarray(0, bytes.length - 1))),
    fc.constantFrom(...texts),
    fc.tuple(fc.constantFrom(...texts), replacement).map(([text, [from, to]]) => text.replace(from, to)),
    fc.constantFrom(
      '[',
      '{"blobs":'.repeat(3_000),
      'x'.repeat(300_000),
      `{"blobs":[${'{},'.repeat(2_000)}{}]}`,
      '\ufeff{}',
    ),
    json.map((value) => `{"blobs":[{"sha256":"${'a'.repeat(64)}","bytes":${value}}]}`),
  );
}

/** A change with one invalid, or unusual but valid, property. */
const replacement = fc.constantFrom<readonly [RegExp, string]>(
  [/"format":1/, '"format":2'],
  [/"takenAt":"[^"]*"/, '"takenAt":"2026-02-31T23:59:60Z"'],
  [/"takenAt":"[^"]*"/, '"takenAt":"0000-01-01T00:00:00.000Z"'],
  [/"takenAt":"[^"]*"/, '"takenAt":"9999-12-31T23:59:59.999999999+23:59"'],
  [/"at":"[^"]*"/, '"at":"9999-12-31T23:59:59.999Z_ffff_x"'],
  [/"at":"[^"]*"/, '"at":"0000-01-01T00:00:00.000Z_0000_x"'],
  [/"fileName":"[^"]*"/, '"fileName":"\\u0000\\ud800"'],
  [/"packTitle":"[^"]*"/, '"packTitle":"\\u202e\\u0000"'],
  [/"confidence":0.75/, '"confidence":1e-320'],
  [/"utcOffsetMinutes":330/, '"utcOffsetMinutes":-0'],
  [/"author":"[^"]*"/, '"author":"22222222-2222-4222-8222-222222222222"'],
  [/"recordId":"[^"]*"/, '"recordId":"22222222-2222-4222-8222-222222222222"'],
  [/"bytes":\d+/, '"bytes":9007199254740992'],
  [/"mime":"[^"]*"/, '"mime":"image/svg+xml"'],
  [/"kind":"saved"/, '"kind":"deleted"'],
  [/"kind":"saved"/, '"kind":"__proto__"'],
  [/^\{/, '{"__proto__":{"x":1},'],
  [/\}$/, ',"kind":"edited"}'],
);
