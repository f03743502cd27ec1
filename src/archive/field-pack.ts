/** Writes a `.fieldpack`: a ZIP with the manifest, its signature, and the files under their SHA-256. `docs/spec/pack-files.md`. */
import { signedText, type PackSignature } from '../domain/field-pack';
import type { PackBytes } from '../domain/loaded-pack';
import type { Pack, PackFault } from '../domain/pack';
import { parsePackText } from '../domain/parse-pack';
import { fail, succeed, type Result } from '../domain/result';
import { toHex, type Sha256 } from '../domain/sha256';
import type { Signer } from '../domain/signing';
import { readAll } from './byte-stream';
import { archiveStream, type ArchiveEntry } from './write-archive';

/** Names in the ZIP. */
export const fieldPackEntries = {
  manifest: 'pack.json',
  signature: 'signature.json',
  file: (sha256: string) => `files/${sha256}`,
} as const;

/** What writing needs. `signedAt` is ISO 8601. */
export interface FieldPackTools {
  readonly sha256: Sha256;
  readonly signer: Signer;
  readonly signerName: string;
  readonly signedAt: string;
  /** SHA-256 of files that the receiver has: usually the network of a shipped pack. */
  readonly leaveOut?: ReadonlySet<string>;
}

/** The ZIP states no times, so that the same pack, key and signing time give the same bytes. */
const entryTime = new Date(315_619_200_000);

/** The `.fieldpack` of a pack. Fails where the manifest is not a pack or a file is missing. */
export async function writeFieldPack(
  bytes: PackBytes,
  tools: FieldPackTools,
): Promise<Result<Uint8Array<ArrayBuffer>, PackFault>> {
  const parsed = parsePackText(new TextDecoder().decode(bytes.manifest));
  if (!parsed.ok) return parsed;
  const missing = Object.keys(parsed.value.files).find((name) => bytes.files[name] === undefined);
  if (missing !== undefined) return fail({ kind: 'missing-file', file: missing });
  const signature = await sign(bytes.manifest, tools);
  const stream = archiveStream(entriesOf(parsed.value, bytes, signature, tools.leaveOut ?? new Set()));
  return succeed(await readAll(stream));
}

async function sign(manifest: ArrayBuffer, tools: FieldPackTools): Promise<PackSignature> {
  const { signer, signerName, signedAt } = tools;
  const stated = { manifestSha256: await tools.sha256(manifest), signedAt, signer: oneLine(signerName) };
  const signature = await signer.sign(new TextEncoder().encode(signedText(stated)));
  return {
    format: 1,
    algorithm: 'Ed25519',
    publicKey: toHex(new Uint8Array(signer.publicKey).buffer),
    ...stated,
    signature: toHex(new Uint8Array(signature).buffer),
  };
}

function oneLine(name: string): string {
  return name.replaceAll(/\s+/g, ' ').trim().slice(0, 200);
}

async function* entriesOf(
  pack: Pack,
  { manifest, files }: PackBytes,
  signature: PackSignature,
  leaveOut: ReadonlySet<string>,
): AsyncGenerator<ArchiveEntry> {
  yield await Promise.resolve(entry(fieldPackEntries.manifest, new Uint8Array(manifest)));
  yield entry(fieldPackEntries.signature, JSON.stringify(signature));
  const written = new Set(leaveOut);
  for (const [name, { sha256 }] of Object.entries(pack.files)) {
    const content = files[name];
    if (written.has(sha256) || content === undefined) continue;
    written.add(sha256);
    yield entry(fieldPackEntries.file(sha256), new Uint8Array(content));
  }
}

function entry(name: string, content: string | Uint8Array): ArchiveEntry {
  return { name, modifiedAt: entryTime, packing: 'deflated', content };
}
