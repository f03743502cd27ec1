import type { ReactElement } from 'react';
import { reviewOf } from '../../../src/domain/corrected-verdict';
import type { InspectionRecord } from '../../../src/domain/record';
import { DataTable } from '../../../src/ui/data-table';
import { Panel } from '../../../src/ui/panel';
import { correctionText } from '../../../src/words/correction-text';
import { summariseVerdict } from '../../../src/words/verdict-text';
import { useOffice } from './office-context';

/** What people corrected, the newest first, and what the pack said. `stored`: the record as it was received. */
export function Corrections({ stored }: { readonly stored: InspectionRecord }): ReactElement | null {
  const { words } = useOffice();
  const { corrections = [], refused, grade, anomaly, provenance } = stored;
  if (corrections.length === 0) return null;
  const { answer } = summariseVerdict(words, { refused, grade, anomaly, trainedOn: provenance.packTrainedOn });
  const rows = corrections.toReversed().map((each) => ({
    key: each.id,
    cells: [correctionText(words, each), each.by ?? words.say('office.noName'), words.dateTime(each.at)],
  }));
  return (
    <Panel title={words.say('office.corrections')}>
      {reviewOf(stored).phase === 'changed' ? <p>{words.say('office.packSaid', { answer })}</p> : null}
      <DataTable
        label={words.say('office.correctionsTable')}
        columns={[
          { title: words.say('office.correctionWhat') },
          { title: words.say('office.correctionBy') },
          { title: words.say('office.correctionAt') },
        ]}
        rows={rows}
      />
    </Panel>
  );
}
