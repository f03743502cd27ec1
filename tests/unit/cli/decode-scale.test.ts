import sharp from 'sharp';
import { expect, test } from 'vitest';
import { withExif } from '../../support/corpus/edit-jpeg';
import { exifWith } from '../../support/corpus/make-exif';
import { createNodePredictor, type NodePredictor } from '../../support/predict-node';

/** Of the calibrated score, 0–1; rule PIC-5. */
const tolerance = 0.02;

test('PIC-5 Node gives reduced JPEGs the score of the whole size, and boxes of the original', async () => {
  const predict = await createNodePredictor('models/transformer-thermal');
  const predictWhole = await createNodePredictor('models/transformer-thermal', 'whole');
  const upright = sharp('public/samples/thermal-2.jpg').resize(2_203, 1_651, { fit: 'fill' });
  const turned = await sharp(await upright.clone().png().toBuffer())
    .rotate(270)
    .jpeg({ quality: 92 })
    .toBuffer();
  for (const file of [await upright.jpeg({ quality: 92 }).toBuffer(), withExif(turned, exifWith(6, {}))]) {
    const reduced = await seen(predict, file);
    const whole = await seen(predictWhole, file);
    expect(reduced.picture).toEqual({ width: 2_203, height: 1_651 });
    expect(Math.abs(reduced.score - whole.score)).toBeLessThanOrEqual(tolerance);
    expect(reduced.level).toBe(whole.level);
    const cellPx = 2_203 / 28;
    expect(Math.abs(reduced.x - whole.x)).toBeLessThanOrEqual(cellPx);
    expect(Math.abs(reduced.width - whole.width)).toBeLessThanOrEqual(cellPx);
  }
});

/** The verdict and its strongest box; the test fails without them. */
async function seen(predict: NodePredictor, file: Uint8Array) {
  const inspected = await predict(file);
  if (!inspected.ok) throw new Error(JSON.stringify(inspected.fault));
  const { anomaly, picture } = inspected.value.verdict;
  const box = anomaly?.boxes[0];
  if (anomaly === undefined || box === undefined) throw new Error('no box');
  return { picture, score: anomaly.score, level: anomaly.level, x: box.x, width: box.width };
}
