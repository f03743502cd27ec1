import type { ReactElement } from 'react';
import { netaTable, type NetaAssessment, type NetaRow } from '../domain/neta-class';
import { deltaText, netaActionText, netaClassText, netaTone, rangeText } from '../words/neta-text';
import { Chip } from './chip';
import { DataTable } from './data-table';
import { Facts } from './facts';
import { useWords } from './words-context';

/** The differences of typed temperatures, their class, and the table that it comes from with the row of this picture marked. */
export function NetaAssessmentView({ assessment }: { readonly assessment: NetaAssessment }): ReactElement {
  const words = useWords();
  const { netaClass, readings } = assessment;
  return (
    <div className="stack-tight">
      <p>
        <Chip tone={netaTone(netaClass)}>{netaClassText(words, netaClass)}</Chip>
      </p>
      <p>{netaActionText(words, netaClass)}</p>
      <Facts
        facts={readings.map((reading) => ({
          name: words.say(`neta.comparison.${reading.comparison}`),
          value: deltaText(words, reading),
        }))}
      />
      <NetaTable assessment={assessment} />
      <p className="small quiet">{words.say('neta.fromTyped')}</p>
    </div>
  );
}

function NetaTable({ assessment }: { readonly assessment: NetaAssessment }): ReactElement {
  const words = useWords();
  return (
    <DataTable
      label={words.say('neta.tableTitle')}
      isStacked
      columns={[
        { title: words.say('neta.classColumn') },
        { title: words.say('neta.similarColumn') },
        { title: words.say('neta.ambientColumn') },
        { title: words.say('neta.actionColumn') },
      ]}
      rows={netaTable.map((row) => ({
        key: row.netaClass,
        cells: [
          <ClassName key="class" row={row} isHere={row.netaClass === assessment.netaClass} />,
          rangeText(words, row.similar),
          rangeText(words, row.ambient),
          netaActionText(words, row.netaClass),
        ],
      }))}
    />
  );
}

function ClassName({ row, isHere }: { readonly row: NetaRow; readonly isHere: boolean }): ReactElement {
  const words = useWords();
  const name = netaClassText(words, row.netaClass);
  if (!isHere) return <>{name}</>;
  return (
    <span className="stack-tight">
      {name}
      <span>
        <Chip tone={netaTone(row.netaClass)}>{words.say('neta.thisReading')}</Chip>
      </span>
    </span>
  );
}
