import type { ReactElement } from 'react';
import { Link } from 'wouter';
import { buttonClass } from '../../ui/button';
import { Chip } from '../../ui/chip';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { ItemList, ListItem } from '../../ui/item-list';
import { FaultNotice } from '../fault-notice';
import { describePackFetchFault } from '../pack-fault-text';
import { describeStorageFault } from '../../words/fault-text';
import { usePackOffers } from '../local-queries';
import type { PackOffer } from '../../services/pack-offers';
import { DownloadState } from './download-state';
import { useRemovePack } from './use-pack-mutations';
import { useWords } from '../../ui/words-context';

/** All packs, with buttons to remove or download them. */
export function PackList(): ReactElement {
  const words = useWords();
  const offers = usePackOffers();
  if (offers.data === undefined) return <p className="quiet">{words.say('packs.loading')}</p>;
  if (!offers.data.ok) return <FaultNotice fault={describePackFetchFault(words, offers.data.fault)} />;
  return (
    <>
      <ItemList>
        {offers.data.value.map((offer) => (
          <ListItem key={offer.id} title={offer.title} note={words.say('packs.version', { version: offer.version })}>
            <OfferState offer={offer} />
          </ListItem>
        ))}
      </ItemList>
      <div className="row">
        <Link href="/teach" className={buttonClass('plain')}>
          {words.say('packs.teach')}
        </Link>
        <Link href="/packs" className={buttonClass('plain')}>
          {words.say('packs.own')}
        </Link>
      </div>
    </>
  );
}

function OfferState({ offer }: { readonly offer: PackOffer }): ReactElement {
  const words = useWords();
  if (!offer.onDevice) return <DownloadState offer={offer} look="plain" />;
  // A deleted one cannot be downloaded again: its screen says what deleting it means.
  if (!offer.isTaught) return <OnDevice offer={offer} />;
  return (
    <Link href={`/packs/${offer.id}`} className={buttonClass('plain')}>
      {words.say('packs.manage')}
    </Link>
  );
}

function OnDevice({ offer }: { readonly offer: PackOffer }): ReactElement {
  const words = useWords();
  const remove = useRemovePack(offer.id);
  return (
    <>
      <Chip tone="ok">{words.say('packs.onDevice')}</Chip>
      {offer.update === undefined ? null : <Update offer={offer} version={offer.update.version} />}
      <ConfirmDialog
        trigger={{
          words: words.say('packs.remove'),
          label: words.say('packs.removePack', { pack: offer.title }),
          look: 'plain',
        }}
        title={words.say('packs.removeTitle', { pack: offer.title })}
        question={words.say('packs.removeQuestion')}
        yes={words.say('packs.remove')}
        no={words.say('packs.keep')}
        onYes={() => remove.mutate()}
      />
      {remove.error === null ? null : <FaultNotice fault={describeStorageFault(words, remove.error.fault)} />}
    </>
  );
}

/** An available update. The installed version stays in use until the user downloads the update. */
function Update(props: { readonly offer: PackOffer; readonly version: string }): ReactElement {
  const words = useWords();
  return (
    <div className="stack-tight">
      <p>
        <strong>{words.say('packs.updateTitle', { version: props.version })}</strong>
      </p>
      <p className="small quiet">{words.say('packs.updateWhy')}</p>
      <DownloadState offer={props.offer} look="plain" />
    </div>
  );
}
