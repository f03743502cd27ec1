import * as v from 'valibot';
import { sha256Schema } from './common-schemas';
import { parseJson } from './json';
import { localisedNameSchema } from './localised-text';
import { packIdSchema, packVersionSchema, type PackFault } from './pack';
import { size } from './pack/field-schemas';
import { parseSchema } from './parse-schema';
import { fail, type Result } from './result';
import type { TypeOf } from './schema-type';

/** One pack that ships: where its manifest is (relative to `models/`), its size and its SHA-256. */
const entrySchema = v.looseObject({
  id: packIdSchema,
  version: packVersionSchema,
  title: localisedNameSchema,
  manifest: v.pipe(v.string(), v.regex(/^[a-z0-9-]+\/pack\.json$/, 'the path of a pack.json in a folder')),
  bytes: size,
  sha256: sha256Schema,
  /** Its bank is empty: a base for teaching, which cannot inspect. */
  untaught: v.exactOptional(v.boolean()),
});

/** `models/index.json`: the packs that ship, in the order in which they are offered. */
const packIndexSchema = v.looseObject({ packs: v.array(entrySchema) });

export type PackIndexEntry = TypeOf<typeof entrySchema>;
type PackIndex = TypeOf<typeof packIndexSchema>;

/** The text of `models/index.json`, or the first fault in it. */
export function parsePackIndex(json: string): Result<PackIndex, PackFault> {
  const value = parseJson(json);
  if (!value.ok) return fail({ kind: 'not-json' });
  const parsed = parseSchema(packIndexSchema, value.value);
  return parsed.ok ? parsed : fail({ kind: 'bad-field', ...parsed.fault });
}
