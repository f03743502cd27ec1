/**
 * The messages of the intake API, shared by app and server; the reasons are in `docs/adr/0004-changes-blobs-receipts.md`.
 * The server's OpenAPI document is generated from these schemas.
 */
import * as v from 'valibot';
import { idSchema, lineSchema, sha256Schema } from '../domain/common-schemas';
import { parseReading } from '../domain/hybrid-clock';
import { blobRefSchema } from '../domain/blob-ref';

/** Where the intake API lives on the server. */
export const intakePath = '/api/intake/v1';

/** The most bytes of one part of a blob: at most so many are sent again after an interruption. */
export const partBytes = 256 * 1024;

/** The request of a device that registers. */
export const deviceRegistrationSchema = v.object({ deviceId: idSchema, name: lineSchema, location: lineSchema });
/** The answer. The server shows `token` only this once. */
export const deviceTokenSchema = v.object({ deviceId: idSchema, token: v.pipe(v.string(), v.minLength(32)) });

export const blobsQuestionSchema = v.object({
  blobs: v.pipe(v.array(v.pick(blobRefSchema, ['sha256', 'bytes'])), v.maxLength(1000)),
});
/** The blobs that the server lacks, and how much of each it has received. */
export const blobsAnswerSchema = v.object({
  missing: v.array(
    v.object({ sha256: sha256Schema, receivedBytes: v.pipe(v.number(), v.safeInteger(), v.minValue(0)) }),
  ),
});
export const partAnswerSchema = v.object({
  sha256: sha256Schema,
  receivedBytes: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  isWhole: v.boolean(),
});

/** A hybrid logical clock reading as text. */
export const readingSchema = v.pipe(
  v.string(),
  v.maxLength(100),
  v.check((text) => parseReading(text) !== undefined, 'a hybrid clock reading'),
);

/** The server's answer that a change is stored. Only a receipt removes a change from the outbox. */
export const receiptSchema = v.object({
  changeId: idSchema,
  /** SHA-256 of the change's text as it arrived. */
  contentHash: sha256Schema,
  sequence: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  receivedAt: v.pipe(v.string(), v.isoTimestamp()),
  serverClock: readingSchema,
});

/** Why the intake refused. */
export const intakeFaultSchema = v.variant('kind', [
  v.object({ kind: v.literal('not-valid'), at: v.string(), wanted: v.string() }),
  v.object({ kind: v.literal('too-large'), limitBytes: v.number() }),
  v.object({ kind: v.literal('encoded-body'), encoding: v.string() }),
  v.object({ kind: v.literal('no-token') }),
  v.object({ kind: v.literal('token-revoked') }),
  v.object({ kind: v.literal('not-allowed') }),
  v.object({ kind: v.literal('not-found') }),
  v.object({ kind: v.literal('already-registered') }),
  v.object({ kind: v.literal('wrong-offset'), receivedBytes: v.number() }),
  v.object({ kind: v.literal('wrong-hash'), found: sha256Schema }),
  v.object({ kind: v.literal('not-what-it-says'), mime: v.string(), found: v.string() }),
  v.object({ kind: v.literal('blobs-missing'), missing: blobsAnswerSchema.entries.missing }),
  v.object({ kind: v.literal('other-content'), contentHash: sha256Schema }),
  v.object({ kind: v.literal('not-yours') }),
  v.object({ kind: v.literal('too-many-requests'), retryAfterS: v.number() }),
  v.object({ kind: v.literal('storage-full') }),
  v.object({ kind: v.literal('unavailable') }),
]);

/** Every refusal of the intake: `fault` for programs, `error` for people. */
export const refusalSchema = v.object({ fault: intakeFaultSchema, error: v.string() });

/** The content of `queue.json` in a queue ZIP. */
export const queueListingSchema = v.object({
  format: v.literal(1),
  device: idSchema,
  exportedAt: v.pipe(v.string(), v.isoTimestamp()),
  changes: v.pipe(
    v.array(v.object({ changeId: idSchema, contentHash: sha256Schema, blobs: v.array(blobRefSchema) })),
    v.maxLength(100_000),
  ),
});

export type DeviceRegistration = v.InferOutput<typeof deviceRegistrationSchema>;
export type DeviceToken = v.InferOutput<typeof deviceTokenSchema>;
export type Receipt = v.InferOutput<typeof receiptSchema>;
export type IntakeFault = v.InferOutput<typeof intakeFaultSchema>;
export type QueueListing = v.InferOutput<typeof queueListingSchema>;
export type BlobsAnswer = v.InferOutput<typeof blobsAnswerSchema>;
export type PartAnswer = v.InferOutput<typeof partAnswerSchema>;

/** Parsers of the server's answers: the value, or undefined if it has another form. */
export const parseDeviceToken = parserOf(deviceTokenSchema);
export const parseBlobsAnswer = parserOf(blobsAnswerSchema);
export const parsePartAnswer = parserOf(partAnswerSchema);
export const parseReceipt = parserOf(receiptSchema);
export const parseRefusal = parserOf(refusalSchema);
/** Parses the content of `queue.json`. */
export const parseQueueListing = parserOf(queueListingSchema);

/** A parser that returns undefined where the value has another form. */
export function parserOf<Schema extends v.GenericSchema>(schema: Schema) {
  return (value: unknown): v.InferOutput<Schema> | undefined => {
    const parsed = v.safeParse(schema, value);
    return parsed.success ? parsed.output : undefined;
  };
}
