import type { BlobPlace } from '../config';
import type { BlobStore } from './blob-store';
import { openFolderBlobs } from './folder-blobs';

/** The blob store at `place`. */
export async function openBlobs(place: BlobPlace): Promise<BlobStore> {
  if (place.kind === 'folder') return openFolderBlobs(place.dir);
  throw new Error('s3');
}
