import { useEffect, useRef, type ReactElement } from 'react';
import type { FloatRaster } from '../../domain/picture';
import type { InspectionSummary } from '../../domain/inspection-summary';
import { ImageThumbnail } from '../../ui/blob-image';
import { drawMarks } from '../../vision/map-marks';
import { shownMap } from './picture-facts';
import type { ThumbnailCache } from './thumbnail-cache';

/**
 * The thumbnail of an inspection with the anomalous part of its map drawn over it: the picture is grey below, so that the colours
 * of a thermal camera are not mistaken for the map. Decorative: the text next to it describes it.
 */
export function MapThumbnail(props: {
  readonly summary: InspectionSummary;
  readonly isMapShown: boolean;
  readonly cache: ThumbnailCache;
}): ReactElement {
  const { summary, isMapShown, cache } = props;
  const src = cache.url(summary.thumbnail);
  const ref = isMapShown ? shownMap(summary) : undefined;
  const map = ref === undefined ? undefined : cache.map(ref);
  return (
    <span className={map === undefined ? 'map-thumbnail' : 'map-thumbnail map-thumbnail-marked'}>
      <ImageThumbnail {...(src !== undefined && { src })} />
      {map === undefined ? null : <Marks map={map} {...summary.thumbnail} />}
    </span>
  );
}

/** The size of the thumbnail, so that both are cropped alike. */
function Marks(props: { readonly map: FloatRaster; readonly width: number; readonly height: number }): ReactElement {
  const { map, width, height } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => draw(canvas.current, map), [map, width, height]);
  return <canvas ref={canvas} className="map-thumbnail-marks" width={width} height={height} />;
}

/** The map is smaller than the thumbnail: the canvas enlarges it, smoothly. */
function draw(canvas: HTMLCanvasElement | null, map: FloatRaster): void {
  const context = canvas?.getContext('2d');
  if (canvas === null || context === null || context === undefined) return;
  const small = new OffscreenCanvas(map.width, map.height);
  small.getContext('2d')?.putImageData(new ImageData(drawMarks(map).data, map.width, map.height), 0, 0);
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.drawImage(small, 0, 0, canvas.width, canvas.height);
}
