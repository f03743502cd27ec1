import type { ReactElement } from 'react';
import { usePackOffers } from '../local-queries';
import { useChosenPack } from '../use-chosen-pack';
import { AddPictures } from './add-pictures';
import { usePictureIntake } from './picture-intake';

/**
 * The camera app of the device and the file chooser, for a screen whose viewfinder does not open. No camera where the pack has another
 * one. `packId`: the pack that the pictures are for, if it is not the one chosen for inspecting.
 */
export function PictureChooser({ packId }: { readonly packId?: string }): ReactElement {
  const { addPictures } = usePictureIntake();
  const chosen = useChosenPack();
  const offers = usePackOffers().data;
  const named = offers?.ok === true ? offers.value.find(({ id }) => id === packId) : undefined;
  const packSource = (packId === undefined ? chosen : named)?.source ?? 'camera';
  return <AddPictures packSource={packSource} camera="device" isDisabled={false} onPictures={addPictures} />;
}
