import { useId, useRef, type ReactElement } from 'react';
import { Button, type ButtonLook } from './button';

/**
 * Asks before something is deleted. Focus starts on the safe answer; Escape means no. It uses the `dialog` element: Radix's
 * dialog injects a style sheet, which the content security policy refuses.
 */
export function ConfirmDialog(props: {
  /** The button that opens the dialog. */
  readonly trigger: { readonly words: string; readonly label?: string; readonly look: ButtonLook };
  readonly title: string;
  readonly question: string;
  readonly yes: string;
  readonly no: string;
  readonly onYes: () => void;
}): ReactElement {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const close = (): void => dialog.current?.close();
  const confirm = (): void => {
    close();
    props.onYes();
  };
  return (
    <>
      <Button
        look={props.trigger.look}
        icon="trash"
        aria-label={props.trigger.label}
        onClick={() => dialog.current?.showModal()}
      >
        {props.trigger.words}
      </Button>
      <dialog
        ref={dialog}
        className="dialog"
        role="alertdialog"
        aria-labelledby={`${id}-title`}
        aria-describedby={`${id}-question`}
      >
        <h2 id={`${id}-title`}>{props.title}</h2>
        <p id={`${id}-question`}>{props.question}</p>
        <div className="dialog-actions">
          <Button onClick={close}>{props.no}</Button>
          <Button look="danger" onClick={confirm}>
            {props.yes}
          </Button>
        </div>
      </dialog>
    </>
  );
}
