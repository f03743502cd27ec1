/** What a `.fieldpack` file is, besides the pack in it: signature, limits, and why a file is refused. `docs/spec/pack-files.md`. */
import * as v from 'valibot';
import { sha256Schema, textLimit } from './common-schemas';
import type { PackBytes } from './loaded-pack';
import type { Pack, PackFault } from './pack';
import type { SchemaFault } from './parse-schema';
import type { Sha256 } from './sha256';
import type { TypeOf } from './schema-type';

const hexOf = (bytes: number) =>
  v.pipe(v.string(), v.regex(new RegExp(`^[0-9a-f]{${2 * bytes}}$`), `${2 * bytes} lower-case hexadecimal digits`));

/** `signature.json`. The signature is of `signedText`. */
export const packSignatureSchema = v.looseObject({
  format: v.literal(1),
  algorithm: v.literal('Ed25519'),
  publicKey: hexOf(32),
  manifestSha256: sha256Schema,
  signedAt: v.pipe(v.string(), v.isoTimestamp()),
  /** The name of the person or device, as typed there. The signature covers it, but nobody has checked it. */
  signer: v.pipe(v.string(), v.maxLength(textLimit), v.regex(/^[^\n]*$/, 'one line')),
  signature: hexOf(64),
});

export type PackSignature = TypeOf<typeof packSignatureSchema>;

/** The text that is signed, as UTF-8. Its first line prevents the use of a signature for another purpose. */
export function signedText(signature: Pick<PackSignature, 'manifestSha256' | 'signedAt' | 'signer'>): string {
  return ['fieldgrade-pack-1', signature.manifestSha256, signature.signedAt, signature.signer].join('\n');
}

/** Who signed a pack. The fingerprint identifies the key; the name is what the device states. */
export interface PackSigner {
  readonly fingerprint: string;
  readonly name: string;
  readonly signedAt: string;
}

/** The first 128 bits of the key's SHA-256 as eight groups of four digits, to compare by eye or telephone. */
export async function fingerprintOf(publicKey: Uint8Array<ArrayBuffer>, sha256: Sha256): Promise<string> {
  const digits = await sha256(new Uint8Array(publicKey).buffer);
  return (digits.slice(0, 32).match(/.{4}/g) ?? []).join(' ');
}

/** A pack that was read from a `.fieldpack` and verified. */
export interface FieldPack {
  readonly pack: Pack;
  readonly packSha256: string;
  readonly bytes: PackBytes;
  readonly signer: PackSigner;
  /** Names of the files that were not in the `.fieldpack`, because the receiver has them. */
  readonly present: readonly string[];
}

/** A file of the pack that is neither in the `.fieldpack` nor on the receiver. */
export interface AbsentFile {
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** Why a network is not accepted. */
export type NetworkFault =
  | { readonly kind: 'not-onnx' }
  | { readonly kind: 'control-flow'; readonly operator: string }
  | { readonly kind: 'external-data'; readonly tensor: string }
  | { readonly kind: 'unknown-operators'; readonly domain: string }
  /** The size that a constant states is not that of its numbers. */
  | { readonly kind: 'wrong-constant'; readonly tensor: string }
  /** A constant, or what an operator makes of one, would not fit into memory. */
  | { readonly kind: 'constant-too-large'; readonly tensor: string; readonly limit: number }
  | { readonly kind: 'not-finite'; readonly file: string };

/** Why a `.fieldpack` is refused. Nothing of it is stored. */
export type FieldPackFault =
  | NetworkFault
  | { readonly kind: 'not-a-field-pack' }
  | { readonly kind: 'too-many-entries'; readonly limit: number }
  | { readonly kind: 'unsafe-name' }
  | { readonly kind: 'duplicate-entry'; readonly name: string }
  | { readonly kind: 'entry-too-large'; readonly name: string; readonly limitBytes: number }
  | { readonly kind: 'compressed-too-much'; readonly name: string }
  | { readonly kind: 'damaged-entry'; readonly name: string }
  | { readonly kind: 'pack-too-large'; readonly bytes: number; readonly limitBytes: number }
  | { readonly kind: 'bank-too-large'; readonly numbers: number; readonly limit: number }
  | { readonly kind: 'unsigned' }
  | ({ readonly kind: 'bad-signature-field' } & SchemaFault)
  | { readonly kind: 'wrong-signature' }
  | { readonly kind: 'absent-files'; readonly files: readonly AbsentFile[]; readonly basePackId?: string }
  | { readonly kind: 'pack-fault'; readonly fault: PackFault };

/** What a pack in a `.fieldpack` may be. The shipped packs together are under 3 MB. */
export const fieldPackLimits = {
  entries: 64,
  manifestBytes: 2 ** 20,
  signatureBytes: 2 ** 14,
  /** A ResNet-50 in float32 has 100 MB. */
  fileBytes: 128 * 2 ** 20,
  /** Numbers in one constant of a network: those of the largest file, one byte each. */
  constantNumbers: 128 * 2 ** 20,
  totalBytes: 192 * 2 ** 20,
  /** Numbers in a memory bank: rows times columns. 10,000 rows of the widest recipe have a quarter of it. */
  bankNumbers: 16 * 2 ** 20,
} as const;
