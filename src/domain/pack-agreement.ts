/** Checks that the fields of a pack agree with each other, which a schema cannot express. */
import { gradeOutputs } from './grade-outputs';
import type { BankFile, HeadSource, Pack, PackAnomaly, PackGrade, SeverityBand } from './pack';
import type { SchemaFault } from './parse-schema';

/** The first disagreement between two fields of a pack of the right shape. */
export function packDisagreement(pack: Pack): SchemaFault | undefined {
  return (
    inputFault(pack) ??
    filesFault(pack) ??
    judgementFault(pack) ??
    (pack.anomaly && (anomalyFault(pack.anomaly, pack) ?? weightsFault(pack.anomaly))) ??
    (pack.grade && gradeFault(pack.grade, pack)) ??
    tilesFault(pack) ??
    taughtFault(pack) ??
    goldenFault(pack)
  );
}

/** A fault unless the condition holds. */
function unless(holds: boolean, at: string, wanted: string): SchemaFault | undefined {
  return holds ? undefined : { at, wanted };
}

function inputFault({ input }: Pack): SchemaFault | undefined {
  const channels = input.colour === 'grey' ? 1 : 3;
  const wanted = `${channels} number(s), one per channel`;
  return (
    unless(input.mean.length === channels, 'input.mean', wanted) ??
    unless(input.std.length === channels, 'input.std', wanted)
  );
}

function tilesFault({ input, anomaly }: Pack): SchemaFault | undefined {
  const { tiles, widthPx, heightPx } = input;
  if (tiles === undefined) return undefined;
  const grid = anomaly?.patches.grid;
  return (
    unless(grid !== undefined, 'input.tiles', 'an anomaly part') ??
    (grid &&
      (unless(
        widthPx % grid.width === 0 && heightPx % grid.height === 0,
        'input.tiles',
        'an input whose sides are multiples of the grid',
      ) ??
        unless(
          2 * tiles.overlap <= Math.min(grid.width, grid.height),
          'input.tiles.overlap',
          'at most half of the grid',
        )))
  );
}

function weightsFault({ patches: { taps, chosenWeights }, bank }: PackAnomaly): SchemaFault | undefined {
  if (chosenWeights === undefined) return undefined;
  const { measuredBy, columns, even, uneven, few } = chosenWeights;
  const sets = [even, uneven, few?.weights ?? even];
  const at = 'anomaly.patches.chosenWeights';
  const isOfTaps = [columns, ...sets].every(({ length }) => length === taps.length);
  return (
    unless(isOfTaps, at, 'one number for each tap') ??
    unless(sumOf(columns) === bank.columns, `${at}.columns`, 'as many columns as the bank has') ??
    unless(
      sets.every((weights) => sumOf(weights) > 0),
      at,
      'a weight over 0',
    ) ??
    unless(
      taps.some(({ output }) => output === measuredBy),
      `${at}.measuredBy`,
      'the output of a tap',
    )
  );
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function filesFault(pack: Pack): SchemaFault | undefined {
  const { network, anomaly, grade, golden } = pack;
  return (
    nameFault(pack, 'network.file', network.file) ??
    (anomaly && nameFault(pack, 'anomaly.bank.file', anomaly.bank.file)) ??
    (anomaly?.defects && nameFault(pack, 'anomaly.defects.file', anomaly.defects.file)) ??
    (grade?.source.kind === 'head' ? headFault(pack, grade.source) : undefined) ??
    nameFault(pack, 'golden.picture.file', golden.picture.file)
  );
}

function headFault(pack: Pack, { file, scaling }: HeadSource): SchemaFault | undefined {
  return (
    nameFault(pack, 'grade.source.file', file) ??
    (scaling === undefined ? undefined : nameFault(pack, 'grade.source.scaling', scaling))
  );
}

function nameFault({ files }: Pack, at: string, name: string): SchemaFault | undefined {
  return unless(Object.hasOwn(files, name), at, 'a name in files');
}

function judgementFault({ anomaly, grade }: Pack): SchemaFault | undefined {
  return unless(anomaly !== undefined || grade !== undefined, 'grade', 'a grade or an anomaly part, or both');
}

function anomalyFault(anomaly: PackAnomaly, pack: Pack): SchemaFault | undefined {
  const { bank, severity, map, categories } = anomaly;
  return (
    bytesFault(pack, 'anomaly.bank', bank.file, rowBytes(bank, bank.rows)) ??
    sourcesFault('anomaly.bank', bank) ??
    defectsFault(anomaly, pack) ??
    severityFault(severity) ??
    unless(map?.kinds === undefined || categories === undefined, 'anomaly.categories', 'no map.kinds beside them')
  );
}

function rowBytes({ columns, type }: BankFile, rows: number): number {
  return rows * columns * (type === 'float32' ? 4 : 2);
}

function sourcesFault(at: string, { sources, rows }: Pick<BankFile, 'sources' | 'rows'>): SchemaFault | undefined {
  const named = sources?.reduce((sum, source) => sum + source.rows, 0);
  return unless(named === undefined || named === rows, `${at}.sources`, `${rows} rows together`);
}

/** A cell can only be closer to a fault than to normal cells if normal cells are known. */
function defectsFault({ bank, defects }: PackAnomaly, pack: Pack): SchemaFault | undefined {
  if (defects === undefined) return undefined;
  return (
    unless(bank.rows > 0, 'anomaly.defects', 'a memory bank with rows') ??
    bytesFault(pack, 'anomaly.defects', defects.file, rowBytes(bank, defects.rows)) ??
    sourcesFault('anomaly.defects', defects)
  );
}

function bytesFault({ files }: Pack, at: string, name: string, bytes: number): SchemaFault | undefined {
  return unless(files[name]?.bytes === bytes, at, `a file of ${bytes} bytes`);
}

function severityFault(bands: readonly SeverityBand[]): SchemaFault | undefined {
  const fallsAt = bands.findIndex(({ upTo }, at) => at > 0 && upTo <= (bands[at - 1]?.upTo ?? 0));
  return (
    unless(fallsAt < 0, `anomaly.severity[${fallsAt}].upTo`, 'more than the band before') ??
    unless(bands.at(-1)?.upTo === 1, `anomaly.severity[${bands.length - 1}].upTo`, '1, being the last')
  );
}

function gradeFault(grade: PackGrade, pack: Pack): SchemaFault | undefined {
  const names = new Set(grade.labels.map(({ name }) => name));
  return (
    unless(names.size === grade.labels.length, 'grade.labels', 'names that differ') ??
    activationFault(grade, names) ??
    sourceFault(grade, pack) ??
    rejectFault(grade, names)
  );
}

function activationFault({ activation, labels }: PackGrade, names: ReadonlySet<string>): SchemaFault | undefined {
  if (!('positive' in activation)) return undefined;
  return (
    unless(labels.length === 2, 'grade.labels', 'two labels, as the output is one number') ??
    unless(names.has(activation.positive), 'grade.activation.positive', 'the name of a label')
  );
}

function sourceFault(grade: PackGrade, pack: Pack): SchemaFault | undefined {
  const { source } = grade;
  if (source.kind === 'network') {
    return unless(pack.network.grade !== undefined, 'network.grade', 'the name of the grade output');
  }
  const rows = gradeOutputs(grade);
  const bytes = pack.files[source.file]?.bytes ?? 0;
  const scalingBytes = 8 * (bytes / (4 * rows) - 1);
  return (
    unless(pack.network.embedding !== undefined, 'network.embedding', 'the name of the embedding output') ??
    unless(bytes >= 8 * rows && bytes % (4 * rows) === 0, 'grade.source.file', `a file of ${rows} rows of float32`) ??
    (source.scaling === undefined ? undefined : bytesFault(pack, 'grade.source.scaling', source.scaling, scalingBytes))
  );
}

/** The pictures that a classifier learned from are rows of its scaled embedding. */
function taughtFault(pack: Pack): SchemaFault | undefined {
  const all = (pack.preconditions ?? []).flatMap((each) => (each.measure === 'taught-distance' ? [each] : []));
  const [asked] = all;
  if (asked === undefined) return undefined;
  const columns = scaledColumns(pack);
  return (
    unless(all.length === 1, 'preconditions', 'at most one taught-distance') ??
    unless(columns !== undefined, 'grade.source.scaling', 'a scaling, as taught-distance needs it') ??
    unless(
      columns !== undefined && isWholeRows(pack.files[asked.file]?.bytes, 2 * columns),
      'preconditions.file',
      'the name of a file with rows of float16, as many columns as the scaling has',
    )
  );
}

/** Length of the embedding that a head scales; undefined where it scales none. The scaling holds a mean and a factor of each, in float32. */
function scaledColumns({ grade, files }: Pack): number | undefined {
  const source = grade?.source;
  const scaling = source?.kind === 'head' && source.scaling !== undefined ? files[source.scaling] : undefined;
  return scaling === undefined ? undefined : scaling.bytes / 8;
}

function isWholeRows(bytes: number | undefined, rowBytes: number): boolean {
  return bytes !== undefined && bytes > 0 && bytes % rowBytes === 0;
}

function rejectFault({ reject }: PackGrade, names: ReadonlySet<string>): SchemaFault | undefined {
  const unknownAt = reject.findIndex((rule) => rule.kind === 'label' && !names.has(rule.label));
  return unless(unknownAt < 0, `grade.reject[${unknownAt}].label`, 'the name of a label');
}

function goldenFault(pack: Pack): SchemaFault | undefined {
  const { picture, expected } = pack.golden;
  const { rawScore, probabilities, embedding } = expected;
  const labels = pack.grade?.labels.length;
  const scores = pack.anomaly !== undefined && pack.anomaly.bank.rows > 0;
  return (
    bytesFault(pack, 'golden.picture', picture.file, picture.widthPx * picture.heightPx * 3) ??
    unless(rawScore === undefined || scores, 'golden.expected.rawScore', 'an anomaly part with a bank') ??
    unless(
      probabilities === undefined || probabilities.length === labels,
      'golden.expected.probabilities',
      'one number per label',
    ) ??
    unless(
      embedding === undefined || pack.network.embedding !== undefined,
      'golden.expected.embedding',
      'a network with an embedding',
    )
  );
}
