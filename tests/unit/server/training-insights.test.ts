import { expect, test } from 'vitest';
import { insightsOf, type Looks } from '../../../server/training/survey-pictures';
import { seededRandom } from '../../support/seeded-random';

const size = { width: 96, height: 96 };
const names = ['level/1.jpg', 'level/2.jpg', 'level/3.jpg', 'upright/1.jpg', 'upright/2.jpg', 'upright/copy.jpg'];
const facts = names.map((name, at) => ({ name, label: name.split('/')[0] ?? '', sha256: String(at), size }));

/** The last picture looks like the first, and has another class; the second is far less sharp. */
function looks(): Looks {
  const random = seededRandom(7);
  const embeddings = names.map(() => Float32Array.from({ length: 64 }, () => random()));
  const [first = new Float32Array(64)] = embeddings;
  const like = first.map((value) => value + 0.001);
  return new Map(
    names.map((name, at) => [
      name,
      { blur: at === 1 ? 0.9 : 0.3, embedding: at === 5 ? like : (embeddings[at] ?? like) },
    ]),
  );
}

test('EAR-34 near-duplicates and blurred pictures are those of the app once pictures were decoded, and null before', () => {
  expect(insightsOf({ facts, samples: new Map() }, new Map())).toMatchObject({
    ...{ total_images: 6, near_duplicates: null, contradictory_near_duplicates: null, blurred: null },
  });
  expect(insightsOf({ facts, samples: new Map() }, looks())).toMatchObject({
    ...{ duplicates: 0, near_duplicates: 1, contradictory_near_duplicates: 1, blurred: ['level/2.jpg'] },
  });
});
