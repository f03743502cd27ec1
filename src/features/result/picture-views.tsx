import { useRef, useState, type ReactElement, type RefObject } from 'react';
import { Button } from '../../ui/button';
import { ChoiceRow } from '../../ui/choice-row';
import { ColourScale } from '../../ui/colour-scale';
import { PictureCanvas, type PictureMark } from '../../ui/picture-canvas';
import { useZoom, type Zoom } from '../../ui/use-zoom';
import { useWords } from '../../ui/words-context';
import { describeStorageFault } from '../../words/fault-text';
import type { Words } from '../../words/words';
import { FaultNotice } from '../fault-notice';
import { useServices } from '../use-services';
import { DraftBox } from './draft-box';
import { heatStops, viewNames, type ViewName } from './draw-view';
import { pictureToPng } from './picture-to-png';
import type { InspectionFacts, ShownInspection } from './shown-inspection';
import type { CorrectionTools } from './use-correction-tools';
import type { RegionChoice } from './use-region-choice';
import { useViewPictures } from './use-view-picture';

/** Which view is shown and how: shared with the keys of the screen. */
export interface ViewState {
  readonly frame: RefObject<HTMLDivElement | null>;
  readonly zoom: Zoom;
  readonly view: ViewName;
  readonly setView: (view: ViewName) => void;
  /** Of the heat map over the photo, 0–1. */
  readonly opacity: number;
  readonly setOpacity: (opacity: number) => void;
}

export function useViewState(hasMap: boolean): ViewState {
  const frame = useRef<HTMLDivElement>(null);
  const zoom = useZoom(frame);
  const [chosen, setView] = useState<ViewName>();
  const [opacity, setOpacity] = useState(1);
  const view = chosen ?? (hasMap ? 'overlay' : 'original');
  return { frame, zoom, view, setView, opacity, setOpacity };
}

/** The photo under the heat map with its numbered regions, and the other views of it. */
export function PictureViews({
  inspection,
  region,
  tools,
  state,
}: {
  readonly inspection: ShownInspection;
  readonly region: RegionChoice;
  readonly tools: CorrectionTools;
  readonly state: ViewState;
}): ReactElement {
  const words = useWords();
  const { view: source, facts } = inspection;
  const { view, zoom } = state;
  const hasMap = facts.anomaly !== undefined;
  const { picture, photo } = useViewPictures(source?.ok === true ? source.value : undefined, view);
  if (source?.ok === false) return <FaultNotice fault={describeStorageFault(words, source.fault)} />;
  const isOverlay = view === 'overlay';
  return (
    <section className="picture-views" aria-label={words.say('result.picture')}>
      <h2 className="visually-hidden">{words.say('result.picture')}</h2>
      <PictureCanvas
        frame={state.frame}
        zoom={zoom}
        picture={picture}
        under={isOverlay ? photo : undefined}
        opacity={isOverlay ? state.opacity : 1}
        aspect={facts.picture.width / facts.picture.height}
        marks={isOverlay || view === 'boxes' ? marksOf(words, tools, facts) : []}
        choice={{
          chosen: region.chosen,
          hovered: region.hovered,
          toShow: region.fromList,
          onChoose: region.chooseInPicture,
          onHover: region.hover,
        }}
        description={words.say('result.viewOfFile', { view: words.say(`result.view.${view}`), file: facts.fileName })}
        controls={isOverlay ? <OpacityField state={state} /> : null}
        overlay={<Draft picture={facts.picture} tools={tools} zoom={zoom} />}
      />
      {hasMap ? <ViewChoice facts={facts} state={state} picture={picture} /> : null}
    </section>
  );
}

/** The region that is drawn or moved. */
function Draft(props: {
  readonly picture: InspectionFacts['picture'];
  readonly tools: CorrectionTools;
  readonly zoom: Zoom;
}): ReactElement | null {
  const { picture, tools, zoom } = props;
  const { draft } = tools;
  if (draft === undefined) return null;
  return (
    <DraftBox
      rect={draft.rect}
      picture={picture}
      view={zoom.view}
      canDraw={draft.region === undefined}
      onChange={(rect) => tools.changeDraft({ rect })}
      onSave={tools.saveDraft}
      onCancel={tools.cancelDraft}
    />
  );
}

function OpacityField({ state }: { readonly state: ViewState }): ReactElement {
  const words = useWords();
  return (
    <label className="opacity-field">
      <span>{words.say('result.mapOpacity')}</span>
      <input
        type="range"
        min={0}
        max={100}
        step={5}
        value={Math.round(100 * state.opacity)}
        aria-valuetext={words.percent(state.opacity)}
        onChange={(event) => state.setOpacity(Number(event.target.value) / 100)}
      />
      <span aria-hidden="true">{words.percent(state.opacity)}</span>
    </label>
  );
}

/** The four views and the photo, what they mean, and the shown one as a file. */
function ViewChoice(props: {
  readonly facts: InspectionFacts;
  readonly state: ViewState;
  readonly picture: ReturnType<typeof useViewPictures>['picture'];
}): ReactElement {
  const words = useWords();
  const { device } = useServices();
  const { facts, state, picture } = props;
  const save = async (): Promise<void> => {
    if (picture === undefined) return;
    const name = `${facts.fileName.replace(/\.[^.]*$/, '')}-${state.view}.png`;
    device.saveFile(await pictureToPng(picture), name);
  };
  return (
    <div className="view-choice">
      <ChoiceRow
        isCompact
        label={words.say('result.views')}
        choices={viewNames.map((name) => ({ value: name, title: words.say(`result.view.${name}`) }))}
        value={state.view}
        onChange={state.setView}
      />
      <div className="view-note">
        <p className="small quiet">{meaningOf(words, state.view, facts.anomaly?.isAnomalous === true)}</p>
        <Button look="quiet" icon="download" disabled={picture === undefined} onClick={() => void save()}>
          {words.say('result.downloadView')}
        </Button>
      </div>
      {state.view === 'overlay' ? <HeatLegend /> : null}
    </div>
  );
}

/** The regions, without the one that is moved. */
function marksOf(
  words: Words,
  { boxes, draft }: CorrectionTools,
  { picture }: InspectionFacts,
): readonly PictureMark[] {
  const numbered = boxes.map((box, index) => ({ ...box, index })).filter(({ id }) => id !== draft?.region);
  return numbered.map(({ x, y, width, height, from, index }) => ({
    number: index + 1,
    title: words.say('result.region', { number: index + 1 }),
    isByPerson: from === 'person',
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
