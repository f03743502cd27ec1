import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import { openFolderBlobs } from '../../../server/blobs/folder-blobs';
import { openS3Blobs } from '../../../server/blobs/s3-blobs';
import { sha256Hex } from '../../../node-host/sha256';
import { hasMoto, startMoto } from '../../support/moto-server';
import { describeBlobStore } from './blob-store.contract';

const temporary = () => mkdtemp(join(tmpdir(), 'fieldgrade-blobs-'));

describeBlobStore('blobs in a folder', async () => {
  const dir = await temporary();
  const remove = () => rm(dir, { recursive: true });
  return { store: await openFolderBlobs(dir), other: await openFolderBlobs(dir), remove };
});

const withS3 = hasMoto();
if (!withS3) console.warn('moto_server is not installed: blobs in S3 are not tested (pip install "moto[server]").');

describe.skipIf(!withS3)('S3', () => {
  describeBlobStore('blobs in S3', async () => {
    const { endpoint, stop } = await startMoto();
    const client = new S3Client({ endpoint, forcePathStyle: true, region: 'us-east-1' });
    await client.send(new CreateBucketCommand({ Bucket: 'field' }));
    const place = { kind: 's3', bucket: 'field', prefix: 'a/b', endpoint } as const;
    const remove = () => {
      stop();
      return Promise.resolve();
    };
    return { store: openS3Blobs(place), other: openS3Blobs(place), remove };
  });
});

test('INT-36 a blob that could not be written completely cannot be read and leaves nothing behind', async () => {
  const dir = await temporary();
  const blobs = await openFolderBlobs(dir);
  const content = new Uint8Array(100);
  const sha256 = sha256Hex(content);
  // A file where the blob's folder belongs: the last step, the rename, cannot succeed.
  await writeFile(join(dir, sha256.slice(0, 2)), '');
  await expect(blobs.put(sha256, content)).rejects.toThrow();
  expect(await blobs.has(sha256)).toBe(false);
  expect(await readdir(join(dir, 'incoming'))).toEqual([]);
  await rm(dir, { recursive: true });
});

test('INT-36 what a killed process left half-written is never read', async () => {
  const dir = await temporary();
  await mkdir(join(dir, 'incoming'), { recursive: true });
  const content = new TextEncoder().encode('whole');
  await writeFile(join(dir, 'incoming', sha256Hex(content)), 'who');
  const blobs = await openFolderBlobs(dir);
  expect(await blobs.read(sha256Hex(content))).toBeUndefined();
  await blobs.put(sha256Hex(content), content);
  expect(await blobs.read(sha256Hex(content))).toEqual(Buffer.from(content));
  await rm(dir, { recursive: true });
});
