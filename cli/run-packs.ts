import { describePackFault } from '../src/domain/fault-text';
import { listPacks } from '../node-host/pack-folder';
import { align } from './table';

/** Lists the packs of a folder; resolves to the exit code. */
export async function runPacks(modelsFolder: string): Promise<number> {
  const packs = await listPacks(modelsFolder);
  const rows = packs.map((entry) =>
    'pack' in entry
      ? [entry.pack.id, entry.pack.version, entry.pack.title, entry.pack.summary]
      : [entry.folder, '', 'cannot be used', describePackFault(entry.fault).title],
  );
  process.stdout.write(`${align([['PACK', 'VERSION', 'TITLE', 'SUMMARY'], ...rows])}\n`);
  return packs.some((entry) => 'fault' in entry) ? 1 : 0;
}
