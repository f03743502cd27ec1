/** The first entry of an export ZIP: what the archive is, and the assets and jobs of its records. */
import * as v from 'valibot';
import { assetSchema } from './asset';
import { jobSchema } from './job';
import type { TypeOf } from './schema-type';

export const exportFormat = 'fieldgrade-export';

export const exportMarkSchema = v.looseObject({
  format: v.literal(exportFormat),
  version: v.literal(1),
  madeAt: v.pipe(v.string(), v.isoTimestamp()),
  items: v.array(
    v.variant('type', [
      v.object({ type: v.literal('asset'), value: assetSchema }),
      v.object({ type: v.literal('job'), value: jobSchema }),
    ]),
  ),
});

export type ExportMark = TypeOf<typeof exportMarkSchema>;
