import type { BlobPlace } from '../config';
import type { BlobStore } from './blob-store';
import { openFolderBlobs } from './folder-blobs';

/** The blob store at `place`. */
export async function openBlobs(place: BlobPlace): Promise<BlobStore> {
  if (place.kind === 'folder') return openFolderBlobs(place.dir);
  // The AWS SDK takes a third of a second to load.
  const { openS3Blobs } = await import('./s3-blobs');
  return openS3Blobs(place);
}
