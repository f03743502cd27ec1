/** Makes a pack from a teaching and stores it. */
import type { TaughtIdentity } from '../domain/anomaly-teaching';
import type { PackBytes } from '../domain/loaded-pack';
import type { Pack } from '../domain/pack';
import { fail, succeed, type Result } from '../domain/result';
import type { Sha256 } from '../domain/sha256';
import { nextVersion } from '../domain/pack-version';
import { type Teaching, teachingSeed, type TeachPhase, type TeachPicture, teachPictureName } from '../domain/teaching';
import type { InspectorClient } from '../inspector/client';
import type { PictureToLearn } from '../inspector/teach-in';
import type { TeachFailure, TeachReport } from '../domain/teach-report';
import type { PackVersionRepository } from '../storage/pack-versions';
import type { PackRepository } from '../storage/packs';
import type { TeachingRepository } from '../storage/teachings';
import type { PackFetchFault } from './fetch-pack-file';
import type { PackService } from './pack-service';
import { networkSha256Of } from './look-at-pictures';
import { readTeachPicture } from './read-teach-picture';
import { runClassTeaching, type ClassRunDependencies } from './run-class-teaching';

export interface RunDependencies extends Omit<ClassRunDependencies, 'repository' | 'client'> {
  readonly repository: Pick<TeachingRepository, 'byId' | 'readFile' | 'looks' | 'putLooks'>;
  readonly client: Pick<InspectorClient, 'teach' | 'look' | 'train'>;
  readonly packs: Pick<PackService, 'installed' | 'install' | 'add'>;
  readonly packRepository: Pick<PackRepository, 'manifest'>;
  readonly packVersions: Pick<PackVersionRepository, 'usedVersions'>;
  readonly sha256: Sha256;
  readonly nowMs: () => number;
  /** Changes what is stored of a teaching, after the changes before it. */
  readonly edit: (id: string, patch: (teaching: Teaching) => Teaching) => Promise<unknown>;
}

/** Runs the teaching and stores its result, unless it was cancelled: then nothing changes. */
export async function runTeaching(id: string, dependencies: RunDependencies): Promise<void> {
  const { repository, signal, edit } = dependencies;
  const stored = await repository.byId(id);
  // It may have been cancelled while it waited.
  if (!stored.ok || stored.value?.teaching.state.phase !== 'teaching') return;
  const state = await teach(stored.value, dependencies);
  // The title may have been changed meanwhile.
  if (!signal.aborted) await edit(id, (latest) => (signal.aborted ? latest : { ...latest, state }));
}

interface Stored {
  readonly teaching: Teaching;
  readonly pictures: readonly TeachPicture[];
}

async function teach(stored: Stored, dependencies: RunDependencies): Promise<TeachPhase> {
  const { packs, signal } = dependencies;
  const base = await readyBase(stored.teaching.base.id, packs);
  if (!base.ok) return { phase: 'failed', fault: base.fault };
  const taught = await make(stored, base.value, dependencies);
  if (!taught.ok) return { phase: 'failed', fault: taught.fault };
  if (signal.aborted) return { phase: 'collecting' };
  const { bytes, report } = taught.value;
  const added = await packs.add(bytes);
  if (!added.ok) return { phase: 'failed', fault: notStored(added.fault) };
  const { id: packId, version } = added.value;
  return { phase: 'taught', packId, version, report };
}

interface Made {
  readonly bytes: PackBytes;
  readonly report: TeachReport;
}

async function make(
  { teaching, pictures }: Stored,
  base: Pack,
  dependencies: RunDependencies,
): Promise<Result<Made, TeachFailure>> {
  const identity = await identityOf(teaching, dependencies);
  if (teaching.kind === 'classes') {
    return runClassTeaching(
      { teaching, pictures, networkSha256: networkSha256Of(base), options: { identity, seed: teachingSeed } },
      dependencies,
    );
  }
  const { client, newId, signal, onProgress } = dependencies;
  const options = { identity, seed: teachingSeed, closeLook: teaching.options.closeLook };
  const toLearn = pictures.map((picture) => pictureToLearn(picture, dependencies));
  const request = { jobId: newId(), packId: teaching.base.id, options, pictures: toLearn };
  const taught = await client.teach(request, { signal, onProgress });
  if (!taught.ok) return taught;
  const { bytes, report, unused } = taught.value;
  return succeed({ bytes, report: { anomaly: report, unused } });
}

function notStored(fault: PackFetchFault): TeachFailure {
  return fault.kind === 'storage-fault' ? { kind: 'pack-not-stored', fault: fault.fault } : { kind: 'pack-not-stored' };
}

/** A base that is not on the device is fetched first. */
export async function readyBase(
  packId: string,
  packs: Pick<RunDependencies['packs'], 'installed' | 'install'>,
): Promise<Result<Pack, TeachFailure>> {
  const known = await packs.installed(packId);
  if (known !== undefined) return succeed(known);
  const installed = await packs.install(packId);
  return installed.ok ? installed : fail({ kind: 'no-base' });
}

async function identityOf({ packId, title }: Teaching, dependencies: RunDependencies): Promise<TaughtIdentity> {
  const { packs, packRepository, packVersions, sha256, nowMs } = dependencies;
  const before = await packs.installed(packId);
  const manifest = before && (await packRepository.manifest(packId));
  const used = await packVersions.usedVersions(packId);
  const previousSha256 =
    manifest?.ok === true && manifest.value !== undefined ? await sha256(manifest.value) : undefined;
  return {
    id: packId,
    // The version in use may be older than another.
    version: nextVersion(
      [...(used.ok ? used.value : []), ...(before === undefined ? [] : [before.version])],
      'knowledge',
    ),
    title,
    taughtAt: new Date(nowMs()).toISOString(),
    ...(previousSha256 !== undefined && { previousSha256 }),
  };
}

function pictureToLearn(picture: TeachPicture, { repository }: Pick<RunDependencies, 'repository'>): PictureToLearn {
  return {
    name: teachPictureName(picture),
    role: picture.label === 'faulty' ? 'faulty' : 'normal',
    read: () => readTeachPicture(picture, repository),
  };
}
