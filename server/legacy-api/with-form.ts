import type { Context } from 'hono';
import type { Result } from '../../src/domain/result';
import { readPictureForm, type PictureForm } from './picture-form';
import type { LegacyFault } from './legacy-refusal';
import type { Uploads } from './upload';

/** Reads the request's form and answers what `use` makes of it; the upload's memory is free again when `use` ends. */
export async function withForm<Value>(
  { req }: Context,
  uploads: Uploads,
  use: (form: PictureForm) => Promise<Result<Value, LegacyFault>>,
): Promise<Result<Value, LegacyFault>> {
  const read = await uploads.withBody(req.raw, async (body): Promise<Result<Value, LegacyFault>> => {
    const form = readPictureForm(body, req.header('content-type'), req.query());
    return form.ok ? use(form.value) : form;
  });
  return read.ok ? read.value : read;
}
