/**
 * How the trim guide does on pictures: `npx tsx scripts/measure-trim.ts <pictures>…`. Prints, for each share of the picture that was
 * covered, how often the grade was better, the same, worse, or refused, and how often no spot was found any more.
 */
import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import type { Verdict } from '../src/domain/inspection';
import type { Picture } from '../src/domain/picture';
import { refusalOf } from '../src/domain/refusal';
import { trimPicture } from '../src/vision/trim';
import { createNodePredictor } from '../tests/support/predict-node';

const steps = [0.05, 0.15, 0.3, 1];
const predict = await createNodePredictor('models/rubber-sheet');
const outcomes = new Map<number, Map<string, number>>();
for (const file of process.argv.slice(2)) {
  const picture = await readPicture(file);
  const before = await predict(await toPng(picture));
  if (!before.ok || before.value.rasters === undefined || before.value.verdict.anomaly?.boxes.length === 0) continue;
  const { picture: covered, share } = trimPicture(picture, before.value.rasters.mask);
  const after = await predict(await toPng(covered));
  if (!after.ok) throw new Error(JSON.stringify(after.fault));
  const step = steps.find((limit) => share <= limit) ?? 1;
  for (const name of ['pictures', ...outcomesOf(before.value.verdict, after.value.verdict)]) count(step, name);
}
for (const [step, counts] of [...outcomes].sort(([a], [b]) => a - b)) {
  console.log(`up to ${step * 100} % covered: ${[...counts].map(([name, number]) => `${name} ${number}`).join(', ')}`);
}

function outcomesOf(before: Verdict, after: Verdict): readonly string[] {
  if (refusalOf(after) !== undefined) return ['refused'];
  const rank = ({ grade }: Verdict): number =>
    grade?.probabilities.findIndex(({ label }) => label === grade.label) ?? -1;
  const change = rank(after) - rank(before);
  const grade = change < 0 ? 'better' : change > 0 ? 'worse' : 'same';
  return after.anomaly?.isAnomalous === true ? [grade] : [grade, 'no spot left'];
}

function count(step: number, name: string): void {
  const counts = outcomes.get(step) ?? new Map<string, number>();
  counts.set(name, (counts.get(name) ?? 0) + 1);
  outcomes.set(step, counts);
}

async function readPicture(file: string): Promise<Picture> {
  const upright = sharp(await readFile(file)).rotate();
  const { data, info } = await upright
    .resize(768, 768, { fit: 'inside' })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: new Uint8ClampedArray(data) };
}

function toPng({ width, height, data }: Picture): Promise<Buffer> {
  return sharp(Buffer.from(data), { raw: { width, height, channels: 4 } })
    .png()
    .toBuffer();
}
