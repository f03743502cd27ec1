/**
 * Writes `figures.json` beside a pack from its row in `models/EVALUATION.md`, for the server's `/api/v1/model-info`.
 * Run after `python -m trainer evaluate`: `npx tsx scripts/collect-figures.ts`.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The protocol closest to a transformer that is not in the training data. */
const protocol = 'unseen transformer, all';
const packId = 'transformer-thermal';
const work = 'transformer thermal';

/** The metrics of `protocol` in the table, from 0 to 1. Throws if the row is missing. */
export function figuresIn(table: string): {
  readonly protocol: string;
  readonly auroc: number;
  readonly f1Max: number;
} {
  const rows = table.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
  const figure = rows.find((cells) => cells[1] === work && cells[2] === protocol)?.[3] ?? '';
  const [, auroc, f1Max] = /AUROC (\d\.\d+).*F1-max (\d\.\d+)/.exec(figure) ?? [];
  if (auroc === undefined || f1Max === undefined) throw new Error(`EVALUATION.md has no figures of “${protocol}”`);
  return { protocol, auroc: Number(auroc), f1Max: Number(f1Max) };
}

function collect(models: string): void {
  const folder = join(models, packId);
  const { version } = JSON.parse(readFileSync(join(folder, 'pack.json'), 'utf8')) as { version: string };
  const figures = {
    packVersion: version,
    ...figuresIn(readFileSync(join(models, 'EVALUATION.md'), 'utf8')),
    // The date on which the memory bank last changed.
    trainedOn: execFileSync('git', ['log', '-1', '--format=%cs', '--', join(folder, 'bank.bin')], {
      encoding: 'utf8',
    }).trim(),
  };
  writeFileSync(join(folder, 'figures.json'), `${JSON.stringify(figures, null, 2)}\n`);
}

if (process.argv[1]?.endsWith('collect-figures.ts') === true) collect('models');
