import type { ReactElement, ReactNode } from 'react';
import { Link } from 'wouter';
import { Button, buttonClass } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { PackCards, type PackCard } from '../../ui/pack-cards';
import { Panel } from '../../ui/panel';
import { ProgressBar } from '../../ui/progress-bar';
import { useDeliveryOverview } from '../delivery-queries';
import { FaultNotice } from '../fault-notice';
import { describePackFetchFault } from '../pack-fault-text';
import { usePackOffers } from '../local-queries';
import { usablePacks, useChosenPack } from '../use-chosen-pack';
import { usePreferences } from '../use-preferences';
import type { PackOffer } from '../../services/pack-offers';
import { DownloadState } from './download-state';
import { useWords } from '../../ui/words-context';
import type { Words } from '../../words/words';

/** Chooses the pack, stores the choice, and offers the download if the pack is not on the device. */
export function PackChooser(props: {
  readonly children: (chosen: PackOffer) => ReactNode;
  /** What the office offers; a device that is not registered has no office. */
  readonly offered: ReactNode;
}): ReactElement {
  const isRegistered = useDeliveryOverview().data?.device.phase === 'registered';
  const words = useWords();
  const offers = usePackOffers();
  const chosen = useChosenPack();
  const [, change] = usePreferences();
  if (offers.data === undefined)
    return <ProgressBar label={words.say('packs.loading')} words={words.say('packs.loading')} />;
  if (!offers.data.ok) {
    return (
      <FaultNotice
        fault={describePackFetchFault(words, offers.data.fault)}
        actions={<Button onClick={() => void offers.refetch()}>{words.say('packs.tryAgain')}</Button>}
      />
    );
  }
  if (chosen === undefined) return <p>{words.say('packs.none')}</p>;
  return (
    <>
      <PackCards
        label={words.say('packs.choose')}
        cards={usablePacks(offers.data.value).map((offer) => offerToCard(words, offer))}
        value={chosen.id}
        onChange={(packId) => change({ packId })}
      />
      {chosen.onDevice ? null : <DownloadPanel offer={chosen} />}
      {chosen.update === undefined ? null : <UpdateNotice offer={chosen} version={chosen.update.version} />}
      {isRegistered ? props.offered : null}
      {props.children(chosen)}
      <Link href="/teach" className={buttonClass('quiet')}>
        {words.say('packs.teach')}
      </Link>
    </>
  );
}

function offerToCard(words: Words, offer: PackOffer): PackCard {
  const { id, title, summary } = offer;
  return { id, title, summary, ...stateOf(words, offer) };
}

function stateOf(
  words: Words,
  { onDevice, unusableBecause, downloadBytes, needsConnection }: PackOffer,
): Pick<PackCard, 'state' | 'stateIcon'> {
  if (onDevice) return { state: words.say('packs.onDevice'), stateIcon: 'check' };
  if (unusableBecause !== undefined) return { state: words.say('packs.unusable'), stateIcon: 'bad' };
  if (needsConnection === true) return { state: words.say('packs.needsConnection'), stateIcon: 'offline' };
  return { state: words.say('packs.toDownload', { size: words.bytes(downloadBytes) }), stateIcon: 'download' };
}

function DownloadPanel({ offer }: { readonly offer: PackOffer }): ReactElement {
  const words = useWords();
  if (offer.unusableBecause !== undefined) return <DownloadState offer={offer} look="primary" />;
  return (
    <Panel title={words.say('packs.downloadTitle', { pack: offer.title })}>
      <p>
        {offer.needsConnection === true
          ? words.say('packs.offline.advice')
          : words.say('packs.downloadWhy', { size: words.bytes(offer.downloadBytes) })}
      </p>
      <DownloadState offer={offer} look="primary" />
    </Panel>
  );
}

function UpdateNotice(props: { readonly offer: PackOffer; readonly version: string }): ReactElement {
  const words = useWords();
  return (
    <Notice
      tone="info"
      title={words.say('packs.updateTitle', { version: props.version })}
      actions={<DownloadState offer={props.offer} look="plain" />}
    >
      {words.say('packs.updateWhy')}
    </Notice>
  );
}
