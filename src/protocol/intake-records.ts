/** Messages of the intake that only some clients need: registration with a code, stored records, and imports. */
import * as v from 'valibot';
import { idSchema, sha256Schema } from '../domain/common-schemas';
import { deviceRegistrationSchema, intakeFaultSchema, readingSchema, receiptSchema } from './intake';

/** The most bytes of an imported queue ZIP. */
export const importLimitBytes = 2 * 1024 ** 3;

/** A registration, with the office's code if the server requires one. */
export const registrationRequestSchema = v.object({
  ...deviceRegistrationSchema.entries,
  registrationCode: v.optional(v.pipe(v.string(), v.maxLength(200))),
});

const sequence = v.pipe(v.number(), v.safeInteger(), v.minValue(1));

/** A stored change, without its text. */
const storedChangeSchema = v.object({
  changeId: idSchema,
  recordId: idSchema,
  kind: v.picklist(['saved', 'edited', 'deleted']),
  at: readingSchema,
  author: idSchema,
  contentHash: sha256Schema,
  sequence,
  receivedAt: v.pipe(v.string(), v.isoTimestamp()),
});

/** Records with their newest change; `next` is the `after` of the following page, absent on the last one. */
export const storedRecordsSchema = v.object({ records: v.array(storedChangeSchema), next: v.optional(sequence) });

/** One record: its newest change, and every version in the order of their clocks. */
export const storedRecordSchema = v.object({ current: storedChangeSchema, versions: v.array(storedChangeSchema) });

/** The result of an import: each change has a receipt or a fault. */
export const importAnswerSchema = v.object({
  receipts: v.array(receiptSchema),
  refused: v.array(v.object({ changeId: v.string(), fault: intakeFaultSchema })),
});

export type RegistrationRequest = v.InferOutput<typeof registrationRequestSchema>;
export type StoredChange = v.InferOutput<typeof storedChangeSchema>;
export type StoredRecords = v.InferOutput<typeof storedRecordsSchema>;
export type StoredRecord = v.InferOutput<typeof storedRecordSchema>;
export type ImportAnswer = v.InferOutput<typeof importAnswerSchema>;
