import { createContext, use, useEffect } from 'react';
import type { NewPicture } from '../services/inspect-queue-state';

/** Takes pictures that the user chooses, drops or pastes, instead of inspecting them. */
type TakePictures = (pictures: readonly NewPicture[]) => void;

/** The handlers of the screens that take pictures; the last one is active. */
export interface PictureHandlers {
  register(take: TakePictures): () => void;
}

/** Provided above all screens by the picture intake. */
export const PictureHandlerContext = createContext<PictureHandlers | undefined>(undefined);

/** While the component is shown, every picture that comes in is given to `take`. */
export function usePictureHandler(take: TakePictures): void {
  const handlers = use(PictureHandlerContext);
  useEffect(() => handlers?.register(take), [handlers, take]);
}
