/** The browser against Node: the same engine on another decoder and another build of ONNX Runtime. */
import { expect, test } from '@playwright/test';
import { createNodePredictor } from '../support/predict-node';
import { sceneJpeg, scenePng } from '../support/make-pictures';
import { inspectOk, openTestPage, prepare } from './inspector-page';

const scenes = Array.from({ length: 20 }, (_, seed) => seed + 100);

/**
 * PNG decodes to the same pixels everywhere: what is left is ONNX Runtime. JPEG decoders may round and smooth chroma
 * differently. Of the 0–1 score and map, and of each probability.
 */
const tolerances = { png: 0.002, jpeg: 0.02 } as const;

for (const packId of ['transformer-thermal', 'rubber-sheet']) {
  test(`INS-19 browser and Node say the same of rendered pictures with ${packId}`, async ({ page }) => {
    const predict = await createNodePredictor(`models/${packId}`);
    await openTestPage(page, packId);
    await prepare(page, packId, 'wasm');
    const worst = { png: 0, jpeg: 0 };
    for (const seed of scenes) {
      const kind = seed % 2 === 0 ? 'png' : 'jpeg';
      const file = await (kind === 'png' ? scenePng(seed) : sceneJpeg(seed));
      const inNode = await predict(file);
      if (!inNode.ok) throw new Error(JSON.stringify(inNode.fault));
      const inBrowser = await inspectOk(page, packId, file);
      const { grade, anomaly } = inNode.value;
      const seen = inBrowser.verdict;
      worst[kind] = Math.max(
        worst[kind],
        difference([seen.anomaly?.score ?? 0], [anomaly?.score ?? 0]),
        difference(inBrowser.map, anomaly?.map.data ?? []),
        difference(seen.grade?.probabilities ?? [], grade?.probabilities ?? []),
      );
    }
    console.log(`${packId}: worst difference PNG ${worst.png.toExponential(1)}, JPEG ${worst.jpeg.toExponential(1)}`);
    expect(worst.png).toBeLessThanOrEqual(tolerances.png);
    expect(worst.jpeg).toBeLessThanOrEqual(tolerances.jpeg);
  });
}

/** The largest difference; lists of different length differ without bound. */
function difference(found: ArrayLike<number>, wanted: ArrayLike<number>): number {
  if (found.length !== wanted.length) return Infinity;
  return Array.from(found, (value, at) => Math.abs(value - (wanted[at] ?? NaN))).reduce((a, b) => Math.max(a, b), 0);
}
