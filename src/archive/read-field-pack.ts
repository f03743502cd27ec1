/** Reads a `.fieldpack` from an untrusted source: everything is checked before anything of it is used. `docs/spec/pack-files.md`. */
import {
  fieldPackLimits,
  fingerprintOf,
  packSignatureSchema,
  signedText,
  type AbsentFile,
  type FieldPack,
  type FieldPackFault,
  type PackSignature,
  type PackSigner,
} from '../domain/field-pack';
import { parseJson } from '../domain/json';
import type { Pack } from '../domain/pack';
import { parsePackText } from '../domain/parse-pack';
import { parseSchema } from '../domain/parse-schema';
import { fail, succeed, type Result } from '../domain/result';
import type { Sha256 } from '../domain/sha256';
import { fromHex, type VerifySignature } from '../domain/signing';
import { fieldPackEntries } from './field-pack';
import { packContentFault, packSizeFault } from './pack-content';
import { openArchive, type Archive, type ArchiveFault, type ByteSource } from './read-archive';

/** What reading needs of the host. */
export interface ReadFieldPackTools {
  readonly sha256: Sha256;
  readonly verify: VerifySignature;
  /** A file that this host has, by its SHA-256. */
  readonly knownFile: (sha256: string) => Promise<ArrayBuffer | undefined>;
}

type Checked<Value> = Promise<Result<Value, FieldPackFault>>;

/** Most bytes of each entry by its name. */
type EntryLimits = Map<string, number>;

const fileEntry = /^files\/[0-9a-f]{64}$/;

/** The verified pack in `source`, or the first reason to refuse it. */
export async function readFieldPack(source: ByteSource, tools: ReadFieldPackTools): Checked<FieldPack> {
  const limits: EntryLimits = new Map([
    [fieldPackEntries.manifest, fieldPackLimits.manifestBytes],
    [fieldPackEntries.signature, fieldPackLimits.signatureBytes],
  ]);
  const opened = await openArchive(source, {
    entries: fieldPackLimits.entries,
    entryBytes: (name) => limits.get(name) ?? (fileEntry.test(name) ? fieldPackLimits.fileBytes : undefined),
  });
  if (!opened.ok) return fail(asFieldPackFault(opened.fault));
  const [repeated] = opened.value.repeated;
  if (repeated !== undefined) return fail({ kind: 'duplicate-entry', name: repeated });
  return readOpened(opened.value, limits, tools);
}

async function readOpened(archive: Archive, limits: EntryLimits, tools: ReadFieldPackTools): Checked<FieldPack> {
  const manifest = await readEntry(archive, fieldPackEntries.manifest, { kind: 'not-a-field-pack' });
  if (!manifest.ok) return manifest;
  const parsed = parsePackText(new TextDecoder().decode(manifest.value));
  if (!parsed.ok) return fail({ kind: 'pack-fault', fault: parsed.fault });
  const pack = parsed.value;
  const sizeFault = packSizeFault(pack);
  if (sizeFault !== undefined) return fail(sizeFault);
  // From here on no file inflates to more than the manifest states.
  for (const { sha256, bytes } of Object.values(pack.files)) limits.set(fieldPackEntries.file(sha256), bytes);
  const packSha256 = await tools.sha256(manifest.value.buffer);
  const signer = await readSigner(archive, packSha256, tools);
  if (!signer.ok) return signer;
  const files = await readFiles(archive, pack, tools);
  if (!files.ok) return files;
  const bytes = { manifest: manifest.value.buffer, files: files.value.bytesByName };
  const contentFault = packContentFault(pack, bytes.files);
  if (contentFault !== undefined) return fail(contentFault);
  return succeed({ pack, packSha256, bytes, signer: signer.value, present: files.value.present });
}

async function readSigner(archive: Archive, packSha256: string, tools: ReadFieldPackTools): Checked<PackSigner> {
  const read = await readEntry(archive, fieldPackEntries.signature, { kind: 'unsigned' });
  if (!read.ok) return read;
  const json = parseJson(new TextDecoder().decode(read.value));
  const parsed = parseSchema(packSignatureSchema, json.ok ? json.value : undefined);
  if (!parsed.ok) return fail({ kind: 'bad-signature-field', ...parsed.fault });
  const signature = parsed.value;
  if (!(await isGenuine(signature, packSha256, tools))) return fail({ kind: 'wrong-signature' });
  const fingerprint = await fingerprintOf(fromHex(signature.publicKey), tools.sha256);
  return succeed({ fingerprint, name: signature.signer, signedAt: signature.signedAt });
}

async function isGenuine(
  signature: PackSignature,
  packSha256: string,
  { verify }: ReadFieldPackTools,
): Promise<boolean> {
  if (signature.manifestSha256 !== packSha256) return false;
  return verify({
    publicKey: fromHex(signature.publicKey),
    signature: fromHex(signature.signature),
    message: new TextEncoder().encode(signedText(signature)),
  });
}

interface ReadFiles {
  readonly bytesByName: Readonly<Record<string, ArrayBuffer>>;
  readonly present: readonly string[];
}

async function readFiles(archive: Archive, pack: Pack, tools: ReadFieldPackTools): Checked<ReadFiles> {
  const bytesByName: Record<string, ArrayBuffer> = {};
  const present: string[] = [];
  const absent: AbsentFile[] = [];
  for (const [name, { sha256, bytes }] of Object.entries(pack.files)) {
    const wanted = { name, sha256, bytes };
    if (archive.names.includes(fieldPackEntries.file(sha256))) {
      const read = await readFile(archive, wanted, tools);
      if (!read.ok) return read;
      bytesByName[name] = read.value;
      continue;
    }
    const known = await tools.knownFile(sha256);
    if (known === undefined) {
      absent.push(wanted);
      continue;
    }
    bytesByName[name] = known;
    present.push(name);
  }
  return absent.length === 0 ? succeed({ bytesByName, present }) : fail({ kind: 'absent-files', files: absent });
}

async function readFile(archive: Archive, wanted: AbsentFile, { sha256 }: ReadFieldPackTools): Checked<ArrayBuffer> {
  const read = await readEntry(archive, fieldPackEntries.file(wanted.sha256), { kind: 'not-a-field-pack' });
  if (!read.ok) return read;
  const { name: file, bytes: wantedBytes } = wanted;
  const foundBytes = read.value.byteLength;
  if (foundBytes !== wantedBytes) {
    return fail({ kind: 'pack-fault', fault: { kind: 'wrong-size', file, wantedBytes, foundBytes } });
  }
  const hash = await sha256(read.value.buffer);
  return hash === wanted.sha256
    ? succeed(read.value.buffer)
    : fail({ kind: 'pack-fault', fault: { kind: 'wrong-hash', file } });
}

async function readEntry(archive: Archive, name: string, missing: FieldPackFault): Checked<Uint8Array<ArrayBuffer>> {
  const read = await archive.read(name);
  if (read.ok) return read;
  switch (read.fault.kind) {
    case 'missing':
      return fail(missing);
    case 'too-large':
      return fail({ kind: 'entry-too-large', name, limitBytes: read.fault.limitBytes });
    case 'ratio':
      return fail({ kind: 'compressed-too-much', name });
    case 'damaged':
      return fail({ kind: 'damaged-entry', name });
  }
}

function asFieldPackFault(fault: ArchiveFault): FieldPackFault {
  return fault.kind === 'not-a-zip' ? { kind: 'not-a-field-pack' } : fault;
}
