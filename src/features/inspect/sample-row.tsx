import { useState, type ReactElement } from 'react';
import type { NewPicture } from '../../services/inspect-queue-state';
import { samplesOf, type OpenSample, type SamplePicture } from './sample-pictures';
import { useWords } from '../../ui/words-context';

/** The sample pictures of a pack. A tap inspects one. */
export function SampleRow(props: {
  readonly packId: string;
  readonly openSample: OpenSample;
  readonly onPictures: (pictures: readonly NewPicture[]) => void;
}): ReactElement | null {
  const words = useWords();
  const [isMissing, setIsMissing] = useState(false);
  const samples = samplesOf(props.packId);
  if (samples.length === 0) return null;
  const take = async (sample: SamplePicture): Promise<void> => {
    const file = await props.openSample(sample.path);
    setIsMissing(file === undefined);
    if (file !== undefined) props.onPictures([{ file, fileName: sampleName(sample), source: 'sample' }]);
  };
  return (
    <section className="samples" aria-label={words.say('inspect.samples')}>
      <h2 className="samples-title">{words.say('inspect.samples')}</h2>
      <ul className="samples-list">
        {samples.map((sample) => (
          <li key={sample.path}>
            <button type="button" className="sample" onClick={() => void take(sample)}>
              <img src={`${import.meta.env.BASE_URL}${sample.path}`} alt="" loading="lazy" decoding="async" />
              <span>{words.say(`inspect.sample.${sample.kind}`, { number: sample.number })}</span>
            </button>
          </li>
        ))}
      </ul>
      <p role="status">{isMissing ? words.say('inspect.sampleMissing') : ''}</p>
    </section>
  );
}

function sampleName(sample: SamplePicture): string {
  return sample.path.slice(sample.path.lastIndexOf('/') + 1);
}
