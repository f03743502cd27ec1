import { comparableNumber, type AssetDraft } from '../../domain/asset';
import type { NameMatch } from '../../domain/file-name-pattern';
import type { InspectionSummary } from '../../domain/inspection-summary';
import type { StorageFault } from '../../domain/record';
import { succeed, type Result } from '../../domain/result';
import type { Services } from '../../services/services';
import { queryKeys } from '../local-queries';
import { useFaultMutation } from '../use-fault-mutation';
import { useServices } from '../use-services';

interface Matched {
  readonly picture: InspectionSummary;
  readonly match: NameMatch;
}

/** Creates the assets that are missing, then assigns each picture. Returns how many were assigned; a fault leaves those before assigned. */
export function useAssignment() {
  const services = useServices();
  return useFaultMutation({
    run: (matched: readonly Matched[]) => assign(matched, services),
    refresh: [queryKeys.assets, queryKeys.inspections],
  });
}

async function assign(
  matched: readonly Matched[],
  { assets, inspections }: Services,
): Promise<Result<number, StorageFault>> {
  const created = await assets.addAll(missingAssets(matched));
  if (!created.ok) return created;
  const idByNumber = new Map(created.value.map(({ id, number }) => [comparableNumber(number), id]));
  let count = 0;
  for (const { picture, match } of matched) {
    const assetId = assetIdOf(match, idByNumber);
    if (assetId === undefined) continue;
    const edited = await inspections.edit(picture.id, { assetId });
    if (!edited.ok) return edited;
    count += 1;
  }
  return succeed(count);
}

/** One for each unknown number, in the way in which it was written first. */
function missingAssets(matched: readonly Matched[]): readonly AssetDraft[] {
  const numbers = new Map<string, string>();
  for (const { match } of matched) {
    if (match.kind !== 'unknown') continue;
    const key = comparableNumber(match.number);
    if (!numbers.has(key)) numbers.set(key, match.number);
  }
  return [...numbers.values()].map((number) => ({ kind: 'transformer', number }));
}

function assetIdOf(match: NameMatch, idByNumber: ReadonlyMap<string, string>): string | undefined {
  if (match.kind === 'asset') return match.asset.id;
  return match.kind === 'unknown' ? idByNumber.get(comparableNumber(match.number)) : undefined;
}
