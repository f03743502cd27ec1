import { useEffect, useId, useRef, type ReactElement, type ReactNode } from 'react';
import { Button } from './button';

/** A window over the screen, open while it is rendered. Escape and a click beside it close it; the focus returns. */
export function ModalDialog(props: {
  readonly title: string;
  /** The text of the button that closes it. */
  readonly close: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Buttons beside the one that closes it. */
  readonly actions?: ReactNode;
}): ReactElement {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const element = dialog.current;
    if (element?.open === false) element.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className="dialog modal-dialog"
      aria-labelledby={id}
      onClose={props.onClose}
      onClick={(event) => {
        if (event.target === dialog.current) props.onClose();
      }}
    >
      <h2 id={id}>{props.title}</h2>
      <div className="modal-dialog-body">{props.children}</div>
      <div className="dialog-actions">
        {props.actions}
        <Button onClick={props.onClose}>{props.close}</Button>
      </div>
    </dialog>
  );
}
