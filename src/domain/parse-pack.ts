import { parseJson } from './json';
import { packSchema, type Pack, type PackFault } from './pack';
import { packDisagreement } from './pack-agreement';
import { parseSchema } from './parse-schema';
import { fail, succeed, type Result } from './result';

/** `pack.json` as a `Pack`, unknown fields kept, or the first fault. The format is described in `models/README.md`. */
export function parsePack(value: unknown): Result<Pack, PackFault> {
  const format = formatOf(value);
  if (format !== undefined && format !== 1) return fail({ kind: 'unknown-format', found: format });
  const parsed = parseSchema(packSchema, value);
  if (!parsed.ok) return fail({ kind: 'bad-field', ...parsed.fault });
  const disagreement = packDisagreement(parsed.value);
  return disagreement === undefined ? succeed(parsed.value) : fail({ kind: 'bad-field', ...disagreement });
}

/** The text of `pack.json` as a `Pack`. */
export function parsePackText(json: string): Result<Pack, PackFault> {
  const value = parseJson(json);
  return value.ok ? parsePack(value.value) : fail({ kind: 'not-json' });
}

function formatOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'format' in value ? value.format : undefined;
}
