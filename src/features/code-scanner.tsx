import { useEffect, useRef, useState, type ReactElement } from 'react';
import type { ScanFault } from '../services/services';
import { Button } from '../ui/button';
import { useWords } from '../ui/words-context';
import './code-scanner.css';
import { FaultNotice } from './fault-notice';
import { useServices } from './use-services';

/** The camera's picture in a dialog until it shows a code. */
export function CodeScanner(props: {
  readonly onCode: (code: string) => void;
  readonly onClose: () => void;
}): ReactElement {
  const words = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const video = useRef<HTMLVideoElement>(null);
  const fault = useScan(video, props.onCode);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      className="dialog code-scanner"
      aria-label={words.say('assets.scanTitle')}
      onClose={props.onClose}
    >
      <h2>{words.say('assets.scanTitle')}</h2>
      <p className="quiet">{words.say('assets.scanHint')}</p>
      {fault === undefined ? (
        <video ref={video} className="code-scanner-video" muted playsInline aria-hidden="true" />
      ) : (
        <FaultNotice
          fault={{ title: words.say(`assets.${fault.kind}.title`), advice: words.say(`assets.${fault.kind}.advice`) }}
        />
      )}
      <div className="dialog-actions">
        <Button onClick={() => dialog.current?.close()}>{words.say('assets.scanClose')}</Button>
      </div>
    </dialog>
  );
}

/** Scans while the component is shown, once. */
function useScan(
  video: { readonly current: HTMLVideoElement | null },
  onCode: (code: string) => void,
): ScanFault | undefined {
  const { device } = useServices();
  const [fault, setFault] = useState<ScanFault>();
  const report = useRef(onCode);
  useEffect(() => {
    report.current = onCode;
  }, [onCode]);
  useEffect(() => {
    const stop = new AbortController();
    const { current } = video;
    if (current === null) return;
    void device.scanCode(current, stop.signal).then((scanned) => {
      if (stop.signal.aborted) return;
      if (scanned.ok) report.current(scanned.value);
      else setFault(scanned.fault);
    });
    return () => stop.abort();
  }, [device, video]);
  return fault;
}
