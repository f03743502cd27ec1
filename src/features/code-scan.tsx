import { lazy, Suspense, useState, type ReactElement } from 'react';
import { Button } from '../ui/button';
import { useWords } from '../ui/words-context';

const CodeScanner = lazy(async () => ({ default: (await import('./code-scanner')).CodeScanner }));

/** Opens the camera, and passes on the text of the first QR or bar code that it sees. */
export function CodeScanButton({ onCode }: { readonly onCode: (code: string) => void }): ReactElement {
  const words = useWords();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button icon="camera" onClick={() => setOpen(true)}>
        {words.say('assets.scan')}
      </Button>
      {isOpen ? (
        <Suspense>
          <CodeScanner
            onCode={(code) => {
              setOpen(false);
              onCode(code);
            }}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      ) : null}
    </>
  );
}
