import type { ReactElement, ReactNode } from 'react';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { PackCards, type PackCard } from '../../ui/pack-cards';
import { Panel } from '../../ui/panel';
import { ProgressBar } from '../../ui/progress-bar';
import { toneToIcon } from '../../ui/tone';
import { FaultNotice } from '../fault-notice';
import { describePackFetchFault } from '../fault-words';
import { usePackOffers } from '../local-queries';
import { usePreferences } from '../use-preferences';
import type { PackOffer } from '../../services/pack-offers';
import { DownloadState } from './download-state';
import { packWords as words } from './words';

/** Chooses what to inspect, remembers it, and offers the download where it is not on the device. */
export function PackChooser({ children }: { readonly children: (chosen: PackOffer) => ReactNode }): ReactElement {
  const offers = usePackOffers();
  const [preferences, change] = usePreferences();
  if (offers.data === undefined) return <ProgressBar label={words.loading} words={words.loading} />;
  if (!offers.data.ok) {
    return (
      <FaultNotice
        fault={describePackFetchFault(offers.data.fault)}
        actions={<Button onClick={() => void offers.refetch()}>{words.tryAgain}</Button>}
      />
    );
  }
  const chosen = offers.data.value.find((offer) => offer.id === preferences.packId) ?? offers.data.value[0];
  if (chosen === undefined) return <p>{words.none}</p>;
  return (
    <>
      <PackCards
        label={words.choose}
        cards={offers.data.value.map(offerToCard)}
        value={chosen.id}
        onChange={(packId) => change({ packId })}
      />
      {chosen.onDevice ? null : <DownloadPanel offer={chosen} />}
      {chosen.update === undefined ? null : <UpdateNotice offer={chosen} version={chosen.update.version} />}
      {children(chosen)}
    </>
  );
}

function offerToCard(offer: PackOffer): PackCard {
  const { id, title, summary } = offer;
  return { id, title, summary, ...stateOf(offer) };
}

function stateOf({ onDevice, unusableBecause, downloadBytes }: PackOffer): Pick<PackCard, 'state' | 'stateIcon'> {
  if (onDevice) return { state: words.onDevice, stateIcon: 'check' };
  if (unusableBecause !== undefined) return { state: words.unusable, stateIcon: toneToIcon('bad') };
  return { state: words.toDownload(downloadBytes), stateIcon: 'download' };
}

function DownloadPanel({ offer }: { readonly offer: PackOffer }): ReactElement {
  if (offer.unusableBecause !== undefined) return <DownloadState offer={offer} look="primary" />;
  return (
    <Panel title={words.downloadTitle(offer.title)}>
      <p>{words.downloadWhy(offer.downloadBytes)}</p>
      <DownloadState offer={offer} look="primary" />
    </Panel>
  );
}

function UpdateNotice(props: { readonly offer: PackOffer; readonly version: string }): ReactElement {
  return (
    <Notice
      tone="info"
      title={words.updateThere(props.version)}
      actions={<DownloadState offer={props.offer} look="plain" />}
    >
      {words.updateWhy}
    </Notice>
  );
}
