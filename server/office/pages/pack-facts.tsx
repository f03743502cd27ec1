/** What pages say of a pack that a device has taught. */
import type { ReactElement } from 'react';
import type { SharedPack } from '../../../src/domain/shared-pack';
import { Chip } from '../../../src/ui/chip';
import { DataTable } from '../../../src/ui/data-table';
import type { Fact } from '../../../src/ui/facts';
import type { NodeWords } from '../../../src/words/words';
import { paths } from '../paths';
import type { TaughtPack } from '../queries/taught-packs';
import { useOffice } from './office-context';
import { deviceText, Moment } from './record-texts';

/** "Yard 1.0.0" */
export function titleOf({ title, version }: SharedPack): string {
  return `${title} ${version}`;
}

/** Whether the office offers it. */
export function OfferState({ pack: { offer } }: { readonly pack: SharedPack }): ReactElement {
  const { words } = useOffice();
  if (offer === undefined) return <Chip tone="unknown">{words.say('office.packNotOffered')}</Chip>;
  return <Chip tone="ok">{words.say('office.packOffered')}</Chip>;
}

/** The versions of one pack, the newest first, each with a link to its page. */
export function PackVersions({ versions }: { readonly versions: readonly TaughtPack[] }): ReactElement {
  const { words } = useOffice();
  const title = versions[0]?.pack.title ?? '';
  return (
    <DataTable
      label={words.say('office.packVersionsOf', { pack: title })}
      isStacked
      columns={[
        { title: words.say('office.packVersionNumber') },
        { title: words.say('office.packTaughtBy') },
        { title: words.say('office.packReceived') },
        { title: words.say('office.packState') },
      ]}
      rows={versions.map(({ pack, device, receivedAt }) => ({
        key: pack.id,
        cells: [
          <a
            key="version"
            href={paths.pack(pack.id)}
            aria-label={words.say('office.packDetailsOf', { pack: titleOf(pack) })}
          >
            {pack.version}
          </a>,
          deviceText(words, device),
          <Moment key="received" at={receivedAt} />,
          <OfferState key="state" pack={pack} />,
        ],
      }))}
    />
  );
}

/** Of one version. */
export function usePackFacts({ pack }: Pick<TaughtPack, 'pack'>): readonly Fact[] {
  const { words } = useOffice();
  const { taughtAt, basePackId, baseVersion = '', pictures = {}, signer, offer } = pack;
  const counts = Object.entries(pictures).map(([label, count]) => words.say('office.packPicturesOf', { label, count }));
  return [
    ...(taughtAt === undefined
      ? []
      : [{ name: words.say('office.packTaughtAt'), value: <Moment at={new Date(taughtAt)} /> }]),
    ...(basePackId === undefined
      ? []
      : [
          {
            name: words.say('office.packFrom'),
            value: words.say('office.packBase', { pack: basePackId, version: baseVersion }),
          },
        ]),
    ...(counts.length === 0 ? [] : [{ name: words.say('office.packPictures'), value: words.list(counts) }]),
    { name: words.say('office.packFigures'), value: figuresText(words, pack) },
    { name: words.say('office.packFingerprint'), value: signer.fingerprint, isCode: true },
    ...(offer === undefined
      ? []
      : [
          {
            name: words.say('office.packOfferedSince'),
            value: words.say('office.packOfferedBy', {
              moment: words.dateTime(offer.releasedAt),
              engineer: offer.by,
            }),
          },
        ]),
  ];
}

/** Of its file. */
export function useFileFacts({ signer, file, manifestSha256 }: SharedPack): readonly Fact[] {
  const { words } = useOffice();
  return [
    ...(signer.name === '' ? [] : [{ name: words.say('office.packSigner'), value: signer.name }]),
    { name: words.say('office.packSize'), value: words.bytes(file.bytes) },
    { name: words.say('library.card.sha256'), value: manifestSha256, isCode: true },
  ];
}

function figuresText(words: NodeWords, { figures }: SharedPack): string {
  const { falseAlarmRate, normals = 0, auroc, f1, accuracy } = figures;
  const texts = [
    ...(falseAlarmRate === undefined
      ? []
      : [words.say('office.packFalseAlarms', { rate: words.percent(falseAlarmRate), normals })]),
    ...(auroc === undefined ? [] : [words.say('office.packAuroc', { value: auroc.toFixed(3) })]),
    ...(f1 === undefined ? [] : [words.say('office.packF1', { value: f1.toFixed(3) })]),
    ...(accuracy === undefined ? [] : [words.say('office.packAccuracy', { value: words.percent(accuracy) })]),
  ];
  return texts.length === 0 ? words.say('office.packNoFigures') : words.list(texts);
}
