/** @jsxRuntime automatic */
/** @jsxImportSource hono/jsx */
import type { WireRecord } from '../../../src/protocol/intake';
import { paths, withQuery } from '../paths';
import { formatPercent, formatScore, summariseVerdict } from '../tone';
import type { ShownRecord } from '../shown-record';
import { Detections } from './detections';
import { Page, type PageFrame } from './layout';
import { Chip, DeviceName, Facts, TakenAt } from './parts';
import { Picture, type ShownPicture } from './picture';
import { VersionList } from './versions';

/** One record: its picture, what it says, and everything that happened to it. */
export function RecordPage({ frame, shown }: { readonly frame: PageFrame; readonly shown: ShownRecord }) {
  const { history, picture } = shown;
  const title = picture === undefined ? 'A deleted record' : summariseVerdict(picture.record).answer;
  return (
    <Page frame={frame} title={title} place="records">
      <div class="page-head">
        <h1>{title}</h1>
        <a class="button" href={withQuery(paths.report, `record=${history.id}`)}>
          Report
        </a>
      </div>
      {history.isDeleted ? (
        <p class="notice tone-bad">This record was deleted on its device. What it was before is kept here.</p>
      ) : null}
      {picture === undefined ? (
        <p class="notice tone-unknown">
          Only the deletion of this record has arrived, so there is nothing to show of it.
        </p>
      ) : (
        <div class="columns">
          <PicturePanel picture={picture} />
          <FactsPanel frame={frame} shown={shown} record={picture.record} />
        </div>
      )}
      {picture?.record.anomaly === undefined ? null : (
        <section class="panel" aria-labelledby="regions">
          <h2 id="regions">Regions</h2>
          <Detections anomaly={picture.record.anomaly} label="Regions in numbers" />
        </section>
      )}
      <section class="panel" aria-labelledby="versions">
        <h2 id="versions">Versions</h2>
        <VersionList history={history} time={frame.time} />
      </section>
    </Page>
  );
}

function PicturePanel({ picture }: { readonly picture: ShownPicture }) {
  const { record, hasPhoto } = picture;
  return (
    <section class="panel picture-box" aria-label="Picture">
      <Picture {...picture} />
      <div class="row">
        {record.anomaly === undefined || !hasPhoto ? null : (
          <>
            <label class="check">
              <input class="show-mask" type="checkbox" checked autocomplete="off" />
              Mask
            </label>
            <label class="check">
              <input class="show-boxes" type="checkbox" checked autocomplete="off" />
              Boxes
            </label>
          </>
        )}
        {hasPhoto ? (
          <a class="button button-quiet" href={paths.blob(record.photo.sha256)}>
            Photo alone
          </a>
        ) : null}
      </div>
    </section>
  );
}

function FactsPanel(props: { readonly frame: PageFrame; readonly shown: ShownRecord; readonly record: WireRecord }) {
  const { record, shown, frame } = props;
  const { support, tone } = summariseVerdict(record);
  const author = shown.history.versions.find(({ change }) => change.kind !== 'deleted')?.author ?? '';
  return (
    <section class="panel" aria-label="Facts">
      <p>
        <Chip tone={tone}>{support}</Chip>
      </p>
      <Facts
        facts={[
          ['Note', record.note === undefined ? 'None' : <span class="note">{record.note}</span>],
          [
            'Taken',
            <TakenAt at={new Date(record.takenAt)} utcOffsetMinutes={record.utcOffsetMinutes} time={frame.time} />,
          ],
          ['Device', <DeviceName device={shown.history.devices.get(author)} />],
          ...verdictFacts(record),
          ['File', record.fileName],
          ['Picture', `${record.picture.width} × ${record.picture.height} px`],
          ['Pack', `${record.packTitle}, ${record.provenance.packVersion}`],
          ['Record', <span class="code">{record.id}</span>],
          ['Photo SHA-256', <span class="code">{record.photo.sha256}</span>],
        ]}
      />
    </section>
  );
}

/** Grade and severity in words and numbers. */
export function verdictFacts({ grade, anomaly }: WireRecord): readonly (readonly [term: string, fact: string])[] {
  return [
    ...(grade === undefined ? [] : [['Grade', gradeInWords(grade)] as const]),
    ...(anomaly === undefined
      ? []
      : [['Severity', `${anomaly.levelTitle}, score ${formatScore(anomaly.score)} of 100 (threshold 50)`] as const]),
  ];
}

function gradeInWords({ title, confidence, refused }: NonNullable<WireRecord['grade']>): string {
  const sure = `${title}, ${formatPercent(confidence)} sure`;
  return refused === undefined ? sure : `None (${refused.replaceAll('-', ' ')}); nearest ${sure}`;
}
