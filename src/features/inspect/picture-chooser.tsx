import type { ReactElement } from 'react';
import { useChosenPack } from '../use-chosen-pack';
import { AddPictures } from './add-pictures';
import { usePictureIntake } from './picture-intake';

/** The camera app of the device and the file chooser, for a screen whose viewfinder does not open. No camera where the pack has another one. */
export function PictureChooser(): ReactElement {
  const { addPictures } = usePictureIntake();
  const packSource = useChosenPack()?.source ?? 'camera';
  return <AddPictures packSource={packSource} camera="device" isDisabled={false} onPictures={addPictures} />;
}
