import type { ReactElement } from 'react';
import { parseReading } from '../../../src/domain/hybrid-clock';
import type { Change } from '../../../src/protocol/change';
import { Chip } from '../../../src/ui/chip';
import { summariseVerdict } from '../../../src/words/verdict-text';
import type { NodeWords } from '../../../src/words/words';
import type { RecordHistory, RecordVersion } from '../queries/read-record';
import { verdictOfRecord } from '../verdict';
import { useOffice } from './office-context';
import { deviceText, Moment } from './record-texts';

/** Every version that was received, the current one first. */
export function VersionList({ history }: { readonly history: RecordHistory }): ReactElement {
  return (
    <ol>
      {history.versions.map((version) => (
        <li key={version.sequence} className="version">
          <Version version={version} history={history} />
        </li>
      ))}
    </ol>
  );
}

/** What a version did. */
export const versionTitles = {
  saved: 'office.savedBy',
  edited: 'office.editedBy',
  deleted: 'office.deletedBy',
} as const;

interface VersionView {
  readonly version: RecordVersion;
  readonly history: RecordHistory;
}

function Version({ version, history }: VersionView): ReactElement {
  const { words } = useOffice();
  const { change, author } = version;
  const madeMs = parseReading(change.at)?.wallMs;
  return (
    <>
      <p className="row">
        <strong>
          {words.say(versionTitles[change.kind], { device: deviceText(words, history.devices.get(author)) })}
        </strong>
        {madeMs === undefined ? null : <Moment at={new Date(madeMs)} />}
        {version.isCurrent ? <Chip tone="ok">{words.say('office.current')}</Chip> : null}
      </p>
      <Content change={change} />
      <p className="quiet small">{receivedText(words, { version, history })}</p>
      <p className="quiet fact-code">{version.contentHash}</p>
    </>
  );
}

function Content({ change }: { readonly change: Change }): ReactElement | null {
  const { words } = useOffice();
  if (change.kind === 'deleted') return null;
  const { answer, support } = summariseVerdict(words, verdictOfRecord(change.record));
  const { note } = change.record;
  return (
    <>
      <p>{words.say('office.verdictLine', { answer, support })}</p>
      {note === undefined ? (
        <p className="quiet">{words.say('office.versionNoNote')}</p>
      ) : (
        <p className="note">{note}</p>
      )}
    </>
  );
}

/** How a version came. */
export function receivedText(words: NodeWords, { version, history }: VersionView): string {
  const { deliverer, author } = version;
  const facts = { moment: words.dateTime(version.receivedAt.getTime()), sequence: String(version.sequence) };
  if (deliverer === undefined) return words.say('office.receivedByImport', facts);
  if (deliverer === author) return words.say('office.receivedAs', facts);
  return words.say('office.receivedFrom', { ...facts, device: deviceText(words, history.devices.get(deliverer)) });
}
