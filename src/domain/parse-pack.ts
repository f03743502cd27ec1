import { passes, type Misfit } from './check';
import { parseJson } from './json';
import type { Pack, PackFault } from './pack';
import { packDisagreement } from './pack-agreement';
import { packShape } from './pack-shape';
import { fail, succeed, type Result } from './result';

/** `pack.json` as a `Pack`, unknown fields kept, or the first fault. The format is described in `models/README.md`. */
export function parsePack(value: unknown): Result<Pack, PackFault> {
  const format = formatOf(value);
  if (format !== undefined && format !== 1) return fail({ kind: 'unknown-format', found: format });
  if (!passes(packShape, value)) return fail(badField(packShape(value, '')));
  const disagreement = packDisagreement(value);
  return disagreement === undefined ? succeed(value) : fail(badField(disagreement));
}

/** The text of `pack.json` as a `Pack`. */
export function parsePackText(json: string): Result<Pack, PackFault> {
  const value = parseJson(json);
  return value.ok ? parsePack(value.value) : fail({ kind: 'not-json' });
}

function formatOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'format' in value ? value.format : undefined;
}

function badField(misfit: Misfit | undefined): PackFault {
  return { kind: 'bad-field', at: misfit?.at ?? '', wanted: misfit?.wanted ?? '' };
}
