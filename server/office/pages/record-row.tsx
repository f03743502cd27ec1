/** @jsxRuntime automatic */
/** @jsxImportSource hono/jsx */
import type { OfficeTime } from '../moments';
import { paths } from '../paths';
import type { ListedRecord } from '../queries/list-records';
import { Chip, DeviceName, Moment, TakenAt } from './parts';

/** One record of the list; also what travels over the live stream. */
export function RecordRow({ record, time }: { readonly record: ListedRecord; readonly time: OfficeTime }) {
  const { verdict } = record;
  return (
    <li class="record" data-record={record.id} data-sequence={record.sequence}>
      <label class="record-pick">
        <span class="visually-hidden">{`Choose ${verdict.answer}, change ${record.sequence}`}</span>
        <input type="checkbox" name="record" value={record.id} />
      </label>
      <Thumbnail sha256={record.thumbnail} />
      <div class="record-words">
        <div>
          <div class="record-line">
            <a class="record-link" href={paths.record(record.id)}>
              {verdict.answer}
              <span class="visually-hidden">{`, change ${record.sequence}`}</span>
            </a>
            <Chip tone={verdict.tone}>{verdict.support}</Chip>
            {record.isDeleted ? <Chip tone="bad">Deleted</Chip> : null}
          </div>
          {record.note === undefined ? null : <p class="record-note small">{record.note}</p>}
        </div>
        <div class="small">
          <DeviceName device={record.device} />
          <div class="quiet">{record.packTitle ?? 'Pack unknown'}</div>
        </div>
        <div class="small">
          <Taken record={record} time={time} />
          <div class="quiet">
            Arrived <Moment at={record.receivedAt} time={time} />
          </div>
        </div>
      </div>
    </li>
  );
}

function Taken({ record, time }: { readonly record: ListedRecord; readonly time: OfficeTime }) {
  if (record.taken === undefined) return <span class="quiet">Deleted before it arrived</span>;
  return <TakenAt at={record.taken.at} utcOffsetMinutes={record.taken.utcOffsetMinutes} time={time} />;
}

function Thumbnail({ sha256 }: { readonly sha256: string | undefined }) {
  if (sha256 === undefined) return <span class="thumbnail thumbnail-absent">No photo sent</span>;
  return <img class="thumbnail" src={paths.blob(sha256)} alt="" width="72" height="72" loading="lazy" />;
}
