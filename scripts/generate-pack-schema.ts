/**
 * Writes `models/pack.schema.json` from the schema of `src/domain/pack.ts`, for other tools. With `--check` it writes nothing
 * and fails if the file is not current. Run: `npm run generate:pack-schema`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { toJsonSchema } from '@valibot/to-json-schema';
import { packSchema } from '../src/domain/pack';

const path = 'models/pack.schema.json';

const { $schema, ...shape } = toJsonSchema(packSchema, {
  target: 'draft-2020-12',
  // Of a pipe with a check for a plain object, the schema after it.
  typeMode: 'output',
  // JSON has no infinite numbers.
  ignoreActions: ['finite'],
});
const title = 'Fieldgrade pack';
const description = 'The manifest of a pack. The meaning of each field is in README.md beside this file.';
const text = `${JSON.stringify({ $schema, title, description, ...shape }, null, 2)}\n`;

if (!process.argv.includes('--check')) writeFileSync(path, text);
else if (readFileSync(path, 'utf8') !== text) {
  console.error(`${path} is not what src/domain/pack.ts gives. Run: npm run generate:pack-schema`);
  process.exitCode = 1;
}
