import type { ReactElement } from 'react';
import type { RasterRef } from '../domain/record';
import { BlobImage } from '../ui/blob-image';
import { useThumbnail } from './local-queries';

/** The thumbnail of a saved inspection. Decorative: the text next to it describes it. */
export function StoredThumbnail({ thumbnail }: { readonly thumbnail: RasterRef }): ReactElement {
  const bytes = useThumbnail(thumbnail);
  return <BlobImage bytes={bytes.data ?? undefined} mime={thumbnail.mime} alt="" />;
}
