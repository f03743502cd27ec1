/** Which facts about its asset a person is asked for below a result. A sheet has no temperature and a class no baseline; what is stored is always shown. */
import type { AssetKind } from './asset';
import type { Pack } from './pack';
import type { InspectionRecord } from './record';

export type Purpose = NonNullable<InspectionRecord['purpose']>;

/** `purposes` is empty where the purpose of a picture is not asked for. */
export interface AskedFields {
  readonly temperatures: boolean;
  readonly purposes: readonly Purpose[];
}

/** `pack` and `assetKind` are undefined where the pack is not on the device, or the picture belongs to no asset. */
export function askedFields(
  record: Pick<InspectionRecord, 'assetId' | 'purpose' | 'temperatures'>,
  pack: Pick<Pack, 'anomaly' | 'grade' | 'source' | 'preconditions'> | undefined,
  assetKind: AssetKind | undefined,
): AskedFields {
  const isThermal = assetKind === 'transformer' || (pack !== undefined && isThermalPack(pack));
  const findsAnomalies = pack?.anomaly !== undefined;
  // A graded piece is not an asset unless a person assigns it to one.
  const hasAsset = record.assetId !== undefined || (findsAnomalies && pack.grade === undefined);
  const asked: readonly Purpose[] = hasAsset ? [...(findsAnomalies ? baseline : []), 'maintenance'] : [];
  const isStored = record.purpose === undefined || asked.includes(record.purpose);
  return {
    temperatures: isThermal || record.temperatures !== undefined,
    purposes: isStored ? asked : [record.purpose, ...asked],
  };
}

const baseline = ['baseline'] as const;

/** A thermal camera takes its pictures: it reads files of another camera, or refuses pictures that are not thermal. */
function isThermalPack({ source, preconditions = [] }: Pick<Pack, 'source' | 'preconditions'>): boolean {
  return source === 'files' || preconditions.some(({ code }) => code === 'not-thermal');
}
