import type { ReactElement } from 'react';
import type { Pack } from '../../../src/domain/pack';
import type { SharedPack } from '../../../src/domain/shared-pack';
import { Button, buttonClass } from '../../../src/ui/button';
import { CardSections } from '../../../src/ui/card-sections';
import { Chip } from '../../../src/ui/chip';
import { EmptyState } from '../../../src/ui/empty-state';
import { Facts, type Fact } from '../../../src/ui/facts';
import { Notice } from '../../../src/ui/notice';
import { Panel } from '../../../src/ui/panel';
import { modelCardText } from '../../../src/words/model-card-text';
import type { NodeWords } from '../../../src/words/words';
import { paths } from '../paths';
import type { TaughtPack } from '../queries/taught-packs';
import { useOffice } from './office-context';
import { OfficePage } from './office-page';
import { deviceText, Moment } from './record-texts';

/** Every pack that devices have sent. */
export function PacksPage({ packs }: { readonly packs: readonly TaughtPack[] }): ReactElement {
  const { words } = useOffice();
  return (
    <OfficePage title={words.say('office.packs')} place="devices" lead={words.say('office.packsLead')}>
      {packs.length === 0 ? (
        <EmptyState icon="list" title={words.say('office.noPacks')}>
          {words.say('office.noPacksHint')}
        </EmptyState>
      ) : (
        <div className="cards">
          {packs.map((found) => (
            <PackCard key={found.pack.id} found={found} />
          ))}
        </div>
      )}
    </OfficePage>
  );
}

function PackCard({ found }: { readonly found: TaughtPack }): ReactElement {
  const { words } = useOffice();
  const { pack } = found;
  const title = titleOf(pack);
  return (
    <Panel title={title} aside={<OfferState pack={pack} />}>
      <Facts facts={usePackFacts(found)} />
      <div className="row">
        <a
          className={buttonClass('plain')}
          href={paths.pack(pack.id)}
          aria-label={words.say('office.packDetailsOf', { pack: title })}
        >
          {words.say('office.packDetails')}
        </a>
      </div>
    </Panel>
  );
}

function titleOf({ title, version }: SharedPack): string {
  return `${title} ${version}`;
}

function OfferState({ pack: { offer } }: { readonly pack: SharedPack }): ReactElement {
  const { words } = useOffice();
  if (offer === undefined) return <Chip tone="unknown">{words.say('office.packNotOffered')}</Chip>;
  return <Chip tone="ok">{words.say('office.packOffered')}</Chip>;
}

/** One pack: its facts, the check of its file, and the offer. */
export function PackPage(props: {
  readonly found: TaughtPack;
  /** What the checked file states; undefined where it cannot be read. */
  readonly content: Pack | undefined;
  /** Why the file must not be offered. */
  readonly checkFault: string | undefined;
  /** Why the form was refused. */
  readonly fault: string | undefined;
}): ReactElement {
  const { words } = useOffice();
  const { found, content, checkFault, fault } = props;
  const { pack } = found;
  const back = (
    <a className={buttonClass('plain')} href={paths.packs}>
      {words.say('office.toPacks')}
    </a>
  );
  return (
    <OfficePage title={titleOf(pack)} place="devices" lead={pack.summary} aside={back}>
      {fault === undefined ? null : <Notice tone="bad">{fault}</Notice>}
      <div className="columns columns-main-first">
        <Panel title={words.say('office.facts')} aside={<OfferState pack={pack} />}>
          <Facts facts={[...usePackFacts(found), ...useFileFacts(pack)]} />
          <div className="row">
            <a className={buttonClass('quiet')} href={paths.packFile(pack.id)}>
              {words.say('office.packDownload')}
            </a>
          </div>
        </Panel>
        <Panel title={words.say('office.packCheck')}>
          {checkFault === undefined ? (
            <Notice tone="ok">{words.say('office.packChecked')}</Notice>
          ) : (
            <Notice tone="bad">{words.say('office.packCheckFailed', { reason: checkFault })}</Notice>
          )}
          <p className="quiet">{words.say('office.packFingerprintWhy')}</p>
          <OfferForm pack={pack} isUsable={checkFault === undefined} />
        </Panel>
        {content === undefined ? null : (
          <Panel title={words.say('library.card')}>
            <CardSections
              card={modelCardText(words, content, pack.manifestSha256)}
              limitsTitle={words.say('library.card.limits')}
            />
          </Panel>
        )}
      </div>
    </OfficePage>
  );
}

function OfferForm(props: { readonly pack: SharedPack; readonly isUsable: boolean }): ReactElement | null {
  const { words } = useOffice();
  const { pack, isUsable } = props;
  const isOffered = pack.offer !== undefined;
  if (!isOffered && !isUsable) return null;
  return (
    <form className="stack-tight" method="post" action={paths.pack(pack.id)}>
      <input type="hidden" name="to" value={isOffered ? 'withdrawn' : 'offered'} />
      <p>{words.say(isOffered ? 'office.packWithdrawEffect' : 'office.packOfferEffect')}</p>
      <div>
        <Button look={isOffered ? 'danger' : 'primary'} type="submit">
          {words.say(isOffered ? 'office.packWithdraw' : 'office.packOffer')}
        </Button>
      </div>
    </form>
  );
}

function usePackFacts({ pack, device, receivedAt }: TaughtPack): readonly Fact[] {
  const { words } = useOffice();
  const { taughtAt, basePackId, baseVersion = '', pictures = {}, signer, offer } = pack;
  const counts = Object.entries(pictures).map(([label, count]) => words.say('office.packPicturesOf', { label, count }));
  return [
    { name: words.say('office.packTaughtBy'), value: deviceText(words, device) },
    { name: words.say('office.packReceived'), value: <Moment at={receivedAt} /> },
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

function useFileFacts({ signer, file, manifestSha256 }: SharedPack): readonly Fact[] {
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
