import { useState, type ReactElement, type ReactNode } from 'react';
import { useLocation } from 'wouter';
import type { Teaching } from '../../domain/teaching';
import { Button } from '../../ui/button';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { Page } from '../../ui/page';
import { TextField } from '../../ui/text-field';
import { useWords } from '../../ui/words-context';
import { FaultNotice } from '../fault-notice';
import { useServices } from '../use-services';
import { describeTeachFault } from './teach-fault-text';
import type { StoredTeaching } from './use-teaching';

/** The page of a teaching whose pictures are being collected. `side`: the ways to add pictures, and the choices of the teaching. */
export function CollectPage(props: {
  readonly stored: StoredTeaching;
  readonly lead: string;
  readonly side: ReactNode;
  readonly children: ReactNode;
}): ReactElement {
  const words = useWords();
  const { teaching } = props.stored;
  return (
    <Page title={teaching.title} lead={props.lead} aside={<DeleteButton stored={props.stored} />}>
      {teaching.state.phase === 'failed' ? (
        <FaultNotice fault={describeTeachFault(words, teaching.state.fault)} />
      ) : null}
      <div className="columns columns-side-first">
        <div className="stack">{props.side}</div>
        <div className="stack">{props.children}</div>
      </div>
    </Page>
  );
}

/** The name is kept while it is written, and stored before anything is taught. */
export function NameField({ teaching }: { readonly teaching: Teaching }): ReactElement {
  const words = useWords();
  const { teachings } = useServices();
  const { titles } = teachings;
  const [title, setTitle] = useState(() => titles.draft(teaching.id) ?? teaching.title);
  const write = (written: string): void => {
    setTitle(written);
    titles.write(teaching.id, written);
  };
  const save = (): void => {
    if (title.trim() === '') setTitle(teaching.title);
    void titles.flush(teaching.id);
  };
  return <TextField label={words.say('teach.name')} value={title} maxLength={60} onChange={write} onBlur={save} />;
}

/** What is missing or what to expect, and the button that teaches. It stays in reach of the thumb. */
export function StartBar(props: {
  readonly teaching: Teaching;
  readonly note: string;
  readonly isReady: boolean;
}): ReactElement {
  const words = useWords();
  const { teachings } = useServices();
  const { id, state } = props.teaching;
  return (
    <div className="action-bar">
      <p className="small" role="status">
        {props.note}
      </p>
      <Button
        look="primary"
        size="large"
        icon="teach"
        disabled={!props.isReady}
        onClick={() => void teachings.teach(id)}
      >
        {words.say(state.phase === 'failed' ? 'teach.startAgain' : 'teach.start')}
      </Button>
    </div>
  );
}

/** Frees the space of the pictures. */
export function DeleteButton({ stored: { teaching, pictures } }: { readonly stored: StoredTeaching }): ReactElement {
  const words = useWords();
  const { teachings } = useServices();
  const [, navigate] = useLocation();
  const bytes = pictures.reduce((sum, picture) => sum + picture.bytes, 0);
  const remove = async (): Promise<void> => {
    const removed = await teachings.remove(teaching.id);
    if (removed.ok) navigate('/teach');
  };
  return (
    <ConfirmDialog
      trigger={{ words: words.say('teach.delete'), look: 'quiet' }}
      title={words.say('teach.deleteTitle')}
      question={words.say('teach.deleteQuestion', { count: pictures.length, size: words.bytes(bytes) })}
      yes={words.say('teach.delete')}
      no={words.say('teach.keep')}
      onYes={() => void remove()}
    />
  );
}
