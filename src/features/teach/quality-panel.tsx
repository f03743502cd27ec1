import type { ReactElement } from 'react';
import type { AnomalyTeachReport } from '../../domain/anomaly-teaching';
import type { TeachPicture } from '../../domain/teaching';
import { teachPictureName } from '../../domain/teaching';
import { Facts, MoreFacts } from '../../ui/facts';
import { Panel } from '../../ui/panel';
import { useWords } from '../../ui/words-context';
import { TeachPictures } from './teach-picture-grid';

/** The results of the pack on the user's faulty pictures. Nothing without them. */
export function QualityPanel(props: {
  readonly report: AnomalyTeachReport;
  readonly pictures: readonly TeachPicture[];
}): ReactElement | null {
  const words = useWords();
  const { quality, faulty } = props.report;
  if (quality === undefined) return null;
  const { missed, falseAlarms, auroc, f1, f1Max } = quality;
  const facts = [
    { name: words.say('teach.auroc'), value: words.number(auroc, 3) },
    { name: words.say('teach.f1'), value: words.number(f1, 3) },
    { name: words.say('teach.f1Max'), value: words.number(f1Max, 3) },
  ];
  return (
    <Panel title={words.say('teach.qualityTitle')}>
      <p>{words.say('teach.found', { found: faulty - missed.length, total: faulty })}</p>
      {missed.length + falseAlarms.length === 0 ? <p>{words.say('teach.rightAll')}</p> : null}
      <Misjudged
        title={words.say('teach.missedTitle', { count: missed.length })}
        names={missed}
        pictures={props.pictures}
      />
      <Misjudged
        title={words.say('teach.alarmsTitle', { count: falseAlarms.length })}
        names={falseAlarms}
        pictures={props.pictures}
      />
      <Facts facts={facts} />
      <p className="small quiet">{words.say('teach.aurocWhy')}</p>
    </Panel>
  );
}

function Misjudged(props: {
  readonly title: string;
  readonly names: readonly string[];
  readonly pictures: readonly TeachPicture[];
}): ReactElement | null {
  if (props.names.length === 0) return null;
  const shown = props.pictures.filter((picture) => props.names.includes(teachPictureName(picture)));
  return (
    <MoreFacts title={props.title}>
      <TeachPictures pictures={shown} />
    </MoreFacts>
  );
}
