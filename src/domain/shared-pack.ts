/** A version of a taught pack as the office and its devices know it: what it is and who made it, without its content. */
import * as v from 'valibot';
import { blobRefSchema } from './blob-ref';
import { idSchema, lineSchema, nameSchema, sha256Schema, shareSchema, sizeSchema, textSchema } from './common-schemas';
import type { TypeOf } from './schema-type';

/** Blobs of one change. */
export const mostPackParts = 20;

/** The bytes of one part of a pack file: the blobs of a pack are small enough to be sent again. */
export const packPartBytes = 8 * 1024 * 1024;

const timeSchema = v.pipe(v.string(), v.isoTimestamp());
const countSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** What was measured when it was taught; what does not apply is absent. */
const packFiguresSchema = v.looseObject({
  /** At most this share of normal pictures is called anomalous, stated from so many of them. */
  falseAlarmRate: v.exactOptional(shareSchema),
  normals: v.exactOptional(countSchema),
  auroc: v.exactOptional(shareSchema),
  f1: v.exactOptional(shareSchema),
  /** Share of pictures whose class was found, by a classifier that had not learned from them. */
  accuracy: v.exactOptional(shareSchema),
});

/** Unknown fields are kept. */
export const sharedPackSchema = v.looseObject({
  /** From the hash of the manifest: the same version has the same id on every device. */
  id: idSchema,
  packId: v.pipe(v.string(), v.regex(/^taught-[0-9a-f]{8}$/, 'the id of a taught pack')),
  version: v.pipe(v.string(), v.regex(/^\d{1,9}\.\d{1,9}\.\d{1,9}$/, 'a version such as 1.0.0')),
  title: lineSchema,
  summary: v.exactOptional(textSchema),
  manifestSha256: sha256Schema,
  taughtAt: v.exactOptional(timeSchema),
  basePackId: v.exactOptional(nameSchema),
  baseVersion: v.exactOptional(nameSchema),
  /** Pictures of each role or class. */
  pictures: v.exactOptional(v.record(nameSchema, countSchema)),
  figures: packFiguresSchema,
  /** As the device states it; the signature in the file is checked before the pack is released, and again when it is installed. */
  signer: v.looseObject({ name: v.pipe(v.string(), v.maxLength(4000)), fingerprint: nameSchema, signedAt: timeSchema }),
  /** The `.fieldpack`: its parts one after another. */
  file: v.looseObject({
    sha256: sha256Schema,
    bytes: sizeSchema,
    parts: v.pipe(v.array(blobRefSchema), v.minLength(1), v.maxLength(mostPackParts)),
  }),
  /** Set by the office while it offers the pack to its devices. */
  offer: v.exactOptional(v.looseObject({ releasedAt: timeSchema, by: nameSchema })),
});

export type SharedPack = TypeOf<typeof sharedPackSchema>;
export type PackFigures = SharedPack['figures'];

/** The id of a version: a UUID of version 8 (RFC 9562) from the hash of its manifest. */
export function sharedPackId(manifestSha256: string): string {
  const digits = manifestSha256.slice(0, 32);
  const [a, b, c, d, e] = [
    digits.slice(0, 8),
    digits.slice(8, 12),
    digits.slice(13, 16),
    digits.slice(17, 20),
    digits.slice(20),
  ];
  return `${a}-${b}-8${c}-8${d}-${e}`;
}
