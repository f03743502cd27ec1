import type { ReactElement } from 'react';
import { Button } from '../../ui/button';
import { ChoiceRow } from '../../ui/choice-row';
import { useWords } from '../../ui/words-context';
import { KindField } from './region-list';
import type { CorrectionTools, RegionDraft } from './use-correction-tools';

/** Severity and kind of the region that is drawn, and the buttons that save or discard it. */
export function DraftPanel({
  draft,
  tools,
}: {
  readonly draft: RegionDraft;
  readonly tools: CorrectionTools;
}): ReactElement {
  const words = useWords();
  const { regionLevels } = tools.choices;
  return (
    <section className="panel draft-panel" aria-label={words.say('correction.draft')}>
      <p className="small">{words.say(draft.region === undefined ? 'correction.drawHint' : 'correction.moveHint')}</p>
      <div className="row">
        <Button look="primary" icon="check" onClick={tools.saveDraft}>
          {words.say('correction.saveRegion')}
        </Button>
        <Button onClick={tools.cancelDraft}>{words.say('correction.cancel')}</Button>
      </div>
      {draft.region === undefined && regionLevels.length > 1 ? (
        <ChoiceRow
          isCompact
          label={words.say('correction.severityOfRegion')}
          choices={regionLevels.map(({ level, levelTitle }) => ({ value: level, title: levelTitle }))}
          value={draft.level.level}
          onChange={(chosen) => {
            const level = regionLevels.find((each) => each.level === chosen);
            if (level !== undefined) tools.changeDraft({ level });
          }}
        />
      ) : null}
      {draft.region === undefined ? (
        <KindField tools={tools} kind={draft.category?.name} onChange={(category) => tools.changeDraft({ category })} />
      ) : null}
    </section>
  );
}
