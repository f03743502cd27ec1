// Compresses the built app for browsers: quickly when it is built, as small as possible afterwards.
// @ts-check
import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const root = fileURLToPath(new URL('../../', import.meta.url));
const siteDir = join(root, 'dist');
/** The best form of the WASM takes half a minute of computing; its content changes with a version of ONNX Runtime only. */
const cacheDir = join(root, 'node_modules/.cache/fieldgrade-compress');
const compressible = /\.(html|js|mjs|css|wasm|json|webmanifest|svg|md|txt|onnx|bin)$/;
const smallestBytes = 1_000;
/** A compressed form that saves less than this share is not worth a file. */
const leastSaving = 0.05;
/** Only few browsers fetch the WebGPU build, which is larger: its best form would take a minute. */
const bestUpToBytes = 16_000_000;

/** @typedef {'quick' | 'best'} Effort */
/** @type {Readonly<Record<Effort, { brotli: number, brotliOfLarge: number, gzip: number }>>} */
const levels = {
  quick: { brotli: 5, brotliOfLarge: 5, gzip: 6 },
  best: { brotli: constants.BROTLI_MAX_QUALITY, brotliOfLarge: 9, gzip: 9 },
};

/**
 * Writes `.br` and `.gz` next to each file. The best forms replace others by renaming, so that a running server is not disturbed.
 * @param {Effort} effort
 * @param {number} [upToBytes] Files larger than this are left as they are.
 */
export async function compressSite(effort, upToBytes = Infinity) {
  await mkdir(cacheDir, { recursive: true });
  const entries = await readdir(siteDir, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const wanted = files.filter((file) => compressible.test(file));
  await Promise.all(wanted.map((file) => compressFile(file, effort, upToBytes)));
}

/**
 * @param {string} file
 * @param {Effort} effort
 * @param {number} upToBytes
 */
async function compressFile(file, effort, upToBytes) {
  const bytes = await readFile(file);
  if (bytes.length < smallestBytes || bytes.length > upToBytes) return;
  const hash = createHash('sha256').update(bytes).digest('hex');
  await Promise.all(['.br', '.gz'].map((suffix) => placeForm({ file, bytes, hash, suffix, effort })));
}

/** @param {{ file: string, bytes: Buffer, hash: string, suffix: string, effort: Effort }} form */
async function placeForm({ file, bytes, hash, suffix, effort }) {
  const cached = (await cachedForm(hash, suffix, 'best')) ?? (await makeForm({ bytes, hash, suffix, effort }));
  const { size } = await stat(cached);
  if (size >= bytes.length * (1 - leastSaving)) return;
  if ((await sizeOf(`${file}${suffix}`)) === size) return;
  const temporary = `${file}${suffix}.${process.pid}.tmp`;
  await copyFile(cached, temporary);
  await rename(temporary, `${file}${suffix}`);
}

/**
 * @param {string} file
 * @returns {Promise<number | undefined>} undefined if there is no such file.
 */
function sizeOf(file) {
  return stat(file).then(
    ({ size }) => size,
    () => undefined,
  );
}

/** @param {{ bytes: Buffer, hash: string, suffix: string, effort: Effort }} form */
async function makeForm({ bytes, hash, suffix, effort }) {
  const file = join(cacheDir, `${hash}.${effort}${suffix}`);
  const packed = await pack(bytes, suffix, effort);
  const temporary = `${file}.${process.pid}.tmp`;
  await writeFile(temporary, packed);
  await rename(temporary, file);
  return file;
}

/**
 * @param {string} hash
 * @param {string} suffix
 * @param {Effort} effort
 */
async function cachedForm(hash, suffix, effort) {
  const file = join(cacheDir, `${hash}.${effort}${suffix}`);
  return stat(file).then(
    () => file,
    () => undefined,
  );
}

/**
 * @param {Buffer} bytes
 * @param {string} suffix
 * @param {Effort} effort
 */
function pack(bytes, suffix, effort) {
  const level = levels[effort];
  if (suffix === '.gz') return promisify(gzip)(bytes, { level: level.gzip });
  const quality = bytes.length > bestUpToBytes ? level.brotliOfLarge : level.brotli;
  return promisify(brotliCompress)(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  });
}
