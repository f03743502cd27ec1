import { useEffect, useMemo, useState } from 'react';
import type { Picture } from '../../domain/picture';
import { drawView, type ViewName } from './draw-view';
import type { ViewSource } from './shown-inspection';

/** The pixels of one view and of the photo; undefined while the photo is decoded. Only one view is kept in memory. */
export function useViewPictures(
  source: ViewSource | undefined,
  view: ViewName,
): { readonly picture: Picture | undefined; readonly photo: Picture | undefined } {
  const photo = usePhoto(source?.photo);
  const picture = useMemo(
    () => (source === undefined || photo === undefined ? undefined : drawView(view, photo, source)),
    [source, photo, view],
  );
  return { picture, photo };
}

/** The decoded photo. It stays the same while corrections change the views of it. */
function usePhoto(photo: ViewSource['photo'] | undefined): Picture | undefined {
  const [opened, setOpened] = useState<{ readonly of: ViewSource['photo']; readonly picture: Picture }>();
  useEffect(() => {
    let isWanted = true;
    if (photo !== undefined) {
      void decodePhoto(photo).then((picture) => {
        if (isWanted) setOpened({ of: photo, picture });
      });
    }
    return () => {
      isWanted = false;
    };
  }, [photo]);
  return opened !== undefined && opened.of === photo ? opened.picture : undefined;
}

/** The pixels of a stored photo. Rejects where the browser cannot decode it: its hash was checked, so this is a bug. */
async function decodePhoto(photo: { readonly bytes: ArrayBuffer; readonly mime: string }): Promise<Picture> {
  const bitmap = await createImageBitmap(new Blob([photo.bytes], { type: photo.mime }));
  try {
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d', { willReadFrequently: true });
    if (context === null) throw new Error('No 2D canvas');
    context.drawImage(bitmap, 0, 0);
    return context.getImageData(0, 0, bitmap.width, bitmap.height);
  } finally {
    bitmap.close();
  }
}
