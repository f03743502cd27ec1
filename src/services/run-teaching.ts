/** Makes a pack of a teaching and stores it. */
import type { AnomalyTeachOptions } from '../domain/anomaly-teaching';
import type { Progress } from '../domain/operation';
import { fail, succeed, type Result } from '../domain/result';
import type { Sha256 } from '../domain/sha256';
import { lessonName, nextVersion, type TeachPhase, type TeachPicture, type Teaching } from '../domain/teaching';
import type { InspectorClient } from '../inspector/client';
import type { Lesson } from '../inspector/teach-in';
import type { TeachFailure } from '../domain/teach-report';
import type { PackRepository } from '../storage/packs';
import type { TeachingRepository } from '../storage/teachings';
import type { PackFetchFault } from './fetch-pack-file';
import type { PackService } from './pack-service';

export interface RunDependencies {
  readonly repository: Pick<TeachingRepository, 'byId' | 'put' | 'readFile'>;
  readonly client: Pick<InspectorClient, 'teach'>;
  readonly packs: Pick<PackService, 'installed' | 'install' | 'add'>;
  readonly packRepository: Pick<PackRepository, 'manifest'>;
  readonly sha256: Sha256;
  readonly newId: () => string;
  readonly nowMs: () => number;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

/** The same seed and pictures give the same pack. */
const seed = 1;

/** Runs the teaching and stores what became of it, unless it was cancelled: then nothing changes. */
export async function runTeaching(id: string, dependencies: RunDependencies): Promise<void> {
  const { repository, signal } = dependencies;
  const stored = await repository.byId(id);
  // It may have been cancelled while it waited.
  if (!stored.ok || stored.value?.teaching.state.phase !== 'teaching') return;
  const state = await teach(stored.value, dependencies);
  if (signal.aborted) return;
  // The title may have been changed meanwhile.
  const latest = await repository.byId(id);
  if (latest.ok && latest.value !== undefined) await repository.put({ ...latest.value.teaching, state });
}

interface Stored {
  readonly teaching: Teaching;
  readonly pictures: readonly TeachPicture[];
}

async function teach({ teaching, pictures }: Stored, dependencies: RunDependencies): Promise<TeachPhase> {
  const { client, packs, newId, signal, onProgress } = dependencies;
  const base = await readyBase(teaching.base.id, packs);
  if (!base.ok) return { phase: 'failed', fault: base.fault };
  const options = await optionsOf(teaching, dependencies);
  const lessons = pictures.map((picture) => lessonOf(picture, dependencies));
  const taught = await client.teach(
    { jobId: newId(), packId: teaching.base.id, options, lessons },
    { signal, onProgress },
  );
  if (!taught.ok) return { phase: 'failed', fault: taught.fault };
  const { bytes, report, unused } = taught.value;
  if (signal.aborted) return { phase: 'collecting' };
  const added = await packs.add(bytes);
  if (!added.ok) return { phase: 'failed', fault: notStored(added.fault) };
  const { id: packId, version } = added.value;
  return { phase: 'taught', packId, version, report: { anomaly: report, unused } };
}

function notStored(fault: PackFetchFault): TeachFailure {
  return fault.kind === 'storage-fault' ? { kind: 'pack-not-stored', fault: fault.fault } : { kind: 'pack-not-stored' };
}

/** A base that is not on the device is fetched first. */
async function readyBase(packId: string, packs: RunDependencies['packs']): Promise<Result<void, TeachFailure>> {
  if ((await packs.installed(packId)) !== undefined) return succeed(undefined);
  const installed = await packs.install(packId);
  return installed.ok ? succeed(undefined) : fail({ kind: 'no-base' });
}

async function optionsOf(
  { packId, title, options: { closeLook } }: Teaching,
  { packs, packRepository, sha256, nowMs }: RunDependencies,
): Promise<AnomalyTeachOptions> {
  const before = await packs.installed(packId);
  const manifest = before && (await packRepository.manifest(packId));
  const previousSha256 =
    manifest?.ok === true && manifest.value !== undefined ? await sha256(manifest.value) : undefined;
  return {
    seed,
    closeLook,
    identity: {
      id: packId,
      version: before === undefined ? '1.0.0' : nextVersion(before.version),
      title,
      taughtAt: new Date(nowMs()).toISOString(),
      ...(previousSha256 !== undefined && { previousSha256 }),
    },
  };
}

function lessonOf(picture: TeachPicture, { repository }: Pick<RunDependencies, 'repository'>): Lesson {
  return {
    name: lessonName(picture),
    role: picture.label,
    read: async () => {
      const read = await repository.readFile(picture);
      if (!read.ok) return fail({ kind: 'file-unreadable', detail: read.fault.kind });
      return read.value === undefined ? fail({ kind: 'file-missing' }) : succeed(read.value);
    },
  };
}
