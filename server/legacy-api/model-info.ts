/** Measured figures of a pack, from the file in its folder that `scripts/collect-figures.ts` writes. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

const figuresSchema = v.object({
  packVersion: v.string(),
  /** Which row of `models/EVALUATION.md`. */
  protocol: v.string(),
  auroc: share,
  f1Max: share,
  /** The day on which the pack's memory was made. */
  trainedOn: v.pipe(v.string(), v.isoDate()),
});

/** Measured figures of a pack, as shares of 1. */
export type PackFigures = v.InferOutput<typeof figuresSchema>;

/** The figures of the pack in `modelsDir`. Throws where the file is missing or not right: it ships with the pack. */
export async function readFigures(modelsDir: string, packId: string): Promise<PackFigures> {
  const json: unknown = JSON.parse(await readFile(join(modelsDir, packId, 'figures.json'), 'utf8'));
  return v.parse(figuresSchema, json);
}

/**
 * `GET /api/v1/model-info`. The earlier system's `accuracy` was its AUROC in percent; so is ours. The listed formats are guaranteed to clients;
 * further formats are accepted, but not guaranteed.
 */
export function modelInfoOf({ packVersion, auroc, f1Max, trainedOn }: PackFigures): object {
  return {
    model_type: 'PatchCore',
    version: `v${packVersion}`,
    accuracy: percent(auroc),
    f1_score: percent(f1Max),
    training_date: trainedOn,
    supported_formats: ['jpg', 'jpeg', 'png'],
  };
}

function percent(value: number): number {
  return Number((100 * value).toFixed(1));
}
