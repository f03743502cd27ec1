/** A record of a verdict and the pictures that are stored with it. The same in the app and on the command line. */
import type { VerdictRasters, VerdictWithRasters } from './inspection';
import { floatRasterToBytes, maskToBits } from './raster-bytes';
import type { InspectionRecord, PictureContext, RasterRef, RecordedAnomaly } from './record';
import type { EncodedPicture } from './stored-picture';

/** Where a picture came from, with which pack it was inspected, and to what it belongs. */
export type PictureOrigin = Pick<InspectionRecord, 'fileName' | 'source' | 'packTitle' | 'pictureSha256' | 'batchId'> &
  PictureContext;

/** A verdict with the pictures to be stored. */
interface PictureToRecord extends VerdictWithRasters, Pick<InspectionRecord, 'captured'> {
  readonly photo: EncodedPicture;
  readonly thumbnail: EncodedPicture;
}

/** What only the host knows: the new id, the moment, and the build that writes the record. */
export interface RecordFacts extends Pick<InspectionRecord, 'id' | 'takenAt' | 'utcOffsetMinutes'> {
  readonly appBuild: string;
}

/** Hashes bytes and keeps them to be stored. */
export type AddBlob = (
  bytes: ArrayBuffer,
  as: { readonly mime: string; readonly width: number; readonly height: number },
) => Promise<RasterRef>;

export async function composeRecord(
  origin: PictureOrigin,
  { verdict, rasters, photo, thumbnail, captured }: PictureToRecord,
  { appBuild, ...facts }: RecordFacts,
  addBlob: AddBlob,
): Promise<InspectionRecord> {
  const { picture, refused, grade, anomaly, changed, timings, provenance } = verdict;
  return {
    ...facts,
    ...(captured && { captured }),
    ...origin,
    picture,
    ...(refused === undefined ? {} : { refused }),
    ...(grade === undefined ? {} : { grade }),
    ...(anomaly && rasters ? { anomaly: { ...anomaly, ...(await addRasters(rasters, addBlob)) } } : {}),
    ...(changed === undefined ? {} : { changed }),
    photo: await addBlob(photo.bytes, photo),
    thumbnail: await addBlob(thumbnail.bytes, thumbnail),
    timings,
    provenance: { ...provenance, appBuild },
  };
}

async function addRasters(
  { map, mask }: VerdictRasters,
  addBlob: AddBlob,
): Promise<Pick<RecordedAnomaly, keyof VerdictRasters>> {
  return {
    map: await addBlob(floatRasterToBytes(map), {
      mime: 'application/x-float32',
      width: map.width,
      height: map.height,
    }),
    mask: await addBlob(maskToBits(mask), { mime: 'application/x-bits', width: mask.width, height: mask.height }),
  };
}
