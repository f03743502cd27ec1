/** The packs a user can choose: those on the device and those that the server offers. */
import { textIn, type LocalisedText } from '../domain/localised-text';
import type { Pack, PackFault, PackSource } from '../domain/pack';
import type { PackIndexEntry } from '../domain/pack-index';
import { isOwnPackId } from '../domain/teaching';
import { fail, succeed, type Result } from '../domain/result';
import type { PackFetchFault } from './fetch-pack-file';
import {
  fetchManifest,
  fetchPackIndex,
  missingFiles,
  parseManifest,
  totalBytes,
  type Fetched,
  type PackDependencies,
} from './pack-source';

/** A pack on offer, with texts in one language. `downloadBytes` counts only files that are not on the device yet. */
export interface PackOffer<Text = string> {
  readonly id: string;
  readonly version: string;
  readonly title: Text;
  readonly summary: Text;
  /** Where the pictures come from. */
  readonly source: PackSource;
  readonly onDevice: boolean;
  readonly downloadBytes: number;
  /** Its bank is empty: a base for teaching. */
  readonly isUntaught: boolean;
  /** A user of this device taught it. */
  readonly isTaught: boolean;
  /** Another version than the one on the device. It is installed only on request. */
  readonly update?: { readonly version: string; readonly downloadBytes: number };
  /** Only its entry in the index is known, until there is a connection. */
  readonly needsConnection?: boolean;
  /** Why this app cannot use the pack. */
  readonly unusableBecause?: PackFault;
}

type LocalisedOffer = PackOffer<LocalisedText>;

/** Every pack on the device or on the server, with texts in `locale`. Without a connection: the packs on the device. */
export async function listOffers(dependencies: PackDependencies, locale: string): Fetched<readonly PackOffer[]> {
  const offers = await findOffers(dependencies);
  return offers.ok ? succeed(offers.value.map((offer) => toLocale(offer, locale))) : offers;
}

function toLocale(offer: LocalisedOffer, locale: string): PackOffer {
  return { ...offer, title: textIn(offer.title, locale), summary: textIn(offer.summary, locale) };
}

async function findOffers(dependencies: PackDependencies): Fetched<readonly LocalisedOffer[]> {
  const local = await installedPacks(dependencies);
  if (!local.ok) return local;
  const remote = await remoteOffers(local.value, dependencies);
  if (!remote.ok) {
    // A taught pack exists only on this device: no answer of the server may hide it.
    const isUsable = remote.fault.kind === 'offline' ? local.value.length > 0 : local.value.some(isTaught);
    if (!isUsable) return remote;
    const offers = local.value.map(localOffer);
    return succeed(remote.fault.kind === 'offline' ? [...offers, ...elsewhere(local.value, dependencies)] : offers);
  }
  const onlyLocal = local.value.filter((pack) => !remote.value.some((offer) => offer.id === pack.id));
  return succeed([...remote.value, ...onlyLocal.map(localOffer)]);
}

/** Packs that the server offered when it was reached last, and that are not on the device. */
function elsewhere(local: readonly Pack[], { knownPacks }: PackDependencies): readonly LocalisedOffer[] {
  return knownPacks
    .entries()
    .filter((entry) => !local.some(({ id }) => id === entry.id))
    .map((entry) => ({ ...namedOnly(entry), needsConnection: true }));
}

/** What the server offers, compared with the packs on the device. The first fault that concerns the connection ends it. */
async function remoteOffers(
  local: readonly Pack[],
  dependencies: PackDependencies,
): Fetched<readonly LocalisedOffer[]> {
  const index = await fetchPackIndex(dependencies);
  if (!index.ok) return index;
  const remote: LocalisedOffer[] = [];
  for (const entry of index.value) {
    const offer = await remoteOffer(entry, local, dependencies);
    if (!offer.ok) return offer;
    remote.push(offer.value);
  }
  return succeed(remote);
}

function isTaught({ id }: Pick<Pack, 'id'>): boolean {
  return isOwnPackId(id);
}

async function installedPacks({ repository }: PackDependencies): Fetched<readonly Pack[]> {
  const manifests = await repository.manifests();
  if (!manifests.ok) return fail({ kind: 'storage-fault', fault: manifests.fault });
  return succeed(manifests.value.map(parseManifest).flatMap((pack) => (pack.ok ? [pack.value] : [])));
}

function localOffer(pack: Pack): LocalisedOffer {
  return { ...describedBy(pack), onDevice: true, downloadBytes: 0 };
}

function describedBy({ id, version, title, summary, source = 'camera', anomaly }: Pack) {
  const isUntaught = anomaly?.bank.rows === 0;
  return { id, version, title, summary, source, isUntaught, isTaught: isOwnPackId(id) };
}

async function remoteOffer(
  entry: PackIndexEntry,
  local: readonly Pack[],
  dependencies: PackDependencies,
): Fetched<LocalisedOffer> {
  const onDevice = local.find((pack) => pack.id === entry.id);
  const isCurrent = onDevice?.version === entry.version;
  if (onDevice !== undefined && (isCurrent || isTaught(onDevice))) return succeed(localOffer(onDevice));
  const offered = await downloadOffer(entry, dependencies);
  if (onDevice === undefined) return offered.ok ? offered : unusableOffer(entry, offered.fault);
  if (!offered.ok) return succeed(localOffer(onDevice));
  const { version, downloadBytes } = offered.value;
  return succeed({ ...localOffer(onDevice), update: { version, downloadBytes } });
}

async function downloadOffer(entry: PackIndexEntry, dependencies: PackDependencies): Fetched<LocalisedOffer> {
  const manifest = await fetchManifest(entry, dependencies);
  if (!manifest.ok) return manifest;
  const missing = await missingFiles(manifest.value, dependencies);
  if (!missing.ok) return missing;
  const downloadBytes = totalBytes(missing.value);
  return succeed({ ...describedBy(manifest.value.pack), onDevice: false, downloadBytes });
}

/** A pack with an invalid or newer description must not hide the others. Any other fault concerns the connection. */
function unusableOffer(entry: PackIndexEntry, fault: PackFetchFault): Result<LocalisedOffer, PackFetchFault> {
  return fault.kind === 'pack-fault' ? succeed({ ...namedOnly(entry), unusableBecause: fault.fault }) : fail(fault);
}

/** A pack of which only its entry in the index is known. */
function namedOnly({ id, version, title, untaught = false }: PackIndexEntry): LocalisedOffer {
  const offer = { id, version, title, summary: '', source: 'camera', onDevice: false, downloadBytes: 0 } as const;
  return { ...offer, isUntaught: untaught, isTaught: false };
}
