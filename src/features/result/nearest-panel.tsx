import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import type { ShownBox } from '../../domain/corrected-verdict';
import type { KnownSource, NearestNormal, ShownPatch } from '../../domain/nearest-normal';
import type { InspectionRecord } from '../../domain/record';
import { fileNameIn } from '../../domain/teaching';
import { findNearestNormal, type NearestEvidence } from '../../services/nearest-evidence';
import { BlobImage } from '../../ui/blob-image';
import { Button } from '../../ui/button';
import { Panel } from '../../ui/panel';
import { useWords } from '../../ui/words-context';
import type { Words } from '../../words/words';
import { FaultNotice } from '../fault-notice';
import { queryKeys, useInstalledPack } from '../local-queries';
import { describeQueueFault } from '../queue-fault-text';
import { useServices } from '../use-services';
import { MarkedPicture } from './marked-picture';
import type { RegionChoice } from './use-region-choice';

/** The nearest normal patch for the chosen region, or else for the first. It is searched when the user asks for it. */
export function NearestPanel(props: {
  readonly record: InspectionRecord;
  readonly boxes: readonly ShownBox[];
  readonly region: RegionChoice;
}): ReactElement | null {
  const words = useWords();
  const { record, boxes } = props;
  const [isOpen, setOpen] = useState(false);
  const pack = useInstalledPack(record.provenance.packId).data;
  const number = Math.min(props.region.chosen ?? 1, boxes.length);
  const box = boxes[number - 1];
  if (pack?.anomaly === undefined || box === undefined) return null;
  return (
    <Panel title={words.say('nearest.title')}>
      {isOpen ? (
        <NearestOf key={box.id} record={record} box={box} number={number} />
      ) : (
        <>
          <p className="small quiet">{words.say('nearest.why')}</p>
          <div className="row">
            <Button icon="pictures" onClick={() => setOpen(true)}>
              {words.say('nearest.show', { number })}
            </Button>
          </div>
        </>
      )}
    </Panel>
  );
}

function NearestOf(props: {
  readonly record: InspectionRecord;
  readonly box: ShownBox;
  readonly number: number;
}): ReactElement {
  const words = useWords();
  const services = useServices();
  const { record, box, number } = props;
  const { x, y, width, height } = box;
  const region = { x, y, width, height };
  // The id stands for the record: corrections change neither its photo nor its pack.
  const search = useQuery({
    queryKey: [...queryKeys.inspections, 'nearest', record.id, region],
    queryFn: ({ signal }) => findNearestNormal({ record, region }, services, signal),
    staleTime: Infinity,
  }).data;
  if (search === undefined) return <p role="status">{words.say('nearest.searching', { number })}</p>;
  if (!search.ok) return <FaultNotice fault={describeQueueFault(words, search.fault)} />;
  return <Evidence record={record} evidence={search.value} number={number} />;
}

function Evidence(props: {
  readonly record: InspectionRecord;
  readonly evidence: NearestEvidence;
  readonly number: number;
}): ReactElement {
  const words = useWords();
  const { record, number } = props;
  const { found, packVersion } = props.evidence;
  if (found === undefined) return <p>{words.say('nearest.nothing', { number })}</p>;
  return (
    <div className="stack-tight" role="status">
      <p>{distanceText(words, found, number)}</p>
      <Patches found={found} number={number} />
      {found.normal === undefined && found.source.kind !== 'pack' ? (
        <p className="small quiet">{words.say('nearest.noPicture')}</p>
      ) : null}
      {found.source.kind === 'pack' ? <p className="small quiet">{words.say('nearest.shippedPack')}</p> : null}
      {found.normal !== undefined ? <p className="small quiet">{words.say('nearest.stays')}</p> : null}
      {packVersion === record.provenance.packVersion ? null : (
        <p className="small quiet">
          {words.say('nearest.otherVersion', { now: packVersion, then: record.provenance.packVersion })}
        </p>
      )}
    </div>
  );
}

function Patches({ found, number }: { readonly found: NearestNormal; readonly number: number }): ReactElement {
  const words = useWords();
  const { patch, normal, source } = found;
  return (
    <div className="compare-side nearest-patches">
      <Patch patch={patch} title={words.say('result.region', { number })} />
      {normal === undefined ? null : <Patch patch={normal} title={sourceText(words, source)} />}
    </div>
  );
}

function Patch({ patch, title }: { readonly patch: ShownPatch; readonly title: string }): ReactElement {
  const { picture, mark, place } = patch;
  const words = useWords();
  const caption = words.say('nearest.caption', { picture: title, place: placeText(words, place) });
  return (
    <figure>
      <MarkedPicture size={picture} marks={[mark]} isNumbered={false}>
        <BlobImage bytes={picture.bytes} mime={picture.mime} alt={caption} />
      </MarkedPicture>
      <figcaption className="small">{caption}</figcaption>
    </figure>
  );
}

function distanceText(words: Words, { distance, limit, source, normal }: NearestNormal, number: number): string {
  const times = Math.round((10 * distance) / limit) / 10;
  const where = normal === undefined ? sourceText(words, source) : placedText(words, source, normal);
  return words.say(distance >= limit ? 'nearest.over' : 'nearest.under', { number, times, where });
}

function placedText(words: Words, source: KnownSource, { place }: ShownPatch): string {
  return words.say('nearest.placed', { picture: sourceText(words, source), place: placeText(words, place) });
}

function placeText(words: Words, { across, down }: ShownPatch['place']): string {
  return words.say(`nearest.place.${down}-${across}`);
}

function sourceText(words: Words, source: KnownSource): string {
  switch (source.kind) {
    case 'picture':
      return words.say('nearest.picture', { number: source.number, of: source.of, name: fileNameIn(source.name) });
    case 'correction':
      return words.say('nearest.correction', { name: source.name });
    case 'baseline':
      return words.say('nearest.baseline');
    case 'pack':
      return words.say('nearest.pack');
  }
}
