/** Blobs in any S3-compatible store, for several copies of the server. S3 shows an object completely or not at all. */
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  NoSuchKey,
  NotFound,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { BlobPlace } from '../config';
import { assertSha256, type BlobStore } from './blob-store';

type S3Place = Extract<BlobPlace, { kind: 's3' }>;

/** Timeouts for a store that does not respond, in milliseconds. */
const timeouts = { connectionTimeout: 5_000, requestTimeout: 30_000 };

/** Stores blobs in the bucket. Region and keys come from the AWS variables of the environment. */
export function openS3Blobs({ bucket, prefix, endpoint }: S3Place): BlobStore {
  const client = new S3Client({
    // A bucket in the path works with every store, a bucket as host name does not.
    forcePathStyle: true,
    region: process.env['AWS_REGION'] ?? 'us-east-1',
    requestHandler: timeouts,
    // Checksums that older stores do not know are not sent; the SHA-256 is.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    ...(endpoint === undefined ? {} : { endpoint }),
  });
  const locate = (sha256: string) => ({ Bucket: bucket, Key: keyOf(prefix, sha256) });
  return {
    has: async (sha256) => {
      const found = await orAbsent(client.send(new HeadObjectCommand(locate(sha256))));
      return found !== undefined;
    },
    put: async (sha256, bytes) => {
      const checksum = { ChecksumSHA256: Buffer.from(sha256, 'hex').toString('base64') };
      const length = { ContentLength: bytes.byteLength, ContentType: 'application/octet-stream' };
      await client.send(new PutObjectCommand({ ...locate(sha256), ...checksum, ...length, Body: bytes }));
    },
    read: async (sha256) => {
      const found = await orAbsent(client.send(new GetObjectCommand(locate(sha256))));
      return found?.Body?.transformToByteArray();
    },
    remove: async (sha256) => {
      await client.send(new DeleteObjectCommand(locate(sha256)));
    },
  };
}

function keyOf(prefix: string, sha256: string): string {
  assertSha256(sha256);
  return [prefix, sha256.slice(0, 2), sha256].filter((part) => part !== '').join('/');
}

async function orAbsent<Found>(asked: Promise<Found>): Promise<Found | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof NotFound || error instanceof NoSuchKey) return undefined;
    throw error;
  }
}
