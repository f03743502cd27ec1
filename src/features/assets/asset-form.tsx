import { useState, type ReactElement } from 'react';
import { Link } from 'wouter';
import { assetKinds, assetsNumbered, type Asset, type AssetDraft, type AssetKind } from '../../domain/asset';
import { readAssetTexts } from '../../domain/typed-texts';
import { buttonClass } from '../../ui/button';
import { ChoiceRow } from '../../ui/choice-row';
import { InputField } from '../../ui/form-field';
import { Notice } from '../../ui/notice';
import { useWords } from '../../ui/words-context';
import { useAssets } from '../asset-queries';
import { assetFieldTitle } from '../../words/asset-text';
import { TypedForm } from '../typed-form';

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
  return (
    <TypedForm
      read={(texts) => readAssetTexts({ ...texts, kind })}
      titleOf={(field) => assetFieldTitle(words, field)}
      isSaving={props.isSaving}
      onSave={props.onSave}
      onCancel={props.onCancel}
    >
      {(bad) => (
        <>
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
                defaultValue={
                  initial === undefined && field === 'number' ? (props.number ?? '') : valueOf(initial, field)
                }
                aria-invalid={bad === field}
                required={field === 'number'}
                {...(field === 'number' ? { onInput: (event) => setNumber(event.currentTarget.value) } : {})}
              />
            ))}
          </div>
          <SameNumber number={number} own={initial?.id} />
        </>
      )}
    </TypedForm>
  );
}

function valueOf(asset: Asset | undefined, field: string): string {
  const value: unknown = asset === undefined ? '' : Reflect.get(asset, field);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** Numbers are unique by agreement only: a second asset of a number is possible, but rarely intended. */
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
