import { useState, type ReactElement } from 'react';
import { noClass, type TeachPicture, type Teaching } from '../../../domain/teaching';
import { Button } from '../../../ui/button';
import { CheckField } from '../../../ui/form-field';
import { ItemList, ListItem } from '../../../ui/item-list';
import { ModalDialog } from '../../../ui/modal-dialog';
import { Panel } from '../../../ui/panel';
import { TextField } from '../../../ui/text-field';
import { useWords } from '../../../ui/words-context';
import { useServices } from '../../use-services';
import { classNameLimit } from './class-names';

/** The classes in their order: renamed, merged, moved, removed. */
export function ClassList(props: {
  readonly teaching: Teaching;
  readonly classes: readonly string[];
  readonly pictures: readonly TeachPicture[];
}): ReactElement {
  const words = useWords();
  const { teachings } = useServices();
  const { teaching, classes, pictures } = props;
  const [edited, setEdited] = useState<string>();
  const isOrdered = teaching.options.isOrdered === true;
  return (
    <Panel title={words.say('classes.classesTitle')}>
      {classes.length === 0 ? <p className="quiet">{words.say('classes.noClasses')}</p> : null}
      <ItemList>
        {classes.map((name, at) => (
          <ListItem
            key={name}
            title={name}
            note={words.say('classes.count', { count: pictures.filter(({ label }) => label === name).length })}
          >
            {isOrdered ? (
              <MoveButtons id={teaching.id} name={name} isFirst={at === 0} isLast={at === classes.length - 1} />
            ) : null}
            <Button look="quiet" aria-label={words.say('classes.edit', { name })} onClick={() => setEdited(name)}>
              {words.say('classes.editShort')}
            </Button>
          </ListItem>
        ))}
      </ItemList>
      {classes.length < 3 ? null : (
        <CheckField
          label={words.say('classes.ordered')}
          checked={isOrdered}
          onChange={(event) => void teachings.setOptions(teaching.id, { isOrdered: event.currentTarget.checked })}
        />
      )}
      {isOrdered ? <p className="small quiet">{words.say('classes.orderedWhy')}</p> : null}
      {edited === undefined ? null : (
        <EditClass
          key={edited}
          id={teaching.id}
          name={edited}
          others={classes.filter((name) => name !== edited)}
          onClose={() => setEdited(undefined)}
        />
      )}
    </Panel>
  );
}

function MoveButtons(props: {
  readonly id: string;
  readonly name: string;
  readonly isFirst: boolean;
  readonly isLast: boolean;
}): ReactElement {
  const words = useWords();
  const { teachings } = useServices();
  const { id, name } = props;
  const button = (by: -1 | 1, isDisabled: boolean): ReactElement => {
    const title = words.say(by < 0 ? 'classes.up' : 'classes.down', { name });
    return (
      <Button
        look="quiet"
        title={title}
        aria-label={title}
        disabled={isDisabled}
        onClick={() => void teachings.moveClass(id, name, by)}
      >
        {by < 0 ? '↑' : '↓'}
      </Button>
    );
  };
  return (
    <>
      {button(-1, props.isFirst)}
      {button(1, props.isLast)}
    </>
  );
}

function EditClass(props: {
  readonly id: string;
  readonly name: string;
  readonly others: readonly string[];
  readonly onClose: () => void;
}): ReactElement {
  const words = useWords();
  const { teachings } = useServices();
  const [name, setName] = useState(props.name);
  const trimmed = name.trim();
  const isMerged = props.others.includes(trimmed);
  const save = (): void => {
    props.onClose();
    if (trimmed !== props.name) void teachings.renameClass(props.id, props.name, trimmed);
  };
  const remove = (): void => {
    props.onClose();
    void teachings.removeClass(props.id, props.name);
  };
  return (
    <ModalDialog
      title={words.say('classes.editTitle', { name: props.name })}
      close={words.say('classes.close')}
      onClose={props.onClose}
      actions={
        <Button look="primary" disabled={trimmed === noClass} onClick={save}>
          {words.say('classes.save')}
        </Button>
      }
    >
      <TextField
        label={words.say('classes.name')}
        value={name}
        maxLength={classNameLimit}
        onChange={setName}
        {...(isMerged && { hint: words.say('classes.mergeHint') })}
      />
      <div className="stack-tight">
        <Button look="quiet" icon="trash" onClick={remove}>
          {words.say('classes.remove')}
        </Button>
        <p className="small quiet">{words.say('classes.removeHint')}</p>
      </div>
    </ModalDialog>
  );
}
