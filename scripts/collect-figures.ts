/**
 * Writes `figures.json` beside a pack from its row in `models/evaluation.json`, for the server's `/api/v1/model-info`.
 * Run after `python -m trainer evaluate`: `npx tsx scripts/collect-figures.ts`.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';

/** The protocol closest to a transformer that is not in the training data. */
const protocol = 'unseen transformer, all';
const packId = 'transformer-thermal';
const work = 'transformer thermal';

const evaluationSchema = v.object({
  rows: v.array(
    v.object({
      work: v.string(),
      protocol: v.string(),
      figure: v.object({ values: v.record(v.string(), v.union([v.number(), v.string()])) }),
    }),
  ),
});

const metricsSchema = v.object({ auroc: v.number(), f1_max: v.number() });

/** The metrics of `protocol` in `models/evaluation.json`, from 0 to 1, to three digits. Throws if the row is missing. */
export function figuresIn(evaluation: string): {
  readonly protocol: string;
  readonly auroc: number;
  readonly f1Max: number;
} {
  const { rows } = v.parse(evaluationSchema, JSON.parse(evaluation));
  const row = rows.find((each) => each.work === work && each.protocol === protocol);
  if (row === undefined) throw new Error(`evaluation.json has no figures of “${protocol}”`);
  const { auroc, f1_max: f1Max } = v.parse(metricsSchema, row.figure.values);
  return { protocol, auroc: Number(auroc.toFixed(3)), f1Max: Number(f1Max.toFixed(3)) };
}

function collect(models: string): void {
  const folder = join(models, packId);
  const { version } = JSON.parse(readFileSync(join(folder, 'pack.json'), 'utf8')) as { version: string };
  const figures = {
    packVersion: version,
    ...figuresIn(readFileSync(join(models, 'evaluation.json'), 'utf8')),
    // The date on which the memory bank last changed.
    trainedOn: execFileSync('git', ['log', '-1', '--format=%cs', '--', join(folder, 'bank.bin')], {
      encoding: 'utf8',
    }).trim(),
  };
  writeFileSync(join(folder, 'figures.json'), `${JSON.stringify(figures, null, 2)}\n`);
}

if (process.argv[1]?.endsWith('collect-figures.ts') === true) collect('models');
