/** Wire shapes of the intake that only some clients need: registration with a code, what is kept, and imports. */
import * as v from 'valibot';
import { idSchema, sha256Schema } from '../domain/common-schemas';
import { deviceRegistrationSchema, intakeFaultSchema, readingSchema, receiptSchema } from './intake';

/** The most bytes of an imported queue ZIP. */
export const importLimitBytes = 2 * 1024 ** 3;

/** A registration, with the code that the office gave out where the server wants one. */
export const registrationRequestSchema = v.object({
  ...deviceRegistrationSchema.entries,
  registrationCode: v.optional(v.pipe(v.string(), v.maxLength(200))),
});

const sequence = v.pipe(v.number(), v.safeInteger(), v.minValue(1));

/** A change that is kept, without its text. */
const keptChangeSchema = v.object({
  changeId: idSchema,
  recordId: idSchema,
  kind: v.picklist(['saved', 'edited', 'deleted']),
  at: readingSchema,
  author: idSchema,
  contentHash: sha256Schema,
  sequence,
  receivedAt: v.pipe(v.string(), v.isoTimestamp()),
});

/** Records by the change that counts; `next` is the `after` of the following page, absent on the last one. */
export const keptRecordsSchema = v.object({ records: v.array(keptChangeSchema), next: v.optional(sequence) });

/** One record: the change that counts, and every version in the order of their clocks. */
export const keptRecordSchema = v.object({ current: keptChangeSchema, versions: v.array(keptChangeSchema) });

/** What an import did: a change either has a receipt or a reason. */
export const importAnswerSchema = v.object({
  receipts: v.array(receiptSchema),
  refused: v.array(v.object({ changeId: v.string(), fault: intakeFaultSchema })),
});

export type RegistrationRequest = v.InferOutput<typeof registrationRequestSchema>;
export type KeptChange = v.InferOutput<typeof keptChangeSchema>;
export type KeptRecords = v.InferOutput<typeof keptRecordsSchema>;
export type KeptRecord = v.InferOutput<typeof keptRecordSchema>;
export type ImportAnswer = v.InferOutput<typeof importAnswerSchema>;
