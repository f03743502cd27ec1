/** The assets of a job as lines of text: one number per line, as an engineer types or pastes them. */
import { assetsNumbered, type Asset } from '../../src/domain/asset';
import { jobAssetLimit, type Job } from '../../src/domain/job';
import { fail, succeed, type Result } from '../../src/domain/result';

/** Why the lines are no list of assets. `lines`: the numbers that no asset or several assets have, as they were typed. */
export type JobLinesFault =
  | { readonly kind: 'unknown-numbers'; readonly lines: readonly string[] }
  | { readonly kind: 'ambiguous-numbers'; readonly lines: readonly string[] }
  | { readonly kind: 'too-many-assets'; readonly limit: number };

/** The assets with the numbers in `text`, each once, with the reasons that `before` has for them. */
export function readJobLines(
  text: string,
  assets: readonly Asset[],
  before: Job['assets'],
): Result<Job['assets'], JobLinesFault> {
  const numbers = [...new Set(text.split(/[\r\n;]+/).map((line) => line.trim()))].filter((line) => line !== '');
  const found = numbers.map((number) => ({ number, matches: pick(assetsNumbered(assets, number), before) }));
  const unknown = found.filter(({ matches }) => matches.length === 0).map(({ number }) => number);
  if (unknown.length > 0) return fail({ kind: 'unknown-numbers', lines: unknown });
  const ambiguous = found.filter(({ matches }) => matches.length > 1).map(({ number }) => number);
  if (ambiguous.length > 0) return fail({ kind: 'ambiguous-numbers', lines: ambiguous });
  const ids = [...new Set(found.flatMap(({ matches }) => matches.map(({ id }) => id)))];
  if (ids.length > jobAssetLimit) return fail({ kind: 'too-many-assets', limit: jobAssetLimit });
  return succeed(ids.map((assetId) => before.find((each) => each.assetId === assetId) ?? { assetId }));
}

/** Of several assets of a number, the one that the job has already. */
function pick(matches: readonly Asset[], before: Job['assets']): readonly Asset[] {
  const known = matches.filter(({ id }) => before.some(({ assetId }) => assetId === id));
  return known.length === 1 ? known : matches;
}

/** The numbers of a job's assets, one per line. Assets that were deleted are left out. */
export function jobLines(assets: readonly Asset[], { assets: entries }: Pick<Job, 'assets'>): string {
  const byId = new Map(assets.map((asset) => [asset.id, asset.number]));
  return entries.flatMap(({ assetId }) => byId.get(assetId) ?? []).join('\n');
}
