/** Compares the browser with Node: the same engine with another decoder and another build of ONNX Runtime. */
import { expect, test } from '@playwright/test';
import type { Verdict, VerdictWithRasters } from '../../src/domain/inspection';
import { createNodePredictor } from '../support/predict-node';
import { sceneJpeg, scenePng } from '../support/make-pictures';
import { inspectOk, openTestPage, prepare, type SeenInspection } from './inspector-page';

const scenes = Array.from({ length: 20 }, (_, seed) => seed + 100);

/**
 * PNG decodes to the same pixels everywhere, so that only ONNX Runtime differs. JPEG decoders may round and smooth chroma
 * differently. Of the 0–1 score and map, and of each probability; measured 2e-6 for both (November 2026, Debian's Chromium).
 */
const tolerances = { png: 1e-4, jpeg: 0.01 } as const;

for (const packId of ['transformer-thermal', 'rubber-sheet']) {
  test(`INS-19 browser and Node give the same verdicts of rendered pictures with ${packId}`, async ({ page }) => {
    const predict = await createNodePredictor(`models/${packId}`);
    await openTestPage(page, packId);
    await prepare(page, packId, 'wasm');
    const worst = { png: 0, jpeg: 0 };
    for (const seed of scenes) {
      const kind = seed % 2 === 0 ? 'png' : 'jpeg';
      const file = await (kind === 'png' ? scenePng(seed) : sceneJpeg(seed));
      const inNode = await predict(file);
      if (!inNode.ok) throw new Error(JSON.stringify(inNode.fault));
      worst[kind] = Math.max(worst[kind], worstDifference(await inspectOk(page, packId, file), inNode.value));
    }
    console.log(`${packId}: worst difference PNG ${worst.png.toExponential(1)}, JPEG ${worst.jpeg.toExponential(1)}`);
    expect(worst.png).toBeLessThanOrEqual(tolerances.png);
    expect(worst.jpeg).toBeLessThanOrEqual(tolerances.jpeg);
  });
}

function worstDifference({ verdict, map, mask }: SeenInspection, node: VerdictWithRasters): number {
  const { grade, anomaly } = node.verdict;
  return Math.max(
    difference(listOf(verdict.anomaly?.score), listOf(anomaly?.score)),
    difference(map, node.rasters?.map.data ?? []),
    shareOfDifferent(mask, node.rasters?.mask.data ?? []),
    difference(sharesOf(verdict.grade), sharesOf(grade)),
  );
}

function sharesOf(grade: Verdict['grade']): readonly number[] {
  return (grade?.probabilities ?? []).map(({ probability }) => probability);
}

function listOf(value: number | undefined): readonly number[] {
  return value === undefined ? [] : [value];
}

/** The largest difference; `Infinity` for lists of different length. */
function difference(found: ArrayLike<number>, wanted: ArrayLike<number>): number {
  if (found.length !== wanted.length) return Infinity;
  return Array.from(found, (value, at) => Math.abs(value - (wanted[at] ?? NaN))).reduce((a, b) => Math.max(a, b), 0);
}

/** The share of cells that are set in only one of the two masks. */
function shareOfDifferent(found: ArrayLike<number>, wanted: ArrayLike<number>): number {
  const different = Array.from(found).filter((value, at) => value !== wanted[at]).length;
  return found.length === wanted.length ? different / Math.max(1, found.length) : Infinity;
}
