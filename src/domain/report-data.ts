/** The records inside of a report file, as JSON: what is needed to check the report again. */
import * as v from 'valibot';
import { textSchema } from './common-schemas';
import { recordSchema } from './record';
import type { TypeOf } from './schema-type';

/** Marks the document. */
export const reportDataFormat = 'fieldgrade-report';

export const reportDataSchema = v.looseObject({
  format: v.literal(reportDataFormat),
  version: v.literal(1),
  madeAt: v.pipe(v.string(), v.isoTimestamp()),
  appBuild: textSchema,
  client: textSchema,
  site: textSchema,
  inspector: textSchema,
  summary: textSchema,
  records: v.array(recordSchema),
});

export type ReportData = TypeOf<typeof reportDataSchema>;
