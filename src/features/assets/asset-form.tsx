import { useState, type ReactElement } from 'react';
import { Link } from 'wouter';
import { assetKinds, assetsNumbered, type Asset, type AssetDraft, type AssetKind } from '../../domain/asset';
import { readAssetTexts, type TextFault } from '../../domain/typed-texts';
import { Button, buttonClass } from '../../ui/button';
import { ChoiceRow } from '../../ui/choice-row';
import { InputField } from '../../ui/form-field';
import { Notice } from '../../ui/notice';
import { useWords } from '../../ui/words-context';
import { useAssets } from '../asset-queries';
import { assetFieldTitle, badFieldText } from '../asset-text';
import { formTexts } from '../form-texts';

const fieldsOf = {
  transformer: ['number', 'location', 'pole', 'region', 'type', 'capacityKva', 'notes'],
  lot: ['number', 'farmer', 'holding', 'date', 'notes'],
} as const satisfies Record<AssetKind, readonly string[]>;

/** The fields of an asset, of a new one or of `initial`. */
export function AssetForm(props: {
  readonly initial?: Asset;
  /** The number of a new one, where it is known. */
  readonly number?: string;
  readonly isSaving: boolean;
  readonly onSave: (draft: AssetDraft) => void;
  readonly onCancel: () => void;
}): ReactElement {
  const words = useWords();
  const { initial } = props;
  const [kind, setKind] = useState<AssetKind>(initial?.kind ?? 'transformer');
  const [number, setNumber] = useState(initial?.number ?? props.number ?? '');
  const [fault, setFault] = useState<TextFault>();
  const save = (form: HTMLFormElement): void => {
    const read = readAssetTexts({ ...formTexts(form), kind });
    setFault(read.ok ? undefined : read.fault);
    if (read.ok) props.onSave(read.value);
  };
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save(event.currentTarget);
      }}
    >
      {initial === undefined ? (
        <ChoiceRow
          label={words.say('assets.kind')}
          choices={assetKinds.map((value) => ({ value, title: words.say(`assets.kind.${value}`) }))}
          value={kind}
          onChange={setKind}
          isCompact
        />
      ) : null}
      <div className="form-grid">
        {fieldsOf[kind].map((field) => (
          <InputField
            key={`${kind}-${field}`}
            name={field}
            label={words.say(`assets.${field}`)}
            type={field === 'date' ? 'date' : 'text'}
            inputMode={field === 'capacityKva' ? 'decimal' : undefined}
            maxLength={field === 'notes' ? 4000 : 200}
            defaultValue={initial === undefined && field === 'number' ? (props.number ?? '') : valueOf(initial, field)}
            aria-invalid={fault?.field === field}
            required={field === 'number'}
            {...(field === 'number' ? { onInput: (event) => setNumber(event.currentTarget.value) } : {})}
          />
        ))}
      </div>
      <SameNumber number={number} own={initial?.id} />
      {fault === undefined ? null : (
        <Notice tone="bad" role="alert" title={badFieldText(words, fault, assetFieldTitle(words, fault.field))} />
      )}
      <div className="form-actions">
        <Button look="primary" type="submit" disabled={props.isSaving}>
          {words.say('assets.save')}
        </Button>
        <Button onClick={props.onCancel}>{words.say('assets.cancel')}</Button>
      </div>
    </form>
  );
}

function valueOf(asset: Asset | undefined, field: string): string {
  const value: unknown = asset === undefined ? '' : Reflect.get(asset, field);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** Numbers are unique by agreement only: a second asset of a number is possible, but rarely meant. */
function SameNumber({
  number,
  own,
}: {
  readonly number: string;
  readonly own: string | undefined;
}): ReactElement | null {
  const words = useWords();
  const assets = useAssets().data ?? [];
  const same = assetsNumbered(assets, number).find(({ id }) => id !== own);
  if (same === undefined) return null;
  return (
    <Notice
      tone="watch"
      role="status"
      title={words.say('assets.sameNumber')}
      actions={
        <Link href={`/assets/${same.id}`} className={buttonClass('plain')}>
          {words.say('assets.openIt')}
        </Link>
      }
    />
  );
}
