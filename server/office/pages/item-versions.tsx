import type { ReactElement } from 'react';
import { assetFacts } from '../../../src/domain/asset';
import { parseReading } from '../../../src/domain/hybrid-clock';
import { itemLabel, type SharedItem } from '../../../src/domain/shared-item';
import { sharedItemOf } from '../../../src/protocol/change';
import { Chip } from '../../../src/ui/chip';
import { MoreFacts } from '../../../src/ui/facts';
import type { NodeWords } from '../../../src/words/words';
import type { ItemHistory, ItemVersion } from '../queries/item-versions';
import { officeAuthor } from '../save-shared';
import { useOffice } from './office-context';
import { deviceText, Moment } from './record-texts';

/** The versions of an asset or a job: who made each one, when, and its content. */
export function ItemVersions({ history }: { readonly history: ItemHistory }): ReactElement {
  const { words } = useOffice();
  const { versions, total } = history;
  return (
    <MoreFacts title={words.say('office.versionCount', { count: total })}>
      <ol>
        {versions.map((version, index) => (
          <li key={version.sequence} className="version">
            <Version version={version} isCurrent={index === 0} history={history} />
          </li>
        ))}
      </ol>
      {total > versions.length ? (
        <p className="quiet">{words.say('office.versionsLeftOut', { count: total - versions.length })}</p>
      ) : null}
    </MoreFacts>
  );
}

function Version(props: {
  readonly version: ItemVersion;
  readonly isCurrent: boolean;
  readonly history: ItemHistory;
}): ReactElement {
  const { words } = useOffice();
  const { version, isCurrent, history } = props;
  const madeMs = parseReading(version.change.at)?.wallMs;
  const item = sharedItemOf(version.change);
  return (
    <>
      <p className="row">
        <strong>{titleOf(words, version, history)}</strong>
        {madeMs === undefined ? null : <Moment at={new Date(madeMs)} />}
        {isCurrent ? <Chip tone="ok">{words.say('office.current')}</Chip> : null}
      </p>
      {item === undefined ? null : <p>{itemText(words, item)}</p>}
      <p className="quiet small">
        {words.say('office.receivedAs', {
          moment: words.dateTime(version.receivedAt.getTime()),
          sequence: String(version.sequence),
        })}
      </p>
    </>
  );
}

function titleOf(words: NodeWords, { change }: ItemVersion, { devices }: ItemHistory): string {
  const isDeleted = sharedItemOf(change) === undefined;
  if (change.author === officeAuthor) return words.say(isDeleted ? 'office.deletedAtOffice' : 'office.savedAtOffice');
  const device = deviceText(words, devices.get(change.author));
  return words.say(isDeleted ? 'office.deletedBy' : 'office.savedBy', { device });
}

function itemText(words: NodeWords, item: SharedItem): string {
  if (item.type === 'asset') return [item.value.number, ...assetFacts(item.value)].join(' · ');
  if (item.type === 'pack') return itemLabel(item);
  const { number, status, assets } = item.value;
  return words.say('office.jobVersion', {
    number,
    status: words.say(`jobs.status.${status}`),
    count: assets.length,
  });
}
