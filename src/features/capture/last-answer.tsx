import type { ReactElement } from 'react';
import { Link } from 'wouter';
import { decidingPhoto } from '../../domain/piece-verdict';
import type { InspectionRecord } from '../../domain/record';
import type { QueueItem } from '../../services/inspect-queue-state';
import { buttonClass } from '../../ui/button';
import { PictureRow } from '../../ui/picture-row';
import { useWords } from '../../ui/words-context';
import { summariseVerdict } from '../../words/verdict-text';
import { StoredThumbnail } from '../stored-thumbnail';
import { useServices } from '../use-services';
import type { LastPiece, Shots } from './use-shots';

/** The answer on the piece that was photographed last, announced politely. */
export function LastAnswer({ shots }: { readonly shots: Shots }): ReactElement {
  const words = useWords();
  return (
    <div className="camera-answer" role="status">
      {shots.last === undefined ? (
        <p className="quiet">{words.say('capture.noPhoto')}</p>
      ) : (
        <PieceAnswer piece={shots.last} />
      )}
    </div>
  );
}

function PieceAnswer({ piece }: { readonly piece: LastPiece }): ReactElement {
  const words = useWords();
  const { queue } = useServices();
  const records = piece.items.flatMap(({ state }) => (state.phase === 'saved' ? [state.record] : []));
  const open = piece.items.find(({ state }) => state.phase !== 'saved');
  if (open !== undefined && open.state.phase !== 'waiting' && open.state.phase !== 'running') return <Unsaved />;
  const waiting = queue.read().items.filter(isOpen).length;
  if (open !== undefined || records.length === 0) {
    return <p className="camera-waiting">{words.say('capture.waiting', { count: Math.max(1, waiting) })}</p>;
  }
  return <Answer records={records} piece={piece} />;
}

function isOpen({ state }: QueueItem): boolean {
  return state.phase === 'waiting' || state.phase === 'running';
}

function Answer(props: { readonly records: readonly InspectionRecord[]; readonly piece: LastPiece }): ReactElement {
  const words = useWords();
  const { records, piece } = props;
  const at = decidingPhoto(records, labelsOf(records)) ?? 0;
  const deciding = records[at];
  const [problem] = piece.problems;
  if (deciding === undefined) return <></>;
  const { answer, support, tone } = summariseVerdict(words, {
    ...deciding,
    trainedOn: deciding.provenance.packTrainedOn,
  });
  const note =
    problem === undefined
      ? undefined
      : words.say('capture.retake', { problem: words.say(`capture.problem.${problem}`) });
  return (
    <ul>
      <PictureRow
        picture={<StoredThumbnail thumbnail={deciding.thumbnail} />}
        title={answer}
        tone={tone}
        support={
          records.length > 1 ? words.say('capture.pieceSupport', { count: records.length, number: at + 1 }) : support
        }
        note={note}
        link={(children) => (
          <Link
            href={`/inspection/${deciding.id}`}
            className="picture-row-link"
            aria-label={words.say('capture.openResult', { answer })}
          >
            {children}
          </Link>
        )}
      />
    </ul>
  );
}

/** The grades in the pack's order, the best first. */
function labelsOf(records: readonly InspectionRecord[]): readonly string[] {
  const graded = records.find(({ grade }) => grade !== undefined);
  return graded?.grade?.probabilities.map(({ label }) => label) ?? [];
}

/** The picture failed or its result is not saved: the list of the inspect screen says why, and offers what to do. */
function Unsaved(): ReactElement {
  const words = useWords();
  return (
    <div className="row">
      <p>{words.say('capture.notSaved')}</p>
      <Link href="/" className={buttonClass('plain')}>
        {words.say('capture.toQueue')}
      </Link>
    </div>
  );
}
