import * as v from 'valibot';
import { parseJson } from '../../src/domain/json';
import { fail, succeed, type Result } from '../../src/domain/result';
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

const shortText = v.pipe(v.string(), v.trim(), v.regex(/^[^\p{Cc}]{1,200}$/u));
const userSchema = v.object({ name: shortText, location: shortText });

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
  const json = parseJson(Buffer.concat(chunks).toString('utf8'));
  if (!json.ok) return fail({ kind: 'not-json' });
  const parsed = v.safeParse(userSchema, json.value);
  if (parsed.success) return succeed(parsed.output);
  const named = new Set(parsed.issues.map((issue) => v.getDotPath(issue) ?? 'name, location'));
  return fail({ kind: 'no-user', missing: [...named] });
}
