import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { compareVersions, type OwnPack } from '../../domain/pack-version';
import type { SharedPack } from '../../domain/shared-pack';
import { Button } from '../../ui/button';
import { Chip } from '../../ui/chip';
import { ItemList, ListItem } from '../../ui/item-list';
import { Panel } from '../../ui/panel';
import { useWords } from '../../ui/words-context';
import { FaultNotice } from '../fault-notice';
import { queryKeys } from '../local-queries';
import { describePackFetchFault } from '../pack-fault-text';
import { useFaultMutation } from '../use-fault-mutation';
import { useServices } from '../use-services';

/** Read again with the office's list of shared items. */
const offersKey = [...queryKeys.shared, 'office-packs'] as const;

/** Packs that the office offers. One that is fetched is opened like a file: its signature is shown before anything is installed. */
export function OfficeOffers(props: {
  readonly own: readonly OwnPack[] | undefined;
  /** Leaves out those that are installed, in this version or a newer one. */
  readonly isNewOnly?: boolean;
}): ReactElement | null {
  const { own, isNewOnly = false } = props;
  const words = useWords();
  const { officePacks } = useServices();
  const { data: offers } = useQuery({ queryKey: offersKey, queryFn: () => officePacks.offers() });
  if (offers === undefined || own === undefined) return null;
  const installed = new Set(own.flatMap(({ versions }) => versions.map(({ sha256 }) => sha256)));
  const shown = isNewOnly ? offers.filter((offer) => isNew(offer, own)) : offers;
  if (shown.length === 0) return null;
  return (
    <Panel title={words.say('library.offers')}>
      <p>{words.say('library.offersWhy')}</p>
      <ItemList>
        {shown.map((offer) => (
          <Offer key={offer.id} offer={offer} isInstalled={installed.has(offer.manifestSha256)} />
        ))}
      </ItemList>
    </Panel>
  );
}

function isNew({ packId, version }: SharedPack, own: readonly OwnPack[]): boolean {
  const versions = own.find(({ id }) => id === packId)?.versions ?? [];
  return versions.every(({ pack }) => compareVersions(pack.version, version) < 0);
}

function Offer(props: { readonly offer: SharedPack; readonly isInstalled: boolean }): ReactElement {
  const words = useWords();
  const { officePacks, documents } = useServices();
  const { offer, isInstalled } = props;
  const names = { pack: offer.title, version: offer.version };
  const fetching = useFaultMutation({
    run: async () => {
      const file = await officePacks.file(offer, () => undefined);
      if (file.ok) documents.takePack(file.value);
      return file;
    },
    refresh: [],
  });
  const signer = offer.signer.name === '' ? offer.signer.fingerprint : offer.signer.name;
  const support = { version: offer.version, signer, size: words.bytes(offer.file.bytes) };
  return (
    <ListItem title={words.say('library.offerTitle', names)} note={words.say('library.offerSupport', support)}>
      {isInstalled ? (
        <Chip tone="ok">{words.say('library.offerOnDevice')}</Chip>
      ) : (
        <Button
          icon="download"
          aria-label={words.say('library.offerGetLabel', names)}
          disabled={fetching.isPending}
          onClick={() => fetching.mutate()}
        >
          {words.say(fetching.isPending ? 'library.offerFetching' : 'library.offerGet')}
        </Button>
      )}
      {fetching.error === null ? null : <FaultNotice fault={describePackFetchFault(words, fetching.error.fault)} />}
    </ListItem>
  );
}
