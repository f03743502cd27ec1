import type { ReactElement } from 'react';
import { ImageThumbnail } from '../../../src/ui/blob-image';
import { Chip } from '../../../src/ui/chip';
import { CheckField } from '../../../src/ui/form-field';
import { PictureRow } from '../../../src/ui/picture-row';
import { summariseVerdict } from '../../../src/words/verdict-text';
import { paths } from '../paths';
import type { ListedRecord } from '../queries/list-records';
import { useOffice } from './office-context';
import { deviceText, InspectedAt } from './record-texts';

/** One record of the list; the live stream sends it too. */
export function RecordRow({ record }: { readonly record: ListedRecord }): ReactElement {
  const { words } = useOffice();
  const { answer, support, tone } = summariseVerdict(words, record.verdict);
  const selectLabel = words.say('office.select', { answer, sequence: String(record.sequence) });
  return (
    <PictureRow
      data-record={record.id}
      start={<CheckField name="record" value={record.id} label={selectLabel} isLabelHidden />}
      picture={<Thumbnail sha256={record.thumbnail} />}
      title={answer}
      tone={tone}
      support={support}
      {...(record.note !== undefined && { note: record.note })}
      badge={record.isDeleted ? <Chip tone="bad">{words.say('office.deleted')}</Chip> : null}
      details={<RowDetails record={record} />}
      link={(children) => (
        <a className="picture-row-link" href={paths.record(record.id)}>
          {children}
        </a>
      )}
    />
  );
}

function Thumbnail({ sha256 }: { readonly sha256: string | undefined }): ReactElement {
  const { words } = useOffice();
  if (sha256 === undefined) return <ImageThumbnail absence={words.say('office.noPhoto')} />;
  return <ImageThumbnail src={paths.blob(sha256)} />;
}

function RowDetails({ record }: { readonly record: ListedRecord }): ReactElement {
  const { words } = useOffice();
  return (
    <>
      <span>
        {deviceText(words, record.device)}
        <span className="quiet">{record.packTitle ?? words.say('office.packUnknown')}</span>
        {record.fileName === undefined ? null : <span className="quiet record-file">{record.fileName}</span>}
      </span>
      <span>
        <CaptureTime record={record} />
        <span className="quiet">
          {words.say('office.received', { moment: words.dateTime(record.receivedAt.getTime()) })}
        </span>
      </span>
    </>
  );
}

function CaptureTime({ record }: { readonly record: ListedRecord }): ReactElement {
  const { words } = useOffice();
  if (record.taken === undefined) return <span className="quiet">{words.say('office.deletedBeforeReceived')}</span>;
  return (
    <span>
      {words.say('office.inspectedTerm')} <InspectedAt {...record.taken} />
    </span>
  );
}
