import { useState, type ReactElement } from 'react';
import type { MaskRaster } from '../../domain/picture';
import { refusalOf } from '../../domain/refusal';
import type { Result } from '../../domain/result';
import type { QueueFault } from '../../services/inspect-queue-state';
import { BlobImage } from '../../ui/blob-image';
import { Button } from '../../ui/button';
import { Panel } from '../../ui/panel';
import { useWords } from '../../ui/words-context';
import type { Words } from '../../words/words';
import { FaultNotice } from '../fault-notice';
import { describeQueueFault } from '../queue-fault-text';
import { useServices } from '../use-services';
import type { ShownInspection, ViewSource } from './shown-inspection';
import { trimPhoto, type TrimOutcome } from './trim-photo';

/** The grade without the marked regions, to show whether cutting them out may improve it. For graded sheets with marked regions only. */
export function TrimPanel({ inspection }: { readonly inspection: ShownInspection }): ReactElement | null {
  const source = trimmableOf(inspection);
  return source === undefined ? null : <TrimGuide source={source} packId={inspection.facts.provenance.packId} />;
}

interface Trimmable {
  readonly photo: ViewSource['photo'];
  readonly mask: MaskRaster;
}

/** What the guide needs; undefined where there is no grade or nothing is marked. */
function trimmableOf({ facts, view }: ShownInspection): Trimmable | undefined {
  const isGraded = facts.grade !== undefined && refusalOf(facts) === undefined;
  if (!isGraded || facts.anomaly === undefined || facts.anomaly.boxes.length === 0) return undefined;
  if (view?.ok !== true || view.value.rasters === undefined) return undefined;
  return { photo: view.value.photo, mask: view.value.rasters.mask };
}

function TrimGuide({ source, packId }: { readonly source: Trimmable; readonly packId: string }): ReactElement {
  const words = useWords();
  const { inspector } = useServices();
  const [isWorking, setIsWorking] = useState(false);
  const [outcome, setOutcome] = useState<Result<TrimOutcome, QueueFault>>();
  const trim = async (): Promise<void> => {
    setIsWorking(true);
    try {
      setOutcome(await trimPhoto(source.photo, source.mask, { inspector, packId }));
    } finally {
      setIsWorking(false);
    }
  };
  return (
    <Panel title={words.say('trim.title')}>
      <div role="status" className="stack">
        {outcome?.ok === true ? <Outcome outcome={outcome.value} /> : <p>{words.say('trim.question')}</p>}
      </div>
      {outcome?.ok === false ? <FaultNotice fault={describeQueueFault(words, outcome.fault)} /> : null}
      {outcome?.ok === true ? null : (
        <Button aria-busy={isWorking} disabled={isWorking} onClick={() => void trim()}>
          {words.say(isWorking ? 'trim.working' : 'trim.action')}
        </Button>
      )}
      <p className="small quiet">{words.say('trim.limits')}</p>
    </Panel>
  );
}

function Outcome({ outcome }: { readonly outcome: TrimOutcome }): ReactElement {
  const words = useWords();
  return (
    <>
      <p className="trim-outcome">{outcomeText(words, outcome)}</p>
      <div className="trim-picture">
        <BlobImage bytes={outcome.covered} mime="image/png" alt={words.say('trim.covered')} />
        <p className="small quiet">{words.say('trim.covered')}</p>
      </div>
    </>
  );
}

/** A larger area is not cut out of a sheet, and the rest would not represent it. */
const mostCovered = 0.3;

function outcomeText(words: Words, { share, shareOf, before, after }: TrimOutcome): string {
  const covered = words.percent(Math.max(0.01, share));
  if (share > mostCovered) return words.say('trim.tooMuch', { share: covered, of: shareOf });
  if (before.grade === undefined || after.grade === undefined || refusalOf(after) !== undefined)
    return words.say('trim.refused', { share: covered, of: shareOf });
  const { title } = after.grade;
  if (title === before.grade.title) return words.say('trim.same', { share: covered, of: shareOf, grade: title });
  return words.say('trim.changed', { share: covered, of: shareOf, grade: title, before: before.grade.title });
}
