/** Keeps selections of inspections, so that the address of a report or an export can name them. */
import type { StorageFault } from '../domain/record';
import { succeed, type Result } from '../domain/result';
import type { Sha256 } from '../domain/sha256';
import type { SelectionRepository } from '../storage/selections';
import { orThrow } from './fault-error';

export interface SelectionServiceDependencies {
  readonly selections: SelectionRepository;
  readonly sha256: Sha256;
}

export type SelectionService = ReturnType<typeof createSelectionService>;

/** Digits of the hash in an address: enough that no two selections of a device share a name. */
const nameDigits = 16;

export function createSelectionService({ selections, sha256 }: SelectionServiceDependencies) {
  return {
    /** Keeps the ids and returns their name. The same ids have the same name: a report finds what was written for it before. */
    keep: async (ids: readonly string[]): Promise<Result<string, StorageFault>> => {
      const sorted = [...ids].sort().join(' ');
      const name = (await sha256(new TextEncoder().encode(sorted).buffer)).slice(0, nameDigits);
      const kept = await selections.keep(name, ids);
      return kept.ok ? succeed(name) : kept;
    },
    /** The ids of a selection; undefined where the device does not have it any more. Rejects with a `FaultError`. */
    read: async (name: string): Promise<readonly string[] | undefined> => orThrow(await selections.read(name)),
  };
}
