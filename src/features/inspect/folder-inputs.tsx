import { useRef, type ReactElement } from 'react';
import { Button } from '../../ui/button';
import { useWords } from '../../ui/words-context';
import { useServices } from '../use-services';
import './inspect.css';
import { usePictureIntake } from './picture-intake';
import { leftOutOf } from './take-archives';
import { filesToPictures } from './use-incoming-pictures';

/** Buttons for a folder with its subfolders, and for a ZIP file. */
export function FolderInputs({ isDisabled }: { readonly isDisabled: boolean }): ReactElement {
  const words = useWords();
  const { device, documents } = useServices();
  const { take, addPictures } = usePictureIntake();
  const takeFolder = (chosen: readonly File[]): void => {
    if (chosen.length === 0) return;
    const folder = device.filesOfFolder(chosen);
    take({
      pictures: filesToPictures(words, folder.files, 'file', folder.folders),
      ...(folder.folderName !== undefined && { name: folder.folderName }),
      leftOut: leftOutOf(folder),
    });
  };
  const takeZip = async (files: readonly File[]): Promise<void> => {
    // An export of Fieldgrade opens its screen automatically.
    if (!(await documents.take(files))) addPictures(filesToPictures(words, files, 'file'));
  };
  return (
    <div className="row add-more">
      <HiddenInput title={words.say('inspect.chooseFolder')} isDisabled={isDisabled} isFolder onFiles={takeFolder} />
      <HiddenInput
        title={words.say('inspect.chooseZip')}
        isDisabled={isDisabled}
        onFiles={(files) => void takeZip(files)}
      />
    </div>
  );
}

function HiddenInput(props: {
  readonly title: string;
  readonly isDisabled: boolean;
  readonly isFolder?: boolean;
  readonly onFiles: (files: readonly File[]) => void;
}): ReactElement {
  const ref = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button look="quiet" disabled={props.isDisabled} onClick={() => ref.current?.click()}>
        {props.title}
      </Button>
      <input
        ref={(input) => {
          ref.current = input;
          // An attribute that React does not know.
          if (props.isFolder === true) input?.setAttribute('webkitdirectory', '');
        }}
        type="file"
        hidden
        {...(props.isFolder === true ? {} : { accept: '.zip,application/zip', multiple: true })}
        onChange={(event) => {
          props.onFiles([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
    </>
  );
}
