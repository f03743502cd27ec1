import type { ReactElement } from 'react';
import { useLocation } from 'wouter';
import { textIn } from '../../domain/localised-text';
import type { Pack } from '../../domain/pack';
import type { InspectionRecord, StorageFault } from '../../domain/record';
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
  const records = new Map(props.items.map(({ record }) => [record.id, record]));
  const begin = useBegin(props.pack, [...records.values()]);
  return (
    <div className="action-bar">
      <Button
        look="primary"
        size="large"
        icon="teach"
        disabled={records.size === 0 || begin.isPending || begin.isSuccess}
        onClick={() => begin.mutate()}
      >
        {words.say('learn.teachFirst', { count: records.size })}
      </Button>
      <p className="small quiet">{words.say('learn.teachFirstWhy')}</p>
      {begin.isError ? <FaultNotice fault={describeStorageFault(words, begin.error.fault)} /> : null}
    </div>
  );
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
