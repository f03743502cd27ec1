import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { Notice } from '../../ui/notice';
import { Page } from '../../ui/page';
import { useDeliveryOverview } from '../delivery-queries';
import { FaultNotice } from '../fault-notice';
import { useInstalledPack } from '../local-queries';
import { PictureTargetBar } from '../picture-target';
import { useServices } from '../use-services';
import type { PackOffer } from '../../services/pack-offers';
import { AddPictures } from './add-pictures';
import { describeQueueFault } from '../queue-fault-text';
import { FolderInputs } from './folder-inputs';
import './inspect.css';
import type { NewPicture } from '../../services/inspect-queue-state';
import { SampleRow } from './sample-row';
import type { OpenSample } from './sample-pictures';
import { usePictureIntake } from './picture-intake';
import { useReadyPack } from './use-ready-pack';
import { useWords } from '../../ui/words-context';

/** The first screen: choose a pack, add pictures, see their results. */
export function InspectScreen(props: {
  /** Renders the choice of packs and passes on the chosen one. */
  readonly renderPackChooser: (withPack: (pack: PackOffer) => ReactElement) => ReactElement;
  readonly openSample: OpenSample;
  /** The pictures that were added. */
  readonly queue: ReactElement;
}): ReactElement {
  const words = useWords();
  const isRegistered = useDeliveryOverview().data?.device.phase === 'registered';
  return (
    <Page
      title={words.say('inspect.title')}
      lead={isRegistered ? words.say('inspect.goesToOffice') : words.say('inspect.staysHere')}
    >
      <CanvasWarning />
      <PictureTargetBar />
      <div className="columns columns-side-first">
        <div className="stack intake">
          {props.renderPackChooser((pack) => (
            <PackIntake pack={pack} openSample={props.openSample} />
          ))}
        </div>
        {props.queue}
      </div>
    </Page>
  );
}

function PackIntake({ pack, openSample }: { readonly pack: PackOffer; readonly openSample: OpenSample }): ReactElement {
  const { addPictures, message } = usePictureIntake();
  return (
    <>
      {message}
      {pack.onDevice ? <ReadyIntake pack={pack} openSample={openSample} addPictures={addPictures} /> : null}
    </>
  );
}

function ReadyIntake(props: {
  readonly pack: PackOffer;
  readonly openSample: OpenSample;
  readonly addPictures: (pictures: readonly NewPicture[]) => void;
}): ReactElement {
  const words = useWords();
  const { id, title } = props.pack;
  const ready = useReadyPack(id, props.pack.onDevice);
  const manifest = useInstalledPack(id).data;
  if (manifest?.anomaly?.bank.rows === 0) {
    return (
      <Notice tone="info" role="status" title={words.say('inspect.untaughtTitle', { pack: title })}>
        {words.say('inspect.untaught')}
      </Notice>
    );
  }
  return (
    <>
      {ready?.ok === false ? <FaultNotice fault={describeQueueFault(words, ready.fault)} /> : null}
      <AddPictures packSource={props.pack.source} isDisabled={ready?.ok === false} onPictures={props.addPictures} />
      <div className={props.pack.source === 'files' ? undefined : 'only-wide'}>
        <FolderInputs isDisabled={ready?.ok === false} />
      </div>
      <p role="status" className="small quiet">
        {ready === undefined
          ? words.say('inspect.preparing')
          : ready.ok
            ? words.say('inspect.ready', { pack: title })
            : ''}
      </p>
      <SampleRow packId={id} openSample={props.openSample} onPictures={props.addPictures} />
    </>
  );
}

function CanvasWarning(): ReactElement | null {
  const words = useWords();
  const { device } = useServices();
  const { data: isExact } = useQuery({
    queryKey: ['canvas-is-exact'],
    queryFn: () => device.canvasIsExact(),
    staleTime: Infinity,
  });
  if (isExact !== false) return null;
  return (
    <Notice tone="warn" role="alert" title={words.say('inspect.canvasTitle')}>
      {words.say('inspect.canvasAdvice')}
    </Notice>
  );
}
