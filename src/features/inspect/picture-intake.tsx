/** Takes pictures on every screen: from drops and the clipboard, and from the buttons of the inspect screen. */
import { createContext, use, useCallback, useMemo, useState, type ReactElement, type ReactNode } from 'react';
import type { NewPicture } from '../../services/inspect-queue-state';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { useWords } from '../../ui/words-context';
import { PictureHandlerContext, type PictureHandlers } from '../picture-handler';
import { describeDrop } from './drop-text';
import './inspect.css';
import { useAddPictures } from './use-add-pictures';
import { hasArchive, openArchives, type GivenPictures } from './take-archives';
import { useIncomingPictures } from './use-incoming-pictures';

interface PictureIntake {
  readonly addPictures: (pictures: readonly NewPicture[]) => void;
  /** The same with the source of the pictures, and the files that were left out. */
  readonly take: (given: GivenPictures) => void;
  /** Why the pictures that were given last were not taken, or not all of them. */
  readonly message: ReactElement | null;
}

const PictureIntakeContext = createContext<PictureIntake | undefined>(undefined);

/** The picture intake of the app. Throws outside `PictureIntakeProvider`. */
export function usePictureIntake(): PictureIntake {
  const intake = use(PictureIntakeContext);
  if (intake === undefined) throw new Error('PictureIntakeProvider is not above this component');
  return intake;
}

/** Wraps all screens: a picture that is dropped or pasted on any of them is inspected. */
export function PictureIntakeProvider({ children }: { readonly children: ReactNode }): ReactElement {
  const words = useWords();
  const { addPictures, refusal } = useAddPictures();
  const [given, setGiven] = useState<GivenPictures>();
  const [handlers] = useState(createHandlers);
  const add = useCallback(
    (next: GivenPictures) => {
      setGiven(next);
      const handler = handlers.current();
      if (handler === undefined) addPictures(next.pictures, next.name);
      else handler(next.pictures);
    },
    [addPictures, handlers],
  );
  const take = useCallback(
    (next: GivenPictures) => {
      if (hasArchive(next)) void openArchives(next).then(add);
      else add(next);
    },
    [add],
  );
  const isOver = useIncomingPictures(take);
  const intake = useMemo(
    () => ({
      take,
      addPictures: (pictures: readonly NewPicture[]) => take({ pictures }),
      message: <IntakeMessage refusal={refusal} given={given} onDismiss={() => setGiven(undefined)} />,
    }),
    [take, refusal, given],
  );
  return (
    <PictureIntakeContext value={intake}>
      <PictureHandlerContext value={handlers}>
        {isOver ? <div className="drop-overlay">{words.say('inspect.dropNow')}</div> : null}
        {children}
      </PictureHandlerContext>
    </PictureIntakeContext>
  );
}

type PictureHandler = Parameters<PictureHandlers['register']>[0];

/** The handler of the screen that is shown; the next screen may register before this one unregisters. */
function createHandlers(): PictureHandlers & { readonly current: () => PictureHandler | undefined } {
  let latest: PictureHandler | undefined;
  return {
    register(take) {
      latest = take;
      return () => {
        if (latest === take) latest = undefined;
      };
    },
    current: () => latest,
  };
}

/** Why the pictures that were given last were not taken, for a screen of another feature. */
export function IntakeNotice(): ReactElement | null {
  return usePictureIntake().message;
}

function IntakeMessage(props: {
  readonly refusal: string | undefined;
  readonly given: GivenPictures | undefined;
  readonly onDismiss: () => void;
}): ReactElement {
  const words = useWords();
  const leftOut = props.given?.leftOut;
  const drop = leftOut && describeDrop(words, leftOut);
  return (
    <>
      {props.refusal === undefined ? null : <Notice tone="info" role="status" title={props.refusal} />}
      {drop === undefined ? null : (
        <Notice
          tone="warn"
          role="status"
          title={drop.title}
          actions={<Button onClick={props.onDismiss}>{words.say('inspect.dismiss')}</Button>}
        >
          {drop.advice}
        </Notice>
      )}
    </>
  );
}
