import { useEffect, useRef, useState, type ReactElement } from 'react';
import { useLocation } from 'wouter';
import { Button } from '../../ui/button';
import { useWords } from '../../ui/words-context';
import { useServices } from '../use-services';
import './capture.css';

/**
 * A white screen as a light table for a second phone or tablet. A tap hides and shows the buttons, so that nothing but white
 * is under the sheet. The screen stays on.
 */
export function LightTableScreen(): ReactElement {
  const words = useWords();
  const { device } = useServices();
  const [, navigate] = useLocation();
  const table = useRef<HTMLDialogElement>(null);
  const [isPlain, setIsPlain] = useState(false);
  const title = words.say('capture.lightTable');
  useEffect(() => device.keepScreenOn(), [device]);
  useEffect(() => {
    document.title = words.say('app.documentTitle', { screen: title });
    const element = table.current;
    element?.showModal();
    return () => element?.close();
  }, [words, title]);
  const leave = (): void => {
    if (document.fullscreenElement !== null) void document.exitFullscreen();
    navigate('/');
  };
  return (
    <dialog
      ref={table}
      className="light-table"
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault();
        leave();
      }}
    >
      <button type="button" className="light-table-white" onClick={() => setIsPlain(!isPlain)}>
        <span className="visually-hidden">{words.say(isPlain ? 'capture.tableShow' : 'capture.tableHide')}</span>
      </button>
      {isPlain ? null : (
        <div className="light-table-controls">
          <h1>{title}</h1>
          <p>{words.say('capture.tableHow')}</p>
          <p>{words.say('capture.tableBrightness')}</p>
          <div className="row">
            <Button look="primary" onClick={() => void fillScreen(table.current, () => setIsPlain(true))}>
              {words.say('capture.tableStart')}
            </Button>
            <Button onClick={leave}>{words.say('capture.tableLeave')}</Button>
          </div>
        </div>
      )}
    </dialog>
  );
}

/** Without the full screen (iPhones have none) the table is still white between the bars of the browser. */
async function fillScreen(element: HTMLElement | null, onDone: () => void): Promise<void> {
  try {
    await element?.requestFullscreen();
  } catch {
    // Refused or absent.
  }
  onDone();
}
