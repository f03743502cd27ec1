import type { PackBytes } from '../domain/loaded-pack';
import type { Checkpoint, LoadFault } from '../domain/operation';
import type { BankFile, HeadSource, Pack, PackAnomaly, PackFault, PackFile, PackGrade } from '../domain/pack';
import { parsePackText } from '../domain/parse-pack';
import { gradeOutputs } from '../domain/grade-outputs';
import { fail, succeed, type Result } from '../domain/result';
import type { LinearHead } from '../learning/grade';
import { exampleRowsOf } from '../learning/defect-bank';
import { prepareBank, type MemoryBank, type Vectors } from '../learning/memory-bank';
import { halfToFloat32 } from '../math/half';
import type { EngineHost } from './engine-host';

/** A pack whose files were verified and decoded; its network is not open yet. */
export interface UnpackedPack {
  readonly pack: Pack;
  /** SHA-256 of the bytes of `pack.json`. */
  readonly packSha256: string;
  readonly networkSha256: string;
  readonly networkBytes: Uint8Array;
  /** RGB bytes of the golden picture, row after row. */
  readonly goldenRgb: Uint8Array;
  /** Absent without an anomaly part, and while the bank is empty. */
  readonly bank?: MemoryBank;
  /** Absent while the pack has learned no correction. */
  readonly examples?: ExampleBanks;
  readonly head?: LinearHead;
  /** Pictures that a classifier learned from; absent where the pack does not compare pictures with them. */
  readonly taught?: MemoryBank;
  /** Every file as it was read, for a pack that is made of this one. */
  readonly files: PackBytes['files'];
}

/** Rows that corrections added; each is absent without rows. */
export interface ExampleBanks {
  /** Rows of the bank that people called normal. */
  readonly normal?: MemoryBank;
  /** Rows of the defect bank. */
  readonly faults?: MemoryBank;
}

interface UnpackTools {
  readonly host: EngineHost;
  readonly checkpoint: Checkpoint;
}

/** Parses the manifest, verifies size and SHA-256 of every file, decodes memory bank and grade head. */
export async function unpack(bytes: PackBytes, tools: UnpackTools): Promise<Result<UnpackedPack, LoadFault>> {
  const { host } = tools;
  const parsed = parsePackText(host.decodeText(bytes.manifest));
  if (!parsed.ok) return parsed;
  const fault = await firstFault(parsed.value, bytes, tools);
  if (fault !== undefined) return fail(fault);
  return succeed(assemble(parsed.value, await host.sha256(bytes.manifest), bytes));
}

async function firstFault(
  pack: Pack,
  { files }: PackBytes,
  { host, checkpoint }: UnpackTools,
): Promise<LoadFault | undefined> {
  const entries = Object.entries(pack.files);
  for (const [done, [name, wanted]] of entries.entries()) {
    if (!(await checkpoint({ step: 'verify', done, total: entries.length }))) return { kind: 'cancelled' };
    const fault = await fileFault(name, wanted, files[name], host);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

async function fileFault(
  file: string,
  wanted: PackFile,
  found: ArrayBuffer | undefined,
  host: EngineHost,
): Promise<PackFault | undefined> {
  if (found === undefined) return { kind: 'missing-file', file };
  if (found.byteLength !== wanted.bytes) {
    return { kind: 'wrong-size', file, wantedBytes: wanted.bytes, foundBytes: found.byteLength };
  }
  return (await host.sha256(found)) === wanted.sha256 ? undefined : { kind: 'wrong-hash', file };
}

function assemble(pack: Pack, packSha256: string, { files }: PackBytes): UnpackedPack {
  const bytesOf = (name: string): ArrayBuffer => present(files[name], name);
  const { network, anomaly, grade, golden, preconditions = [] } = pack;
  const head = grade?.source.kind === 'head' ? readHead(grade, grade.source, bytesOf) : undefined;
  const asked = preconditions.find(({ measure }) => measure === 'taught-distance');
  return {
    pack,
    packSha256,
    networkSha256: present(pack.files[network.file], network.file).sha256,
    networkBytes: new Uint8Array(bytesOf(network.file)),
    goldenRgb: new Uint8Array(bytesOf(golden.picture.file)),
    files,
    ...(anomaly === undefined || anomaly.bank.rows === 0 ? {} : readBanks(anomaly, bytesOf)),
    ...(head && { head }),
    ...(head && asked?.measure === 'taught-distance' && { taught: readTaught(head, bytesOf(asked.file)) }),
  };
}

/** What a verified manifest refers to under `name`. Throws a RangeError if it is absent: the checks above have a bug. */
function present<Value>(value: Value | undefined, name: string): Value {
  if (value === undefined) throw new RangeError(`the pack has no file ${name}`);
  return value;
}

function readBanks({ bank, defects }: PackAnomaly, bytesOf: (name: string) => ArrayBuffer) {
  const known = readRows(bank, bytesOf(bank.file));
  const faults = defects && readRows({ ...bank, rows: defects.rows }, bytesOf(defects.file));
  const examples = exampleBanks(exampleRowsOf(known, bank.sources ?? []), faults);
  return { bank: prepareBank(known), ...(examples && { examples }) };
}

/** The rows in a file of a bank. */
export function readRows({ rows, columns, type }: Omit<BankFile, 'file'>, bytes: ArrayBuffer): Vectors {
  return { rows, columns, data: type === 'float16' ? halfToFloat32(bytes) : new Float32Array(bytes) };
}

/** Undefined without any row. */
export function exampleBanks(normal: Vectors, faults: Vectors | undefined): ExampleBanks | undefined {
  const hasFaults = faults !== undefined && faults.rows > 0;
  if (normal.rows === 0 && !hasFaults) return undefined;
  return {
    ...(normal.rows > 0 && { normal: prepareBank(normal) }),
    ...(hasFaults && { faults: prepareBank(faults) }),
  };
}

function readTaught({ columns }: LinearHead, bytes: ArrayBuffer): MemoryBank {
  return prepareBank(readRows({ rows: bytes.byteLength / (2 * columns), columns, type: 'float16' }, bytes));
}

function readHead(grade: PackGrade, source: HeadSource, bytesOf: (name: string) => ArrayBuffer): LinearHead {
  const outputs = gradeOutputs(grade);
  const data = new Float32Array(bytesOf(source.file));
  const columns = data.length / outputs - 1;
  const scaling = source.scaling === undefined ? undefined : new Float32Array(bytesOf(source.scaling));
  return {
    outputs,
    columns,
    data,
    ...(scaling && { scaling: { centre: scaling.subarray(0, columns), factor: scaling.subarray(columns) } }),
  };
}
