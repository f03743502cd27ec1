/** The form of the earlier systems: pictures and a few plain fields. */
import { fail, succeed, type Result } from '../../src/domain/result';
import { parseMultipart, type MultipartFault, type Part } from './multipart';

/** One picture of the form. `fileName` is told back as it came and is never a path. */
export interface UploadedPicture {
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

/** Why a form is not what the endpoint takes. */
export type FormFault =
  | MultipartFault
  | { readonly kind: 'no-file'; readonly field: string }
  | { readonly kind: 'too-many-files'; readonly limit: number }
  | { readonly kind: 'bad-field'; readonly field: string; readonly wanted: string };

/** A form that was read. */
export interface PictureForm {
  /** At least one picture in the fields of these names, at most `limit`. */
  pictures(names: readonly string[], limit: number): Result<readonly UploadedPicture[], FormFault>;
  /** The text of a field, of the address where the form has none; undefined where it is absent or empty. */
  text(name: string): string | undefined;
}

/** Longer names and texts are cut: nothing the contracts know comes near. */
const textLimit = 255;

/** Reads the form in `body`. `query` are the parameters of the address, which some clients use for the plain fields. */
export function readPictureForm(
  body: Buffer,
  contentType: string | undefined,
  query: Readonly<Record<string, string>>,
): Result<PictureForm, FormFault> {
  const parts = parseMultipart(body, contentType);
  if (!parts.ok) return parts;
  return succeed({
    pictures: (names, limit) => picturesOf(parts.value, names, limit),
    text: (name) => textOf(parts.value, name) ?? nonEmpty(query[name]),
  });
}

function picturesOf(
  parts: readonly Part[],
  names: readonly string[],
  limit: number,
): Result<readonly UploadedPicture[], FormFault> {
  const pictures = parts.filter(({ name }) => names.includes(name)).flatMap(pictureOf);
  if (pictures.length === 0) return fail({ kind: 'no-file', field: names[0] ?? '' });
  return pictures.length > limit ? fail({ kind: 'too-many-files', limit }) : succeed(pictures);
}

/** A browser sends an empty part without a name where nobody chose a file. */
function pictureOf({ fileName = '', bytes }: Part): readonly UploadedPicture[] {
  return fileName === '' && bytes.length === 0 ? [] : [{ fileName: printable(fileName), bytes }];
}

/** Control characters (`Cc`) are of no use in a name that is told back. */
function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, '').slice(0, textLimit);
}

function textOf(parts: readonly Part[], name: string): string | undefined {
  const part = parts.find((each) => each.name === name && each.fileName === undefined);
  return part === undefined ? undefined : nonEmpty(Buffer.from(part.bytes.subarray(0, textLimit)).toString('utf8'));
}

function nonEmpty(text: string | undefined): string | undefined {
  const trimmed = text?.trim();
  return trimmed === '' ? undefined : trimmed;
}
