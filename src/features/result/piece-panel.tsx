import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import type { InspectionSummary } from '../../domain/inspection-summary';
import { decidingPhoto } from '../../domain/piece-verdict';
import type { InspectionRecord } from '../../domain/record';
import type { InspectionService } from '../../services/inspection-service';
import { Chip } from '../../ui/chip';
import { Panel } from '../../ui/panel';
import { PictureRow } from '../../ui/picture-row';
import { useWords } from '../../ui/words-context';
import { summariseVerdict } from '../../words/verdict-text';
import { queryKeys } from '../local-queries';
import { inspectionLink } from '../summary-row';
import { StoredThumbnail } from '../stored-thumbnail';
import { useServices } from '../use-services';

/** The photos of the same piece, and which of them decides. Nothing for a single photo. */
export function PiecePanel({ record }: { readonly record: InspectionRecord }): ReactElement | null {
  const words = useWords();
  const { inspections } = useServices();
  const pieceId = record.capture?.pieceId;
  const photos = useQuery({
    queryKey: [...queryKeys.inspections, 'piece', pieceId, record.takenAt],
    queryFn: () => photosOf(pieceId, record.takenAt, (query, bounds) => inspections.history(query, bounds)),
  }).data;
  if (photos === undefined || photos.length < 2) return null;
  const labels = record.grade?.probabilities.map(({ label }) => label) ?? [];
  const deciding = decidingPhoto(photos, labels);
  return (
    <Panel title={words.say('capture.pieceTitle')}>
      <ol>
        {photos.map((photo, at) => (
          <PhotoRow
            key={photo.id}
            photo={photo}
            number={at + 1}
            decides={at === deciding}
            isHere={photo.id === record.id}
          />
        ))}
      </ol>
      <p className="small quiet">{words.say('capture.pieceRule')}</p>
    </Panel>
  );
}

function PhotoRow(props: {
  readonly photo: InspectionSummary;
  readonly number: number;
  readonly decides: boolean;
  readonly isHere: boolean;
}): ReactElement {
  const words = useWords();
  const { photo, number } = props;
  const { answer, support, tone } = summariseVerdict(words, photo);
  const title = words.say(props.isHere ? 'capture.piecePhotoHere' : 'capture.piecePhoto', { number, answer });
  return (
    <PictureRow
      picture={<StoredThumbnail thumbnail={photo.thumbnail} />}
      title={title}
      tone={tone}
      support={support}
      badge={props.decides ? <Chip tone="info">{words.say('capture.pieceDecides')}</Chip> : undefined}
      {...(props.isHere
        ? {}
        : {
            link: inspectionLink(photo.id),
          })}
    />
  );
}

/** The photos of a piece are inspected one after another: they are searched near in time, oldest first. */
const nearMs = 15 * 60_000;
const mostNear = 200;

async function photosOf(
  pieceId: string | undefined,
  takenAt: string,
  history: InspectionService['history'],
): Promise<readonly InspectionSummary[]> {
  if (pieceId === undefined) return [];
  const latest = new Date(Date.parse(takenAt) + nearMs).toISOString();
  const after = { id: lastOfAllIds, takenAt: latest, score: 1 };
  const { summaries } = await history({ filter: {}, sort: 'newest' }, { limit: mostNear, after });
  return summaries.filter((summary) => summary.pieceId === pieceId).toReversed();
}

/** Sorts after every id. */
const lastOfAllIds = '\uffff';
