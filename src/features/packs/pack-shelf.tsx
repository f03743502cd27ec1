import type { ReactElement } from 'react';
import { Chip } from '../../ui/chip';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { Shelf, ShelfItem } from '../../ui/shelf';
import { FaultNotice } from '../fault-notice';
import { describePackFetchFault, describeStorageFault } from '../fault-words';
import { usePackOffers } from '../local-queries';
import type { PackOffer } from '../../services/pack-offers';
import { DownloadState } from './download-state';
import { useRemovePack } from './use-pack-mutations';
import { packWords as words } from './words';

/** Every pack on offer: remove what is on the device, download what is not. */
export function PackShelf(): ReactElement {
  const offers = usePackOffers();
  if (offers.data === undefined) return <p className="quiet">{words.loading}</p>;
  if (!offers.data.ok) return <FaultNotice fault={describePackFetchFault(offers.data.fault)} />;
  return (
    <Shelf>
      {offers.data.value.map((offer) => (
        <ShelfItem key={offer.id} title={offer.title} note={words.version(offer.version)}>
          {offer.onDevice ? <OnDevice offer={offer} /> : <DownloadState offer={offer} look="plain" />}
        </ShelfItem>
      ))}
    </Shelf>
  );
}

function OnDevice({ offer }: { readonly offer: PackOffer }): ReactElement {
  const remove = useRemovePack(offer.id);
  return (
    <>
      <Chip tone="ok">{words.onDevice}</Chip>
      {offer.update === undefined ? null : <Update offer={offer} version={offer.update.version} />}
      <ConfirmDialog
        trigger={{ words: words.remove, label: `${words.remove} ${offer.title}`, look: 'plain' }}
        title={words.removeTitle(offer.title)}
        question={words.removeQuestion}
        yes={words.remove}
        no={words.keep}
        onYes={() => remove.mutate()}
      />
      {remove.error === null ? null : <FaultNotice fault={describeStorageFault(remove.error.fault)} />}
    </>
  );
}

/** Another version on offer; the one on the device goes on working until it is asked for. */
function Update(props: { readonly offer: PackOffer; readonly version: string }): ReactElement {
  return (
    <div className="stack-tight">
      <p>
        <strong>{words.updateThere(props.version)}</strong>
      </p>
      <p className="small quiet">{words.updateWhy}</p>
      <DownloadState offer={props.offer} look="plain" />
    </div>
  );
}
