/** Checks of a pack from an untrusted source that need no network to run. */
import { fieldPackLimits, type FieldPackFault } from '../domain/field-pack';
import type { Pack, PackAnomaly } from '../domain/pack';
import { hasOnlyFinite } from '../math/finite-bytes';
import { networkFault } from '../onnx/check-network';

/** The sizes that the manifest states. Checked before a file is read. */
export function packSizeFault({ files, anomaly }: Pack): FieldPackFault | undefined {
  const sizes = Object.entries(files);
  const large = sizes.find(([, { bytes }]) => bytes > fieldPackLimits.fileBytes);
  if (large !== undefined) return { kind: 'entry-too-large', name: large[0], limitBytes: fieldPackLimits.fileBytes };
  const bytes = sizes.reduce((sum, [, file]) => sum + file.bytes, 0);
  if (bytes > fieldPackLimits.totalBytes) {
    return { kind: 'pack-too-large', bytes, limitBytes: fieldPackLimits.totalBytes };
  }
  const numbers = anomaly === undefined ? 0 : bankRows(anomaly) * anomaly.bank.columns;
  return numbers > fieldPackLimits.bankNumbers
    ? { kind: 'bank-too-large', numbers, limit: fieldPackLimits.bankNumbers }
    : undefined;
}

function bankRows({ bank, defects }: PackAnomaly): number {
  return defects === undefined ? bank.rows : bank.rows + defects.rows;
}

/** The content of the files, whose sizes and hashes are right. */
export function packContentFault(pack: Pack, files: Readonly<Record<string, ArrayBuffer>>): FieldPackFault | undefined {
  const notFinite = numberFiles(pack).find(({ file, type }) => !hasOnlyFinite(bytesOf(files, file), type));
  if (notFinite !== undefined) return { kind: 'not-finite', file: notFinite.file };
  return networkFault(pack.network.file, bytesOf(files, pack.network.file));
}

interface NumberFile {
  readonly file: string;
  readonly type: 'float32' | 'float16';
}

/** The files of the pack that are plain numbers. */
function numberFiles({ anomaly, grade, preconditions = [] }: Pack): readonly NumberFile[] {
  return [
    ...(anomaly === undefined ? [] : [anomaly.bank]),
    ...(anomaly?.defects === undefined ? [] : [{ file: anomaly.defects.file, type: anomaly.bank.type }]),
    ...(grade?.source.kind === 'head' ? headFiles(grade.source) : []),
    ...preconditions.flatMap((each) =>
      each.measure === 'taught-distance' ? [{ file: each.file, type: 'float16' as const }] : [],
    ),
  ];
}

function headFiles({ file, scaling }: { readonly file: string; readonly scaling?: string }): readonly NumberFile[] {
  return [file, scaling].flatMap((each) => (each === undefined ? [] : [{ file: each, type: 'float32' as const }]));
}

function bytesOf(files: Readonly<Record<string, ArrayBuffer>>, name: string): Uint8Array {
  const bytes = files[name];
  if (bytes === undefined) throw new RangeError(`the pack has no file ${name}`);
  return new Uint8Array(bytes);
}
