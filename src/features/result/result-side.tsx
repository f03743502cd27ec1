import type { ReactElement } from 'react';
import { RecordAssetPanel } from '../record-asset-panel';
import { CorrectionPanel } from './correction-panel';
import { DeleteButton } from './delete-button';
import { DeliveryLine } from './delivery-line';
import { InspectAgainPanel } from './inspect-again-panel';
import { MoreAnswers } from './main-answer';
import { NearestPanel } from './nearest-panel';
import { NoteField } from './note-field';
import { PiecePanel } from './piece-panel';
import type { ViewState } from './picture-views';
import { RegionList } from './region-list';
import { ResultDetails } from './result-details';
import { SamePicturePanel } from './same-picture-panel';
import type { ShownInspection } from './shown-inspection';
import { ThresholdPanel } from './threshold-panel';
import { TrimPanel } from './trim-panel';
import type { CorrectionTools } from './use-correction-tools';
import type { Deletion } from './use-inspection';
import type { RegionChoice } from './use-region-choice';
import type { ThresholdPreview } from './use-threshold-preview';

/** Everything beside the picture. Corrections, notes and delivery need an inspection that is saved. */
export function ResultSide(props: {
  readonly inspection: ShownInspection;
  readonly region: RegionChoice;
  readonly tools: CorrectionTools;
  readonly state: ViewState;
  readonly preview: ThresholdPreview | undefined;
  readonly deletion: Deletion;
  readonly hasNext: boolean;
}): ReactElement {
  const { inspection, region, tools, state, preview, deletion } = props;
  const { id, facts, record } = inspection;
  const regions =
    facts.anomaly === undefined || facts.refused !== undefined ? null : (
      <RegionList tools={tools} region={region} canCorrect={record !== undefined} />
    );
  if (record === undefined) {
    return (
      <div className="result-side">
        {regions}
        <TrimPanel inspection={inspection} />
        <MoreAnswers facts={facts} />
        <ResultDetails facts={facts} />
      </div>
    );
  }
  return (
    <div className="result-side">
      <CorrectionPanel
        record={record}
        facts={facts}
        tools={tools}
        hasNext={props.hasNext}
        onAdd={() => tools.addRegion(state.zoom.view)}
      />
      {regions}
      {facts.refused === undefined ? <NearestPanel record={record} boxes={tools.boxes} region={region} /> : null}
      <PiecePanel record={record} />
      <TrimPanel inspection={inspection} />
      {preview === undefined ? null : <ThresholdPanel preview={preview} tools={tools} />}
      <MoreAnswers facts={facts} />
      <SamePicturePanel record={record} />
      <InspectAgainPanel record={record} />
      <NoteField id={id} note={facts.note ?? ''} />
      <RecordAssetPanel id={id} />
      <DeliveryLine recordId={id} />
      <ResultDetails facts={facts} />
      <DeleteButton id={id} deletion={deletion} />
    </div>
  );
}
