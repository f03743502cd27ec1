/** @jsxRuntime automatic */
/** @jsxImportSource hono/jsx */
import { parseReading } from '../../../src/domain/hybrid-clock';
import type { Change } from '../../../src/protocol/intake';
import type { OfficeTime } from '../moments';
import type { RecordHistory, RecordVersion } from '../queries/read-record';
import { summariseVerdict } from '../tone';
import { Chip, DeviceName, Moment } from './parts';

/** Every version that arrived, the one that counts first. */
export function VersionList({ history, time }: { readonly history: RecordHistory; readonly time: OfficeTime }) {
  return (
    <ol>
      {history.versions.map((version) => (
        <li class="version">
          <Version version={version} history={history} time={time} />
        </li>
      ))}
    </ol>
  );
}

interface VersionView {
  readonly version: RecordVersion;
  readonly history: RecordHistory;
  readonly time: OfficeTime;
}

function Version({ version, history, time }: VersionView) {
  const { change, author, deliverer } = version;
  const madeMs = parseReading(change.at)?.wallMs;
  return (
    <>
      <p class="record-line">
        <strong>{kindInWords[change.kind]}</strong>
        {madeMs === undefined ? null : <Moment at={new Date(madeMs)} time={time} />}
        <span>
          on <DeviceName device={history.devices.get(author)} />
        </span>
        {version.isCurrent ? <Chip tone="ok">This version counts</Chip> : null}
      </p>
      <Content change={change} />
      <p class="quiet small">
        Arrived <Moment at={version.receivedAt} time={time} /> as number {version.sequence}
        {deliverer === author ? null : <Deliverer deliverer={deliverer} history={history} />}
      </p>
      <p class="quiet code">{version.contentHash}</p>
    </>
  );
}

const kindInWords: Readonly<Record<Change['kind'], string>> = { saved: 'Saved', edited: 'Edited', deleted: 'Deleted' };

function Content({ change }: { readonly change: Change }) {
  if (change.kind === 'deleted') return null;
  const { answer, support } = summariseVerdict(change.record);
  const { note } = change.record;
  return (
    <>
      <p>
        {answer}, {support.toLowerCase()}
      </p>
      {note === undefined ? <p class="quiet">No note</p> : <p class="note">{note}</p>}
    </>
  );
}

function Deliverer(props: { readonly deliverer: string | undefined; readonly history: RecordHistory }) {
  if (props.deliverer === undefined) return <>, imported in the office</>;
  return (
    <>
      , delivered by <DeviceName device={props.history.devices.get(props.deliverer)} />
    </>
  );
}
