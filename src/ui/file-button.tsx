import { useRef, type ReactElement } from 'react';
import { Button } from './button';

/** A button that opens the file chooser. */
export function FileButton(props: {
  readonly label: string;
  readonly accept: string;
  readonly look?: 'primary' | 'plain';
  readonly isDisabled?: boolean;
  readonly onFile: (file: File) => void;
}): ReactElement {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button look={props.look ?? 'plain'} disabled={props.isDisabled} onClick={() => input.current?.click()}>
        {props.label}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        accept={props.accept}
        onChange={({ target }) => {
          const file = target.files?.[0];
          if (file !== undefined) props.onFile(file);
          // So that the same file can be chosen again.
          target.value = '';
        }}
      />
    </>
  );
}
