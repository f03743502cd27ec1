/** The forms of the legacy API: pictures and a few text fields. Large parts are spooled to files. */
import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, writeFile, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Context } from 'hono';
import { fail, succeed, type Result } from '../../src/domain/result';
import { decodeUtf8 } from '../http/decode-json';
import type { FormFault, LegacyFault } from './legacy-fault';
import { createMultipartParser, type MultipartEvent, type MultipartFault } from './multipart';
import type { BodyChunks, Uploads } from './upload';

/** One picture of the form. `fileName` is repeated in the answer unchanged, and is never a path. */
export interface UploadedPicture {
  readonly fileName: string;
  /** Reads the bytes, for one picture at a time. */
  readonly read: () => Promise<Uint8Array>;
}

/** A file of the form that is not a picture. */
interface UploadedArchive {
  readonly fileName: string;
  /** Moves the file to a path of the same file system. */
  readonly moveTo: (path: string) => Promise<void>;
}

/** A form that was read. */
export interface LegacyForm {
  /** At least one picture in the fields of these names, at most `limit`. */
  pictures(names: readonly string[], limit: number): Result<readonly UploadedPicture[], FormFault>;
  /** The pictures in the fields of these names, which may be none, at most `limit`. */
  optionalPictures(names: readonly string[], limit: number): Result<readonly UploadedPicture[], FormFault>;
  /** The only file of the form, in whatever field. */
  archive(): Result<UploadedArchive, FormFault>;
  /**
   * The text of an option: a field, with or without a file name, or a query parameter. Undefined where it is absent, empty where it
   * is not readable as text. A fault where it is sent twice with different values.
   */
  option(name: string): Result<string | undefined, FormFault>;
}

/** What reading a form needs. */
export interface FormDependencies {
  readonly uploads: Uploads;
  /** Folder of the parts that are too large for memory. */
  readonly spoolDir: string;
}

/** Reads the form of the request and calls `use` with it. Memory and files of the upload are free again when `use` ends. */
export async function withForm<Value>(
  { req }: Context,
  { uploads, spoolDir }: FormDependencies,
  use: (form: LegacyForm) => Promise<Result<Value, LegacyFault>>,
): Promise<Result<Value, LegacyFault>> {
  const read = await uploads.withBody(req.raw, async (body): Promise<Result<Value, LegacyFault>> => {
    const parts: StoredPart[] = [];
    try {
      const fault = await readParts(body, req.header('content-type'), parts, spoolDir);
      return fault === undefined ? await use(formOf(parts, (name) => req.queries(name) ?? [])) : fail(fault);
    } finally {
      for (const part of parts) await part.remove();
    }
  });
  return read.ok ? read.value : read;
}

/** After a fault the rest of the body is still read: a connection that is closed in the middle would cost the client its answer. */
async function readParts(
  body: BodyChunks,
  contentType: string | undefined,
  parts: StoredPart[],
  spoolDir: string,
): Promise<MultipartFault | undefined> {
  const parser = createMultipartParser(contentType);
  let fault = parser.ok ? undefined : parser.fault;
  for await (const chunk of body) {
    if (!parser.ok || fault !== undefined) continue;
    const events = parser.value.push(chunk);
    if (events.ok) await storeEvents(events.value, parts, spoolDir);
    else fault = events.fault;
  }
  for (const part of parts) await part.close();
  if (!parser.ok || fault !== undefined) return fault;
  const end = parser.value.finish();
  return end.ok ? undefined : end.fault;
}

async function storeEvents(events: readonly MultipartEvent[], parts: StoredPart[], spoolDir: string): Promise<void> {
  for (const event of events) {
    if (event.kind === 'part') parts.push(new StoredPart(event.name, event.fileName, spoolDir));
    else await parts.at(-1)?.append(event.bytes);
  }
}

/** Larger parts go to a file: 256 parts occupy 16 MiB of memory at most. */
const memoryLimitBytes = 64 * 1024;

/** One part, in memory while it is small. */
class StoredPart {
  readonly name: string;
  readonly fileName: string | undefined;
  readonly #path: string;
  readonly #dir: string;
  #chunks: Uint8Array[] = [];
  #bytes = 0;
  #head = Buffer.alloc(0);
  #file: FileHandle | undefined;
  #isSpooled = false;

  constructor(name: string, fileName: string | undefined, dir: string) {
    this.name = name;
    this.fileName = fileName;
    this.#dir = dir;
    this.#path = join(dir, randomUUID());
  }

  get isEmpty(): boolean {
    return this.#bytes === 0;
  }

  /** Empty where it is longer than any option, or not UTF-8. */
  get text(): string {
    return this.#bytes > textLimitBytes ? '' : (decodeUtf8(this.#head) ?? '');
  }

  async append(bytes: Uint8Array): Promise<void> {
    if (this.#head.length < textLimitBytes) {
      this.#head = Buffer.concat([this.#head, bytes.subarray(0, textLimitBytes - this.#head.length)]);
    }
    this.#bytes += bytes.length;
    this.#chunks.push(bytes);
    if (this.#bytes <= memoryLimitBytes) return;
    if (this.#file === undefined) await this.#openFile();
    await this.#file?.writeFile(Buffer.concat(this.#chunks));
    this.#chunks = [];
  }

  async #openFile(): Promise<void> {
    await mkdir(this.#dir, { recursive: true });
    this.#isSpooled = true;
    this.#file = await open(this.#path, 'wx');
  }

  async close(): Promise<void> {
    await this.#file?.close();
    this.#file = undefined;
  }

  read(): Promise<Buffer> {
    return this.#isSpooled ? readFile(this.#path) : Promise.resolve(Buffer.concat(this.#chunks));
  }

  async moveTo(path: string): Promise<void> {
    await this.close();
    if (this.#isSpooled) await rename(this.#path, path);
    else await writeFile(path, Buffer.concat(this.#chunks));
    this.#isSpooled = false;
  }

  async remove(): Promise<void> {
    await this.close();
    if (this.#isSpooled) await rm(this.#path, { force: true });
  }
}

/** No option has a value near it. */
const textLimitBytes = 255;

function formOf(parts: readonly StoredPart[], queries: (name: string) => readonly string[]): LegacyForm {
  return {
    pictures: (names, limit) => picturesOf(parts, names, limit),
    optionalPictures: (names, limit) => optionalPicturesOf(parts, names, limit),
    archive: () => archiveOf(parts),
    option: (name) => optionOf(name, [...textsOf(parts, name), ...queries(name)]),
  };
}

function picturesOf(
  parts: readonly StoredPart[],
  names: readonly string[],
  limit: number,
): Result<readonly UploadedPicture[], FormFault> {
  const pictures = optionalPicturesOf(parts, names, limit);
  if (pictures.ok && pictures.value.length === 0) return fail({ kind: 'no-file', field: names[0] ?? '' });
  return pictures;
}

function optionalPicturesOf(
  parts: readonly StoredPart[],
  names: readonly string[],
  limit: number,
): Result<readonly UploadedPicture[], FormFault> {
  const pictures = parts.filter(({ name }) => names.includes(name)).flatMap(pictureOf);
  return pictures.length > limit ? fail({ kind: 'too-many-files', limit }) : succeed(pictures);
}

function archiveOf(parts: readonly StoredPart[]): Result<UploadedArchive, FormFault> {
  const files = parts.filter(({ fileName = '', isEmpty }) => fileName !== '' && !isEmpty);
  const [file, ...more] = files;
  if (file === undefined) return fail({ kind: 'no-file', field: 'file' });
  if (more.length > 0) return fail({ kind: 'too-many-files', limit: 1 });
  return succeed({ fileName: printable(file.fileName ?? ''), moveTo: (path) => file.moveTo(path) });
}

/** A browser sends an empty part without a name where nobody chose a file. */
function pictureOf(part: StoredPart): readonly UploadedPicture[] {
  const { fileName = '' } = part;
  return fileName === '' && part.isEmpty ? [] : [{ fileName: printable(fileName), read: () => part.read() }];
}

/** Without control characters (`Cc`). The limit of the headers bounds its length. */
function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, '');
}

function textsOf(parts: readonly StoredPart[], name: string): readonly string[] {
  return parts.filter((part) => part.name === name).map((part) => part.text);
}

function optionOf(name: string, texts: readonly string[]): Result<string | undefined, FormFault> {
  const [text, ...others] = new Set(texts.map((each) => each.trim()));
  return others.length > 0 ? fail({ kind: 'bad-field', field: name, wanted: 'once' }) : succeed(text);
}
