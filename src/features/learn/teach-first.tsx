import type { ReactElement } from 'react';
import { useLocation } from 'wouter';
import { textIn } from '../../domain/localised-text';
import type { Pack } from '../../domain/pack';
import type { InspectionRecord, StorageFault } from '../../domain/record';
import { mostTeachPictures } from '../../domain/teaching';
import type { ExampleItem } from '../../services/learning-overview';
import { teachCorrected } from '../../services/teach-corrected';
import { Button } from '../../ui/button';
import { useWords } from '../../ui/words-context';
import { describeStorageFault } from '../../words/fault-text';
import { FaultNotice } from '../fault-notice';
import { useFaultMutation } from '../use-fault-mutation';
import { useServices } from '../use-services';

/** A pack that knows nothing yet is taught with the corrected pictures: the next screen has them. */
export function TeachFirst(props: { readonly items: readonly ExampleItem[]; readonly pack: Pack }): ReactElement {
  const words = useWords();
  const all = [...new Map(props.items.map(({ record }) => [record.id, record])).values()];
  const records = all.slice(0, mostTeachPictures);
  const begin = useBegin(props.pack, records);
  return (
    <div className="action-bar">
      <Button
        look="primary"
        size="large"
        icon="teach"
        disabled={records.length === 0 || begin.isPending || begin.isSuccess}
        onClick={() => begin.mutate()}
      >
        {words.say('learn.teachFirst', { count: records.length })}
      </Button>
      <p className="small quiet">{words.say('learn.teachFirstWhy')}</p>
      <LeftOut pictures={all.length} />
      {begin.isError ? <FaultNotice fault={describeStorageFault(words, begin.error.fault)} /> : null}
    </div>
  );
}

/** How many of the corrected pictures a teaching does not take. */
export function LeftOut({ pictures }: { readonly pictures: number }): ReactElement | null {
  const words = useWords();
  const count = pictures - mostTeachPictures;
  if (count <= 0) return null;
  return <p className="small">{words.say('teach.addedTooMany', { count, limit: mostTeachPictures })}</p>;
}

function useBegin({ id, title }: Pack, records: readonly InspectionRecord[]) {
  const words = useWords();
  const services = useServices();
  const [, navigate] = useLocation();
  const base = { id, title: textIn(title, words.locale.tag) };
  return useFaultMutation<string, StorageFault>({
    run: () => teachCorrected(base, records, services),
    refresh: [],
    onSuccess: (teachingId) => navigate(`/teach/${teachingId}`),
  });
}
