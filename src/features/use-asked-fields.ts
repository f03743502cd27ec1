import { askedFields, type AskedFields } from '../domain/asked-fields';
import type { InspectionRecord } from '../domain/record';
import { useAsset } from './asset-queries';
import { useInstalledPack } from './local-queries';

/** Which facts about its asset are asked for below a record. While its pack and asset are read, those that are stored. */
export function useAskedFields(
  record: Pick<InspectionRecord, 'assetId' | 'purpose' | 'temperatures' | 'provenance'> | undefined,
): AskedFields {
  const pack = useInstalledPack(record?.provenance.packId ?? '').data;
  const asset = useAsset(record?.assetId).data;
  return askedFields(record ?? {}, pack ?? undefined, asset?.kind);
}
