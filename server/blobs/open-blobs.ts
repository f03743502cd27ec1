import type { BlobPlace } from '../config';
import type { BlobStore } from './blob-store';
import { openFolderBlobs } from './folder-blobs';
import { openS3Blobs } from './s3-blobs';

/** The blob store at `place`. */
export async function openBlobs(place: BlobPlace): Promise<BlobStore> {
  return place.kind === 'folder' ? openFolderBlobs(place.dir) : openS3Blobs(place);
}
