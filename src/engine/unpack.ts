import type { PackBytes } from '../domain/loaded-pack';
import type { BankFile, Pack, PackFault, PackFile, PackGrade } from '../domain/pack';
import { parsePackText } from '../domain/parse-pack';
import { fail, succeed, type Result } from '../domain/result';
import { gradeOutputs, type LinearHead } from '../learning/grade';
import { prepareBank, type MemoryBank } from '../learning/memory-bank';
import { halfToFloat32 } from '../math/half';
import type { EngineHost } from './ports';
import type { PackParts } from './ready-pack';

/** Parses the manifest, checks size and SHA-256 of every file, decodes bank and head. */
export async function unpack(bytes: PackBytes, host: EngineHost): Promise<Result<PackParts, PackFault>> {
  const parsed = parsePackText(host.decodeText(bytes.manifest));
  if (!parsed.ok) return parsed;
  const fault = await firstFileFault(parsed.value, bytes, host);
  if (fault !== undefined) return fail(fault);
  return succeed(assemble(parsed.value, await host.sha256(bytes.manifest), bytes));
}

async function firstFileFault(pack: Pack, { files }: PackBytes, host: EngineHost): Promise<PackFault | undefined> {
  for (const [name, wanted] of Object.entries(pack.files)) {
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

function assemble(pack: Pack, packSha256: string, { files }: PackBytes): PackParts {
  const bytesOf = (name: string): ArrayBuffer => present(files[name], name);
  const { network, anomaly, grade, golden } = pack;
  return {
    pack,
    packSha256,
    networkSha256: present(pack.files[network.file], network.file).sha256,
    networkBytes: new Uint8Array(bytesOf(network.file)),
    goldenRgb: new Uint8Array(bytesOf(golden.picture.file)),
    ...(anomaly === undefined || anomaly.bank.rows === 0 ? {} : { bank: readBank(anomaly.bank, bytesOf) }),
    ...(grade?.source.kind === 'head' ? { head: readHead(grade, bytesOf(grade.source.file)) } : {}),
  };
}

/** What a checked manifest refers to under `name`; its absence is a bug of the checks. */
function present<Value>(value: Value | undefined, name: string): Value {
  if (value === undefined) throw new RangeError(`the pack has no file ${name}`);
  return value;
}

function readBank({ file, rows, columns, type }: BankFile, bytesOf: (name: string) => ArrayBuffer): MemoryBank {
  const bytes = bytesOf(file);
  return prepareBank({ rows, columns, data: type === 'float16' ? halfToFloat32(bytes) : new Float32Array(bytes) });
}

function readHead(grade: PackGrade, bytes: ArrayBuffer): LinearHead {
  const classes = gradeOutputs(grade);
  return { classes, columns: bytes.byteLength / 4 / classes - 1, data: new Float32Array(bytes) };
}
