import { useState, type ReactElement } from 'react';
import { Panel } from '../../ui/panel';
import { PictureCanvas } from '../../ui/picture-canvas';
import { ChoiceRow } from '../../ui/choice-row';
import { FaultNotice } from '../fault-notice';
import { describeStorageFault } from '../../words/fault-text';
import { viewNames, type ViewName } from './draw-view';
import { HeatLegend } from './heat-legend';
import type { ShownInspection } from './shown-inspection';
import { useViewPicture } from './use-view-picture';
import { useWords } from '../../ui/words-context';
import type { Words } from '../../words/words';

/** The photo, and if there is an anomaly map, its four views. */
export function PictureViews({ inspection }: { readonly inspection: ShownInspection }): ReactElement {
  const words = useWords();
  const { view: source, facts } = inspection;
  const hasMap = facts.anomaly !== undefined;
  const [view, setView] = useState<ViewName>(hasMap ? 'overlay' : 'original');
  const picture = useViewPicture(source?.ok === true ? source.value : undefined, view);
  if (source?.ok === false) return <FaultNotice fault={describeStorageFault(words, source.fault)} />;
  const canvas = (
    <PictureCanvas
      picture={picture}
      aspect={facts.picture.width / facts.picture.height}
      description={words.say('result.viewOfFile', { view: words.say(`result.view.${view}`), file: facts.fileName })}
    />
  );
  if (!hasMap) return <Panel title={words.say('result.picture')}>{canvas}</Panel>;
  return (
    <Panel title={words.say('result.picture')}>
      <ChoiceRow
        isCompact
        label={words.say('result.views')}
        choices={viewNames.map((name) => ({ value: name, title: words.say(`result.view.${name}`) }))}
        value={view}
        onChange={setView}
      />
      <p className="small quiet">{meaningOf(words, view, facts.anomaly.isAnomalous)}</p>
      {canvas}
      {view === 'overlay' ? <HeatLegend /> : null}
    </Panel>
  );
}

/** An empty mask needs an explanation: nothing is marked below the threshold. */
function meaningOf(words: Words, view: ViewName, isAnomalous: boolean): string {
  const showsOnlyMarked = view === 'mask' || view === 'filtered' || view === 'boxes';
  return showsOnlyMarked && !isAnomalous ? words.say('result.viewIsEmpty') : words.say(`result.viewMeaning.${view}`);
}
