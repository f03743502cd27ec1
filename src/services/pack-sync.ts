/** Sends packs that this device taught to the office: each version once, as a signed file with a receipt. Loaded when it is needed. */
import { textIn } from '../domain/localised-text';
import type { PackOrigin } from '../domain/pack-version';
import type { Pack } from '../domain/pack';
import { classMeasuresOf } from '../domain/pack/class-measures';
import type { StorageFault } from '../domain/record';
import { succeed, type Result } from '../domain/result';
import type { Sha256 } from '../domain/sha256';
import { mostPackParts, packPartBytes, sharedPackId, type PackFigures, type SharedPack } from '../domain/shared-pack';
import type { TeachReport } from '../domain/teach-report';
import { isOwnPackId, type Teaching } from '../domain/teaching';
import type { NewBlob } from '../storage/blobs';
import type { PackVersionRepository, StoredVersion } from '../storage/pack-versions';
import type { PackRepository } from '../storage/packs';
import type { SharedItemRepository } from '../storage/shared-items';
import type { SyncSettings } from '../storage/sync-settings';
import type { PackLibrary } from './pack-library';
import { parseManifest } from './pack-source';

export interface PackSyncDependencies {
  readonly versions: Pick<PackVersionRepository, 'list'>;
  readonly packs: Pick<PackRepository, 'manifests'>;
  readonly library: Pick<PackLibrary, 'exportFile' | 'fingerprint'>;
  readonly items: Pick<SharedItemRepository, 'known' | 'addPack'>;
  readonly settings: Pick<SyncSettings, 'read'>;
  /** For the figures of a version. */
  readonly teachings: { list(): Promise<readonly Teaching[]> };
  readonly sha256: Sha256;
  /** The name that the signature states. */
  readonly signerName: () => string;
  /** ISO 8601 in UTC. */
  readonly now: () => string;
}

/** Queues every version made on this device that was not queued before. Returns how many were. */
export async function queuePacks(dependencies: PackSyncDependencies): Promise<Result<number, StorageFault>> {
  const { settings, versions } = dependencies;
  const read = await settings.read();
  if (!read.ok) return read;
  if (read.value.choices.packs === 'keep') return succeed(0);
  const stored = await versions.list();
  if (!stored.ok) return stored;
  const waiting = await unknownVersions(stored.value, dependencies);
  if (!waiting.ok) return waiting;
  let queued = 0;
  for (const version of waiting.value) {
    const added = await queueVersion(version, dependencies);
    if (!added.ok) return added;
    if (added.value) queued += 1;
  }
  return succeed(queued);
}

interface UnsentVersion {
  readonly pack: Pack;
  readonly manifestSha256: string;
}

async function unknownVersions(
  stored: readonly StoredVersion[],
  { items, sha256 }: PackSyncDependencies,
): Promise<Result<readonly UnsentVersion[], StorageFault>> {
  const own: UnsentVersion[] = [];
  for (const { id, manifest, origin } of stored) {
    if (!isOwnPackId(id) || !isMadeHere(origin)) continue;
    const parsed = parseManifest(manifest);
    if (parsed.ok) own.push({ pack: parsed.value, manifestSha256: await sha256(manifest) });
  }
  const known = await items.known(own.map(({ manifestSha256 }) => sharedPackId(manifestSha256)));
  if (!known.ok) return known;
  return succeed(own.filter(({ manifestSha256 }) => !known.value.has(sharedPackId(manifestSha256))));
}

/** A pack from a file or from the office is sent by the device that made it. */
function isMadeHere({ kind }: PackOrigin): boolean {
  return kind !== 'imported';
}

/** False where the version cannot be written, or has too many bytes: then it stays on the device. */
async function queueVersion(
  version: UnsentVersion,
  dependencies: PackSyncDependencies,
): Promise<Result<boolean, StorageFault>> {
  const { library, items, signerName, now } = dependencies;
  const { pack } = version;
  const signedAt = now();
  const fingerprint = await library.fingerprint();
  if (!fingerprint.ok) return fingerprint;
  const withNetwork = !(await hasOfficeNetwork(pack, dependencies));
  const name = signerName() || (await deviceName(dependencies));
  const file = await library.exportFile({ id: pack.id, version: pack.version, withNetwork, signerName: name });
  if (!file.ok) return file.fault.kind === 'storage-fault' ? { ok: false, fault: file.fault.fault } : succeed(false);
  const parts = await partsOf(file.value, dependencies.sha256);
  if (parts.length > mostPackParts) return succeed(false);
  const sha256 = await dependencies.sha256(await file.value.arrayBuffer());
  const shared: SharedPack = {
    ...aboutPack(version),
    figures: figuresOf(pack, reportOf(pack, await dependencies.teachings.list())),
    signer: { name, fingerprint: fingerprint.value, signedAt },
    file: {
      ...{ sha256, bytes: file.value.size },
      parts: parts.map(({ sha256, mime, bytes }) => ({ sha256, mime, bytes: bytes.byteLength })),
    },
  };
  const added = await items.addPack(shared, parts);
  return added.ok ? succeed(added.value === 'queued') : added;
}

/** The name under which the office knows this device. */
async function deviceName({ settings }: PackSyncDependencies): Promise<string> {
  const read = await settings.read();
  return read.ok && read.value.registration.phase !== 'none' ? read.value.registration.name : '';
}

/** Whether a pack of the app has the network: then every device and the office have it too. */
async function hasOfficeNetwork({ files, network }: Pack, { packs }: PackSyncDependencies): Promise<boolean> {
  const wanted = files[network.file]?.sha256;
  const manifests = await packs.manifests();
  const installed = manifests.ok ? manifests.value.map(parseManifest) : [];
  return installed.some(
    (each) =>
      each.ok && !isOwnPackId(each.value.id) && Object.values(each.value.files).some(({ sha256 }) => sha256 === wanted),
  );
}

async function partsOf(file: Blob, sha256: Sha256): Promise<readonly NewBlob[]> {
  const parts: NewBlob[] = [];
  for (let start = 0; start < file.size; start += packPartBytes) {
    const bytes = await file.slice(start, start + packPartBytes).arrayBuffer();
    parts.push({ sha256: await sha256(bytes), mime: 'application/zip', bytes });
  }
  return parts;
}

function aboutPack({ pack, manifestSha256 }: UnsentVersion): Omit<SharedPack, 'figures' | 'signer' | 'file' | 'offer'> {
  const { taught } = pack;
  const summary = textIn(pack.summary, 'en');
  return {
    id: sharedPackId(manifestSha256),
    packId: pack.id,
    version: pack.version,
    title: oneLine(textIn(pack.title, 'en'), pack.id),
    ...(summary !== '' && { summary }),
    manifestSha256,
    ...(taught && {
      taughtAt: taught.taughtAt,
      basePackId: taught.basePackId,
      baseVersion: taught.baseVersion,
      pictures: taught.pictures,
    }),
  };
}

function oneLine(title: string, otherwise: string): string {
  const line = title.replaceAll(/[\p{Cc}\p{Cs}\uFFFD]+/gu, ' ').trim();
  return line === '' ? otherwise : line;
}

/** The report of the teaching that made the version. */
function reportOf({ id, version }: Pack, teachings: readonly Teaching[]): TeachReport | undefined {
  for (const { state } of teachings) {
    if (state.phase === 'taught' && state.packId === id && state.version === version) return state.report;
  }
  return undefined;
}

function figuresOf(pack: Pack, report: TeachReport | undefined): PackFigures {
  const quality = report !== undefined && 'anomaly' in report ? report.anomaly.quality : undefined;
  const accuracy = accuracyOf(pack, report);
  const { falseAlarmRate, normals } = pack.anomaly?.calibration ?? {};
  return {
    ...(falseAlarmRate !== undefined && { falseAlarmRate }),
    ...(normals !== undefined && { normals }),
    ...(quality && { auroc: quality.auroc, f1: quality.f1 }),
    ...(accuracy !== undefined && { accuracy }),
  };
}

/** What the pack states; of packs of earlier versions what the teaching reported. */
function accuracyOf(pack: Pack, report: TeachReport | undefined): number | undefined {
  const reported = report !== undefined && 'classes' in report ? report.classes.accuracy : undefined;
  return classMeasuresOf(pack)?.accuracy ?? reported;
}
