/** Versions of the packs that a user owns: taught, imported from a file, or received from the office. */
import type { PackSigner } from './field-pack';
import type { LearningReport } from './learning-report';
import type { Pack } from './pack';

/** How a version came to this device. */
export type PackOrigin =
  | { readonly kind: 'taught' }
  | { readonly kind: 'renamed' }
  | { readonly kind: 'imported'; readonly signer: PackSigner }
  /** From corrections of verdicts. `basePackId`: the pack that the first of these versions was made from. */
  | { readonly kind: 'learned'; readonly basePackId: string; readonly report: LearningReport }
  /** Made of the ONNX file of another program. */
  | { readonly kind: 'model' };

/** One version on this device. */
export interface PackVersion {
  readonly pack: Pack;
  /** SHA-256 of its manifest. */
  readonly sha256: string;
  /** ISO 8601 in UTC. */
  readonly addedAt: string;
  readonly origin: PackOrigin;
  /** The version with which pictures are inspected. */
  readonly isActive: boolean;
  /** What deleting this version alone would free, in bytes. */
  readonly freesBytes: number;
}

/** A pack with its versions, the newest first. */
export interface OwnPack {
  readonly id: string;
  readonly versions: readonly PackVersion[];
}

/** The version of a new pack. */
export const firstVersion = '1.0.0';

/**
 * The next version of a pack that has or had the versions `used`: after the newest of them, so that no version number stands for
 * two packs. A new name changes the last number, new knowledge the middle one.
 */
export function nextVersion(used: readonly string[], change: 'name' | 'knowledge'): string {
  const newest = used.toSorted(compareVersions).at(-1);
  return newest === undefined ? firstVersion : versionAfter(newest, change);
}

function versionAfter(version: string, change: 'name' | 'knowledge'): string {
  const [major, minor, patch] = version.split('.').map(Number);
  if (major === undefined || minor === undefined || patch === undefined) throw new RangeError(`no version: ${version}`);
  return change === 'name' ? `${major}.${minor}.${patch + 1}` : `${major}.${minor + 1}.0`;
}

/** Negative where `a` is older than `b`. */
export function compareVersions(a: string, b: string): number {
  const theirs = b.split('.').map(Number);
  for (const [place, number] of a.split('.').map(Number).entries()) {
    const difference = number - (theirs[place] ?? Number.NaN);
    if (difference !== 0) return difference;
  }
  return 0;
}
