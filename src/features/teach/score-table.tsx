import type { ReactElement } from 'react';
import type { AnomalyTeachReport } from '../../domain/anomaly-teaching';
import { teachPictureName, type TeachPicture } from '../../domain/teaching';
import { DataTable } from '../../ui/data-table';
import { useWords } from '../../ui/words-context';

/** The score of each picture, the most unusual first. */
export function ScoreTable(props: {
  readonly report: AnomalyTeachReport;
  readonly pictures: readonly TeachPicture[];
}): ReactElement {
  const words = useWords();
  const fileByName = new Map(props.pictures.map((picture) => [teachPictureName(picture), picture.fileName]));
  const sorted = [...props.report.scores].sort((one, other) => other.rawScore - one.rawScore);
  return (
    <>
      <p className="small quiet">{words.say('teach.scoresWhy')}</p>
      <DataTable
        label={words.say('teach.scoresTitle')}
        columns={[
          { title: words.say('teach.picture') },
          { title: words.say('teach.shows') },
          { title: words.say('teach.score'), isNumber: true },
          { title: words.say('teach.answer') },
        ]}
        rows={sorted.map(({ name, role, score }) => ({
          key: name,
          cells: [
            fileByName.get(name) ?? name,
            words.say(`teach.role.${role}`),
            words.score(score),
            words.say(score >= 0.5 ? 'teach.answer.faulty' : 'teach.answer.normal'),
          ],
        }))}
      />
    </>
  );
}
