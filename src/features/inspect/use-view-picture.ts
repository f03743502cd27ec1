import { useEffect, useMemo, useState } from 'react';
import type { Picture } from '../../domain/picture';
import { decodePhoto } from './decode-photo';
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
