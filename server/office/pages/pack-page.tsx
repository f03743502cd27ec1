import type { ReactElement } from 'react';
import type { Pack } from '../../../src/domain/pack';
import { compareVersions } from '../../../src/domain/pack-version';
import type { SharedPack } from '../../../src/domain/shared-pack';
import { Button, buttonClass } from '../../../src/ui/button';
import { CardSections } from '../../../src/ui/card-sections';
import { Facts } from '../../../src/ui/facts';
import { Notice } from '../../../src/ui/notice';
import { Panel } from '../../../src/ui/panel';
import { modelCardText } from '../../../src/words/model-card-text';
import { paths } from '../paths';
import type { TaughtPack } from '../queries/taught-packs';
import { useOffice } from './office-context';
import { OfficePage } from './office-page';
import { OfferState, PackVersions, titleOf, useFileFacts, usePackFacts } from './pack-facts';

/** One pack: its facts, the check of its file, and the offer. */
export function PackPage(props: {
  readonly found: TaughtPack;
  /** All versions of the pack, the newest first; this one is among them. */
  readonly versions: readonly TaughtPack[];
  /** What the checked file states; undefined where it cannot be read. */
  readonly content: Pack | undefined;
  /** Why the file must not be offered. */
  readonly checkFault: string | undefined;
  /** Why the form was refused. */
  readonly fault: string | undefined;
}): ReactElement {
  const { words } = useOffice();
  const { found, versions, content, checkFault, fault } = props;
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
            <Notice tone="bad" title={words.say('office.packCheckFailed')}>
              {checkFault}
            </Notice>
          )}
          {checkFault === undefined ? <p className="quiet">{words.say('office.packFingerprintWhy')}</p> : null}
          <OtherOffers pack={pack} versions={versions} />
          <OfferForm pack={pack} isUsable={checkFault === undefined} />
        </Panel>
        <Panel title={words.say('office.packVersions')}>
          <PackVersions versions={versions} />
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

/** Several versions may be offered; which of them devices show. */
function OtherOffers(props: {
  readonly pack: SharedPack;
  readonly versions: readonly TaughtPack[];
}): ReactElement | null {
  const { words } = useOffice();
  const { pack, versions } = props;
  const offered = versions.map((each) => each.pack).filter((each) => each.offer !== undefined && each.id !== pack.id);
  const newer = offered.find(({ version }) => compareVersions(version, pack.version) > 0);
  if (newer !== undefined) {
    return <Notice tone="info">{words.say('office.packOffersNewer', { version: newer.version })}</Notice>;
  }
  if (offered.length === 0) return null;
  const others = words.list(offered.map(({ version }) => version));
  return <Notice tone="info">{words.say('office.packOffersOlder', { versions: others })}</Notice>;
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
