import { useEffect, useRef, type ReactElement, type ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import type { PackOffer } from '../../services/pack-offers';
import { buttonClass } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { useWords } from '../../ui/words-context';
import { useChosenPack } from '../use-chosen-pack';
import './capture.css';
import { CameraTop, Viewfinder } from './viewfinder';

/** The viewfinder over the whole screen. `chooser`: the buttons that take pictures without it. */
export function CameraScreen({ chooser }: { readonly chooser: ReactNode }): ReactElement {
  const words = useWords();
  const pack = useChosenPack();
  const dialog = useRef<HTMLDialogElement>(null);
  const [, navigate] = useLocation();
  const title = words.say('capture.title');
  useEffect(() => {
    document.title = words.say('app.documentTitle', { screen: title });
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, [words, title]);
  return (
    <dialog
      ref={dialog}
      className="camera"
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault();
        navigate('/');
      }}
    >
      {pack === undefined ? null : isUsable(pack) ? (
        <Viewfinder pack={pack} chooser={chooser} onClose={() => navigate('/')} />
      ) : (
        <UnusablePack pack={pack} chooser={chooser} onClose={() => navigate('/')} />
      )}
    </dialog>
  );
}

function isUsable({ onDevice, source }: PackOffer): boolean {
  return onDevice && source !== 'files';
}

function UnusablePack(props: {
  readonly pack: PackOffer;
  readonly chooser: ReactNode;
  readonly onClose: () => void;
}): ReactElement {
  const words = useWords();
  const { pack, chooser } = props;
  const isMissing = !pack.onDevice;
  return (
    <>
      <CameraTop title={pack.title} onClose={props.onClose} />
      <div className="camera-way-out">
        <Notice
          tone="info"
          title={words.say(isMissing ? 'capture.packMissing' : 'capture.packFromFiles', { pack: pack.title })}
          actions={
            <Link href="/" className={buttonClass('primary')}>
              {words.say('capture.toInspect')}
            </Link>
          }
        >
          {isMissing ? words.say('capture.packMissingAdvice') : undefined}
        </Notice>
        {isMissing ? null : chooser}
      </div>
    </>
  );
}
