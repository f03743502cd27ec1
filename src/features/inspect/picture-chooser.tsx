import type { ReactElement } from 'react';
import type { PackSource } from '../../domain/pack';
import { AddPictures } from './add-pictures';
import { usePictureIntake } from './picture-intake';

/** The camera app of the device and the file chooser, for a screen whose viewfinder does not open. */
export function PictureChooser({ packSource }: { readonly packSource?: PackSource | undefined }): ReactElement {
  const { addPictures } = usePictureIntake();
  return (
    <AddPictures packSource={packSource ?? 'camera'} camera="device" isDisabled={false} onPictures={addPictures} />
  );
}
