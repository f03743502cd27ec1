/**
 * The wire shapes of the intake API, shared by the app and the server; `docs/adr/0004-changes-blobs-receipts.md` says why
 * they are as they are. The server's OpenAPI document is made from these schemas.
 */
import * as v from 'valibot';
import { idSchema, sha256Schema } from '../domain/common-schemas';
import { parseReading } from '../domain/hybrid-clock';
import { blobRefSchema, recordSchema } from '../domain/record';
import type { TypeOf } from '../domain/schema-type';

/** Where the intake API lives on the server. */
export const intakePath = '/api/intake/v1';

/** The most bytes of one part of a blob: lost at most once when the network is cut. */
export const partBytes = 256 * 1024;

/** The most bytes of one change's text. */
export const changeLimitBytes = 256 * 1024;

const shortText = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200));

/** What a device says of itself when it registers. */
export const deviceRegistrationSchema = v.object({ deviceId: idSchema, name: shortText, location: shortText });
/** What it gets: `token` is shown this once. */
export const deviceTokenSchema = v.object({ deviceId: idSchema, token: v.pipe(v.string(), v.minLength(32)) });

export const blobsQuestionSchema = v.object({
  blobs: v.pipe(v.array(v.pick(blobRefSchema, ['sha256', 'bytes'])), v.maxLength(1000)),
});
/** What the server lacks, and how much of it has arrived. */
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

const changeEntries = {
  format: v.literal(1),
  changeId: idSchema,
  recordId: idSchema,
  at: readingSchema,
  /** The device on which the change was made. */
  author: idSchema,
  /** The blobs that travel with it: those of the record that the person lets go. */
  blobs: v.pipe(v.array(blobRefSchema), v.maxLength(20)),
};

/** One change of one record. */
export const changeSchema = v.variant('kind', [
  v.object({ kind: v.literal('saved'), ...changeEntries, record: recordSchema }),
  v.object({ kind: v.literal('edited'), ...changeEntries, record: recordSchema }),
  v.object({ kind: v.literal('deleted'), ...changeEntries }),
]);

/** The server's word that a change is kept. Only this lets a row leave the outbox. */
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

/** How every refusal of the intake looks: facts for the app, words for a person with curl. */
export const refusalSchema = v.object({ fault: intakeFaultSchema, error: v.string() });

/** What `queue.json` of an exported queue says. */
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
export type Change = TypeOf<typeof changeSchema>;
export type Receipt = v.InferOutput<typeof receiptSchema>;
export type IntakeFault = v.InferOutput<typeof intakeFaultSchema>;
export type QueueListing = v.InferOutput<typeof queueListingSchema>;
export type BlobsAnswer = v.InferOutput<typeof blobsAnswerSchema>;
export type PartAnswer = v.InferOutput<typeof partAnswerSchema>;

/** Parsers of what the server answers: the value, or undefined where it is something else. */
export const parseDeviceToken = parserOf(deviceTokenSchema);
export const parseBlobsAnswer = parserOf(blobsAnswerSchema);
export const parsePartAnswer = parserOf(partAnswerSchema);
export const parseReceipt = parserOf(receiptSchema);
export const parseRefusal = parserOf(refusalSchema);
/** Parsers of what a queue ZIP holds. */
export const parseChange = parserOf(changeSchema);
export const parseQueueListing = parserOf(queueListingSchema);

function parserOf<Schema extends v.GenericSchema>(schema: Schema) {
  return (value: unknown): v.InferOutput<Schema> | undefined => {
    const parsed = v.safeParse(schema, value);
    return parsed.success ? parsed.output : undefined;
  };
}
