import * as v from 'valibot';
import { lineSchema } from '../../src/domain/common-schemas';
import { fail, succeed, type Result } from '../../src/domain/result';
import { decodeJson } from '../http/decode-json';
import type { LegacyFault } from './legacy-fault';
import { legacyResponse, type LegacyHandler } from './legacy-response';
import type { BodyChunks, Uploads } from './upload';

/** A user of the grading, as the first system registered them. */
export interface LegacyUser {
  readonly name: string;
  readonly location: string;
}

/** What registering needs. */
export interface RegisterDependencies {
  readonly uploads: Uploads;
  readonly addUser: (user: LegacyUser) => Promise<void>;
}

const userSchema = v.object({ name: lineSchema, location: lineSchema });

/** `POST /api/register_user`. */
export function registerUser({ uploads, addUser }: RegisterDependencies): LegacyHandler {
  return async ({ req }) => {
    const user = await uploads.withBody(req.raw, readUser);
    if (!user.ok) return legacyResponse(user);
    if (!user.value.ok) return legacyResponse(user.value);
    await addUser(user.value.value);
    return legacyResponse(succeed({ message: 'User registered successfully' }), 201);
  };
}

async function readUser(body: BodyChunks): Promise<Result<LegacyUser, LegacyFault>> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  const json = decodeJson(Buffer.concat(chunks));
  if (!json.ok) return fail({ kind: json.fault.kind });
  const parsed = v.safeParse(userSchema, json.value);
  if (parsed.success) return succeed(parsed.output);
  const named = new Set(parsed.issues.map((issue) => v.getDotPath(issue) ?? 'name, location'));
  return fail({ kind: 'no-user', missing: [...named] });
}
