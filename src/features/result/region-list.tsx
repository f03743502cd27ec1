import { useEffect, useRef, type ReactElement } from 'react';
import type { ShownBox } from '../../domain/corrected-verdict';
import { Button } from '../../ui/button';
import { Chip } from '../../ui/chip';
import { ChoiceRow } from '../../ui/choice-row';
import { Panel } from '../../ui/panel';
import { useWords } from '../../ui/words-context';
import { anomalyTone } from '../../words/verdict-text';
import type { Words } from '../../words/words';
import type { CorrectionTools } from './use-correction-tools';
import { regionAfter } from './region-keys';
import type { RegionChoice } from './use-region-choice';

/** The marked regions with their scores; the chosen one with what can be done to it. `canCorrect`: false for a result that is not saved. */
export function RegionList({
  tools,
  region,
  canCorrect,
}: {
  readonly tools: CorrectionTools;
  readonly region: RegionChoice;
  readonly canCorrect: boolean;
}): ReactElement {
  const words = useWords();
  const list = useRef<HTMLUListElement>(null);
  const { fromPicture } = region;
  useEffect(() => {
    if (fromPicture !== undefined) list.current?.querySelector<HTMLElement>('[aria-pressed="true"]')?.focus();
  }, [fromPicture]);
  return (
    <Panel title={words.say('result.regions')}>
      {tools.boxes.length === 0 ? <p className="quiet">{words.say('result.noRegions')}</p> : null}
      <ul
        ref={list}
        className="region-list"
        onKeyDown={(event) => {
          const links = [...event.currentTarget.querySelectorAll<HTMLElement>('.region-link')];
          const number = links.findIndex((link) => link === event.target) + 1;
          const next = number === 0 ? undefined : regionAfter(number, event.key, links.length);
          if (next === undefined) return;
          event.preventDefault();
          links[next - 1]?.focus();
          region.chooseInList(next);
        }}
      >
        {tools.boxes.map((box, index) => (
          <RegionItem key={box.id} box={box} number={index + 1} tools={tools} region={region} canCorrect={canCorrect} />
        ))}
      </ul>
    </Panel>
  );
}

function RegionItem({
  box,
  number,
  tools,
  region,
  canCorrect,
}: {
  readonly box: ShownBox;
  readonly number: number;
  readonly tools: CorrectionTools;
  readonly region: RegionChoice;
  readonly canCorrect: boolean;
}): ReactElement {
  const words = useWords();
  const isChosen = region.chosen === number;
  return (
    <li
      className={region.hovered === number ? 'region-item region-item-hovered' : 'region-item'}
      onPointerEnter={() => region.hover(number)}
      onPointerLeave={() => region.hover(undefined)}
    >
      <div className="region-head">
        <button
          type="button"
          className="region-link"
          aria-pressed={isChosen}
          title={words.say('result.showRegion')}
          onClick={() => region.chooseInList(number)}
        >
          {words.say('result.region', { number })}
        </button>
        <Chip tone={anomalyTone({ action: box.action, isAnomalous: true })}>
          {words.say('result.regionScore', { level: box.levelTitle, score: words.score(box.score) })}
        </Chip>
      </div>
      <p className="small quiet">{noteOf(words, box)}</p>
      {isChosen && canCorrect && tools.draft === undefined ? <RegionTools box={box} tools={tools} /> : null}
    </li>
  );
}

function RegionTools({ box, tools }: { readonly box: ShownBox; readonly tools: CorrectionTools }): ReactElement {
  const words = useWords();
  const { choices } = tools;
  return (
    <div className="stack-tight">
      {choices.regionLevels.length < 2 ? null : (
        <ChoiceRow
          isCompact
          label={words.say('correction.severityOfRegion')}
          choices={choices.regionLevels.map(({ level, levelTitle }) => ({ value: level, title: levelTitle }))}
          value={box.level}
          onChange={(chosen) => {
            const level = choices.regionLevels.find((each) => each.level === chosen);
            if (level !== undefined) tools.relabel(box.id, { level });
          }}
        />
      )}
      <KindField tools={tools} kind={box.category?.name} onChange={(category) => tools.relabel(box.id, { category })} />
      <div className="row">
        <Button onClick={() => tools.moveRegion(box.id)}>{words.say('correction.move')}</Button>
        <Button look="danger" icon="trash" onClick={() => tools.reject(box.id)}>
          {words.say('correction.reject')}
        </Button>
      </div>
    </div>
  );
}

/** The kind of a region, where the pack knows kinds. */
export function KindField(props: {
  readonly tools: CorrectionTools;
  readonly kind: string | undefined;
  readonly onChange: (category: CorrectionTools['choices']['categories'][number]) => void;
}): ReactElement | null {
  const words = useWords();
  const { categories } = props.tools.choices;
  if (categories.length === 0) return null;
  return (
    <label className="form-field">
      <span className="form-field-label">{words.say('correction.kindOfRegion')}</span>
      <select
        className="text-field-input"
        value={props.kind ?? ''}
        onChange={(event) => {
          const chosen = categories.find(({ name }) => name === event.target.value);
          if (chosen !== undefined) props.onChange(chosen);
        }}
      >
        {categories.some(({ name }) => name === props.kind) ? null : (
          <option value="">{words.say('correction.noKind')}</option>
        )}
        {categories.map(({ name, title }) => (
          <option key={name} value={name}>
            {title}
          </option>
        ))}
      </select>
    </label>
  );
}

function noteOf(words: Words, { x, y, width, height, category, from }: ShownBox): string {
  const place = { x, y, width, height };
  if (category === undefined) return words.say('result.regionPlace', place);
  if (from === 'person' && category.confidence === 1) {
    return words.say('result.regionNamed', { ...place, category: category.title });
  }
  const confidence = words.percent(category.confidence);
  return words.say('result.regionKind', { ...place, category: category.title, confidence });
}
