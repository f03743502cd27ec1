import type { ReactElement } from 'react';
import { useLocation } from 'wouter';
import type { InspectionRecord } from '../../domain/record';
import type { BaselineFault } from '../../services/baseline-service';
import type { PackOffer } from '../../services/pack-offers';
import { Button } from '../../ui/button';
import { MoreFacts } from '../../ui/facts';
import { useWords } from '../../ui/words-context';
import { FaultNotice } from '../fault-notice';
import { queryKeys, usePackOffers } from '../local-queries';
import { describeQueueFault } from '../queue-fault-text';
import { usablePacks } from '../use-chosen-pack';
import { useFaultMutation } from '../use-fault-mutation';
import { useServices } from '../use-services';

/** Inspects the stored photo with another pack, or with the version of the pack that is now on the device. */
export function InspectAgainPanel({ record }: { readonly record: InspectionRecord }): ReactElement | null {
  const words = useWords();
  const packs = useOtherPacks(record);
  const { baselines } = useServices();
  const [, navigate] = useLocation();
  const again = useFaultMutation<InspectionRecord, BaselineFault, PackOffer>({
    run: (pack) => baselines.inspectAgain(record, pack),
    refresh: [queryKeys.inspections],
    onSuccess: ({ id }) => navigate(`/inspection/${id}`),
  });
  // A second baseline of one picture would count twice. Without the hash the two results could not be linked.
  if (packs.length === 0 || record.purpose === 'baseline' || record.pictureSha256 === undefined) return null;
  return (
    <MoreFacts title={words.say('result.again')}>
      <p className="small quiet">{words.say('result.againWhy')}</p>
      <div className="row">
        {packs.map((pack) => (
          <Button key={pack.id} icon="pictures" disabled={again.isPending} onClick={() => again.mutate(pack)}>
            {words.say('result.againWith', { title: pack.title, version: pack.version })}
          </Button>
        ))}
      </div>
      {again.isPending ? <p role="status">{words.say('result.againRunning')}</p> : null}
      {again.isError ? <FaultNotice fault={describeQueueFault(words, again.error.fault)} /> : null}
    </MoreFacts>
  );
}

/** The packs on the device, without the version that made this verdict: it would make the same one. */
function useOtherPacks({ provenance: { packId, packVersion } }: InspectionRecord): readonly PackOffer[] {
  const offers = usePackOffers().data;
  if (offers?.ok !== true) return [];
  return usablePacks(offers.value).filter(
    ({ id, version, onDevice }) => onDevice && !(id === packId && version === packVersion),
  );
}
