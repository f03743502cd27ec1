import { createContext, use, useEffect } from 'react';
import type { NewPicture } from '../services/inspect-queue-state';

/** Takes pictures that the user chooses, drops or pastes, instead of inspecting them. */
type TakePictures = (pictures: readonly NewPicture[]) => void;

/** The handlers of the screens that take pictures; the last one is active. */
export interface PictureClaims {
  claim(take: TakePictures): () => void;
}

/** Provided above all screens by the picture intake. */
export const PictureClaimContext = createContext<PictureClaims | undefined>(undefined);

/** While the component is shown, every picture that comes in is given to `take`. */
export function usePictureClaim(take: TakePictures): void {
  const claims = use(PictureClaimContext);
  useEffect(() => claims?.claim(take), [claims, take]);
}
