import { useEffect, useMemo, useState } from 'react';
import type { Picture } from '../../domain/picture';
import { drawView, type ViewName } from './draw-view';
import type { ViewSource } from './shown-inspection';

/** The pixels of one view; undefined while the photo is decoded. Only one view is kept in memory. */
export function useViewPicture(source: ViewSource | undefined, view: ViewName): Picture | undefined {
  const [opened, setOpened] = useState<{ readonly of: ViewSource; readonly photo: Picture }>();
  useEffect(() => {
    let isWanted = true;
    if (source !== undefined) {
      void decodePhoto(source.photo).then((photo) => {
        if (isWanted) setOpened({ of: source, photo });
      });
    }
    return () => {
      isWanted = false;
    };
  }, [source]);
  return useMemo(() => {
    if (source === undefined || opened?.of !== source) return undefined;
    return drawView(view, opened.photo, source);
  }, [source, opened, view]);
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
