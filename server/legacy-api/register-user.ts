import * as v from 'valibot';
import { fail, succeed, type Result } from '../../src/domain/result';
import { answerResult, type LegacyHandler } from './legacy-route';
import { refuseLegacy, type LegacyFault } from './legacy-refusal';
import type { Uploads } from './upload';

/** Somebody who uses the grading, as the first system registered them. */
export interface LegacyUser {
  readonly name: string;
  readonly location: string;
}

/** What registering needs. */
export interface RegisterDependencies {
  readonly uploads: Uploads;
  readonly addUser: (user: LegacyUser) => Promise<void>;
}

const words = v.pipe(v.string(), v.trim(), v.regex(/^[^\p{Cc}]{1,200}$/u));
const userSchema = v.object({ name: words, location: words });

/** `POST /api/register_user`. */
export function registerUser({ uploads, addUser }: RegisterDependencies): LegacyHandler {
  return async ({ req }) => {
    const user = await uploads.withBody(req.raw, (body) => Promise.resolve(readUser(body)));
    if (!user.ok) return refuseLegacy(user.fault);
    if (!user.value.ok) return refuseLegacy(user.value.fault);
    await addUser(user.value.value);
    return answerResult(succeed({ message: 'User registered successfully' }), 201);
  };
}

function readUser(body: Buffer): Result<LegacyUser, LegacyFault> {
  const json = parseJson(body.toString('utf8'));
  if (json === undefined) return fail({ kind: 'not-json' });
  const parsed = v.safeParse(userSchema, json);
  if (parsed.success) return succeed(parsed.output);
  const named = new Set(parsed.issues.map((issue) => v.getDotPath(issue) ?? 'name, location'));
  return fail({ kind: 'no-user', missing: [...named] });
}

function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    // Not JSON: the caller says so.
    return undefined;
  }
}
