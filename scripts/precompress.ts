/** Compresses the build once, as well as brotli and gzip can, so that the server only hands out files. */
import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const root = join(import.meta.dirname, '..');
const siteDir = join(root, 'dist');
/** Compressing the WASM takes half a minute; its content changes with a version of ONNX Runtime. */
const cacheDir = join(root, 'node_modules/.cache/fieldgrade-precompress');
const compressible = /\.(html|js|mjs|css|wasm|json|webmanifest|svg|md|txt|onnx|bin)$/;
const smallestBytes = 1_000;
/** The best brotli quality takes a minute for the WebGPU build, which few browsers ever fetch. */
const bestUpToBytes = 16_000_000;
const quickQuality = 9;
/** A compressed form that saves less than this share is not worth a file. */
const leastSaving = 0.05;

const compressors = {
  '.br': (bytes: Buffer) =>
    promisify(brotliCompress)(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: bytes.length > bestUpToBytes ? quickQuality : constants.BROTLI_MAX_QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }),
  '.gz': (bytes: Buffer) => promisify(gzip)(bytes, { level: 9 }),
};

await mkdir(cacheDir, { recursive: true });
const entries = await readdir(siteDir, { recursive: true, withFileTypes: true });
const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
await Promise.all(files.filter((file) => compressible.test(file)).map(compress));

async function compress(file: string): Promise<void> {
  const bytes = await readFile(file);
  if (bytes.length < smallestBytes) return;
  const hash = createHash('sha256').update(bytes).digest('hex');
  for (const [suffix, compressor] of Object.entries(compressors)) {
    const cached = join(cacheDir, `${hash}${suffix}`);
    const packed = await readOr(cached, () => compressor(bytes));
    if (packed.length < bytes.length * (1 - leastSaving)) await copyFile(cached, `${file}${suffix}`);
  }
}

async function readOr(cached: string, make: () => Promise<Buffer>): Promise<Buffer> {
  try {
    return await readFile(cached);
  } catch {
    // Not compressed before.
    const made = await make();
    await writeFile(cached, made);
    return made;
  }
}
