import { useState, type ReactElement } from 'react';
import { Panel } from '../../ui/panel';
import { PictureCanvas } from '../../ui/picture-canvas';
import { ViewTabs } from '../../ui/view-tabs';
import { FaultNotice } from '../fault-notice';
import { describeStorageFault } from '../fault-words';
import { viewNames, type ViewName } from './draw-view';
import { HeatLegend } from './heat-legend';
import { resultWords as words } from './result-words';
import type { ShownInspection } from './shown-inspection';
import { useViewPicture } from './use-view-picture';

/** The picture: the photo, and where there is an anomaly map the four views made of it. */
export function PictureViews({ inspection }: { readonly inspection: ShownInspection }): ReactElement {
  const { view: source, facts } = inspection;
  const hasMap = facts.anomaly !== undefined;
  const [view, setView] = useState<ViewName>(hasMap ? 'overlay' : 'original');
  const picture = useViewPicture(source?.ok === true ? source.value : undefined, view);
  if (source?.ok === false) return <FaultNotice fault={describeStorageFault(source.fault)} />;
  const canvas = (
    <PictureCanvas
      picture={picture}
      aspect={facts.picture.width / facts.picture.height}
      description={`${words.view[view]}: ${facts.fileName}`}
      words={words.zoom}
    />
  );
  if (!hasMap) return <Panel title={words.picture}>{canvas}</Panel>;
  return (
    <Panel title={words.picture}>
      <ViewTabs
        label={words.views}
        views={viewNames.map((name) => ({ value: name, title: words.view[name] }))}
        value={view}
        onChange={setView}
      >
        <p className="small quiet">{meaningOf(view, facts.anomaly.isAnomalous)}</p>
        {canvas}
      </ViewTabs>
      {view === 'overlay' ? <HeatLegend /> : null}
    </Panel>
  );
}

/** A black mask needs a word: it is right that nothing is marked under the threshold. */
function meaningOf(view: ViewName, isAnomalous: boolean): string {
  const showsOnlyMarked = view === 'mask' || view === 'filtered' || view === 'boxes';
  return showsOnlyMarked && !isAnomalous ? words.viewIsEmpty : words.viewMeans[view];
}
