/**
 * The files that the server serves, listed once at start. A request's path is a key into the listing: no path from a request
 * reaches the file system.
 */
import { readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { sha256OfFile } from '../../node-host/sha256';
import { contentTypeOf } from './content-types';

/** One stored form of a file. */
export interface StoredForm {
  readonly file: string;
  readonly bytes: number;
}

/** One file of the site. `encoded` holds the forms compressed at build time. */
export interface SiteFile extends StoredForm {
  readonly contentType: string;
  readonly cacheControl: string;
  /** Of the plain form, without quotes: the first 32 hex digits of its SHA-256. */
  readonly tag: string;
  readonly encoded: Readonly<Partial<Record<Encoding, StoredForm>>>;
}

/** Content codings we store, best first. */
export const encodings = ['br', 'gzip'] as const;

/** A content coding (RFC 9110, section 8.4.1). */
export type Encoding = (typeof encodings)[number];

/** Files by URL path, as `/assets/app-1a2b.js`. */
export type SiteListing = ReadonlyMap<string, SiteFile>;

const suffixes: Readonly<Record<Encoding, string>> = { br: '.br', gzip: '.gz' };

/** Lists every file under `siteDir`. */
export async function listSite(siteDir: string): Promise<SiteListing> {
  const entries = await readdir(siteDir, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const known = new Set(files);
  const plain = files.filter((file) => !isEncodedForm(file, known));
  const listed = await Promise.all(plain.map((file) => describe(siteDir, file, known)));
  return new Map(listed.map((file) => [`/${relative(siteDir, file.file).split(sep).join('/')}`, file]));
}

function isEncodedForm(file: string, known: ReadonlySet<string>): boolean {
  return encodings.some((encoding) => {
    const suffix = suffixes[encoding];
    return file.endsWith(suffix) && known.has(file.slice(0, -suffix.length));
  });
}

async function describe(siteDir: string, file: string, known: ReadonlySet<string>): Promise<SiteFile> {
  const encoded: Partial<Record<Encoding, StoredForm>> = {};
  for (const encoding of encodings) {
    const form = `${file}${suffixes[encoding]}`;
    if (known.has(form)) encoded[encoding] = { file: form, bytes: (await stat(form)).size };
  }
  return {
    file,
    bytes: (await stat(file)).size,
    contentType: contentTypeOf(file),
    cacheControl: cacheControlOf(relative(siteDir, file).split(sep).join('/')),
    tag: (await sha256OfFile(file)).slice(0, 32),
    encoded,
  };
}

/** Names under `assets/` carry a hash of their content; everything else is revalidated and answered with 304. */
function cacheControlOf(path: string): string {
  return path.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
}
