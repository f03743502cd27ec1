/** The assets of this device: created here, received from the office, or imported. */
import { compareAssets, type Asset, type AssetDraft } from '../domain/asset';
import type { FileFault } from '../domain/file-fault';
import type { StorageFault } from '../domain/record';
import { succeed, type Result } from '../domain/result';
import type { AssetTable, CsvFault } from '../export/asset-csv';
import { checkReadable } from '../platform/read-file';
import { orThrow } from './fault-error';
import type { SharedItem } from '../domain/shared-item';
import type { SharedItems } from './shared-items';

export interface AssetServiceDependencies {
  readonly items: SharedItems;
  readonly newId: () => string;
}

export type AssetService = ReturnType<typeof createAssetService>;

/** Reads reject with a `FaultError`; writes return their fault. Each write is one change for the office. */
export function createAssetService({ items, newId }: AssetServiceDependencies) {
  const addAll = async (drafts: readonly AssetDraft[]): Promise<Result<readonly Asset[], StorageFault>> => {
    const assets = drafts.map((draft): Asset => ({ ...draft, id: newId() }));
    const saved = await items.save(assets.map((value) => ({ type: 'asset', value })));
    return saved.ok ? succeed(assets) : saved;
  };
  return {
    /** Calls back after each change of an asset or job; returns the function that ends this. */
    subscribe: items.subscribe,
    /** Every asset, by number. */
    list: async (): Promise<readonly Asset[]> =>
      orThrow(await items.list('asset'))
        .flatMap((item) => (item.type === 'asset' ? [item.value] : []))
        .sort(compareAssets),
    byId: async (id: string): Promise<Asset | undefined> => {
      const item = orThrow(await items.byId(id));
      return item?.type === 'asset' ? item.value : undefined;
    },
    /** Creates one asset. */
    add: async (draft: AssetDraft): Promise<Result<Asset, StorageFault>> => {
      const added = await addAll([draft]);
      if (!added.ok) return added;
      const [asset] = added.value;
      if (asset === undefined) throw new Error('one draft makes one asset');
      return succeed(asset);
    },
    /** The assets that a CSV file describes. */
    readCsv: async (file: Blob): Promise<Result<AssetTable, CsvFault | FileFault>> => {
      const readable = await checkReadable(file);
      if (!readable.ok) return readable;
      const { readAssetCsv } = await import('../export/asset-csv');
      return readAssetCsv(await file.text());
    },
    /** Creates many assets in one transaction. */
    addAll,
    /** Replaces an asset by `asset`; does nothing where it was deleted. */
    edit: (asset: Asset): Promise<Result<unknown, StorageFault>> =>
      items.edit(asset.id, () => ({ type: 'asset', value: asset })),
    /** Saves the assets and jobs of an export that are not here. Those that are here stay as they are. */
    restore: async (found: readonly SharedItem[]): Promise<Result<unknown, StorageFault>> => {
      const known = await Promise.all(found.map(async ({ value }) => orThrow(await items.byId(value.id))));
      const absent = found.filter((_, index) => known[index] === undefined);
      return absent.length === 0 ? succeed(undefined) : items.save(absent);
    },
    /** Deletes an asset. Its pictures stay, without an asset. */
    remove: (id: string): Promise<Result<void, StorageFault>> => items.remove(id),
  };
}

export type { AssetTable, CsvFault } from '../export/asset-csv';
