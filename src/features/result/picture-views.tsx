import { useState, type ReactElement } from 'react';
import { Panel } from '../../ui/panel';
import { PictureCanvas, type PictureMark } from '../../ui/picture-canvas';
import { ChoiceRow } from '../../ui/choice-row';
import { FaultNotice } from '../fault-notice';
import { describeStorageFault } from '../../words/fault-text';
import { heatStops, viewNames, type ViewName } from './draw-view';
import type { InspectionFacts, ShownInspection } from './shown-inspection';
import type { RegionChoice } from './use-region-choice';
import { useViewPicture } from './use-view-picture';
import { useWords } from '../../ui/words-context';
import type { Words } from '../../words/words';
import { ColourScale } from '../../ui/colour-scale';

/** The photo, and if there is an anomaly map, its four views. */
export function PictureViews({
  inspection,
  region,
}: {
  readonly inspection: ShownInspection;
  readonly region: RegionChoice;
}): ReactElement {
  const words = useWords();
  const { view: source, facts } = inspection;
  const hasMap = facts.anomaly !== undefined;
  const [view, setView] = useState<ViewName>(hasMap ? 'overlay' : 'original');
  const [shownRegion, setShownRegion] = useState(region.fromList);
  if (region.fromList !== shownRegion) {
    setShownRegion(region.fromList);
    setView('boxes');
  }
  const picture = useViewPicture(source?.ok === true ? source.value : undefined, view);
  if (source?.ok === false) return <FaultNotice fault={describeStorageFault(words, source.fault)} />;
  const canvas = (
    <PictureCanvas
      picture={picture}
      aspect={facts.picture.width / facts.picture.height}
      marks={view === 'boxes' ? marksOf(words, facts) : []}
      chosen={shownRegion}
      onChoose={region.chooseInPicture}
      isChosen={(number) => number === region.chosen}
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

function marksOf(words: Words, { anomaly, picture }: InspectionFacts): readonly PictureMark[] {
  return (anomaly?.boxes ?? []).map(({ x, y, width, height }, index) => ({
    number: index + 1,
    title: words.say('result.region', { number: index + 1 }),
    rect: {
      x: x / picture.width,
      y: y / picture.height,
      width: width / picture.width,
      height: height / picture.height,
    },
  }));
}

/** An empty mask needs an explanation: nothing is marked below the threshold. */
function meaningOf(words: Words, view: ViewName, isAnomalous: boolean): string {
  const showsOnlyMarked = view === 'mask' || view === 'filtered' || view === 'boxes';
  return showsOnlyMarked && !isAnomalous ? words.say('result.viewIsEmpty') : words.say(`result.viewMeaning.${view}`);
}

/** The fixed scale of the heat map, with the threshold marked. */
function HeatLegend(): ReactElement {
  const words = useWords();
  return (
    <ColourScale
      title={words.say('result.legend')}
      stops={heatStops()}
      middle={words.say('result.thresholdMark')}
      low={words.number(0)}
      high={words.number(100)}
      note={words.say('result.legendSame')}
    />
  );
}
