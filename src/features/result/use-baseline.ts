import { useQuery } from '@tanstack/react-query';
import type { InspectionSummary } from '../../domain/inspection-summary';
import type { InspectionRecord } from '../../domain/record';
import { queryKeys } from '../local-queries';
import { useServices } from '../use-services';

/** Pictures of an asset among which its baseline is looked for. */
const mostOfAsset = 200;

/** The newest baseline of the asset of this inspection; null where there is none. */
export function useBaseline(record: InspectionRecord | undefined): InspectionSummary | null | undefined {
  const { id, assetId }: Partial<InspectionRecord> = record ?? {};
  const { inspections } = useServices();
  return useQuery({
    queryKey: [...queryKeys.history, 'baseline', assetId, id],
    queryFn: async () => {
      if (assetId === undefined) return null;
      const found = await inspections.linked({ name: 'assetId', value: assetId }, mostOfAsset);
      return found.find((each) => each.purpose === 'baseline' && each.id !== id) ?? null;
    },
  }).data;
}
