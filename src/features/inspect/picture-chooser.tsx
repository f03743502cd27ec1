import type { ReactElement } from 'react';
import { AddPictures } from './add-pictures';
import { usePictureIntake } from './picture-intake';

/** The camera app of the device and the file chooser, for a screen whose viewfinder does not open. */
export function PictureChooser(): ReactElement {
  const { addPictures } = usePictureIntake();
  return <AddPictures packSource="camera" camera="device" isDisabled={false} onPictures={addPictures} />;
}
