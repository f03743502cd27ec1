/** What the fields of a pack say of each other, which a schema cannot check. */
import type { Misfit } from './check';
import type { Pack, PackAnomaly, PackGrade, SeverityBand } from './pack';

/** The first disagreement between two fields of a pack of the right shape. */
export function packDisagreement(pack: Pack): Misfit | undefined {
  return (
    inputMisfit(pack) ??
    filesMisfit(pack) ??
    judgementMisfit(pack) ??
    (pack.anomaly && anomalyMisfit(pack.anomaly, pack)) ??
    (pack.grade && gradeMisfit(pack.grade, pack)) ??
    goldenMisfit(pack)
  );
}

/** `fault` when the condition does not hold. */
function unless(holds: boolean, at: string, wanted: string): Misfit | undefined {
  return holds ? undefined : { at, wanted };
}

function inputMisfit({ input }: Pack): Misfit | undefined {
  const channels = input.colour === 'grey' ? 1 : 3;
  const wanted = `${channels} number(s), one per channel`;
  return (
    unless(input.mean.length === channels, 'input.mean', wanted) ??
    unless(input.std.length === channels, 'input.std', wanted)
  );
}

function filesMisfit(pack: Pack): Misfit | undefined {
  const { network, anomaly, grade, golden } = pack;
  return (
    nameMisfit(pack, 'network.file', network.file) ??
    (anomaly && nameMisfit(pack, 'anomaly.bank.file', anomaly.bank.file)) ??
    (grade?.source.kind === 'head' ? nameMisfit(pack, 'grade.source.file', grade.source.file) : undefined) ??
    nameMisfit(pack, 'golden.picture.file', golden.picture.file)
  );
}

function nameMisfit({ files }: Pack, at: string, name: string): Misfit | undefined {
  return unless(Object.hasOwn(files, name), at, 'a name in files');
}

function judgementMisfit({ anomaly, grade }: Pack): Misfit | undefined {
  return unless(anomaly !== undefined || grade !== undefined, 'grade', 'a grade or an anomaly part, or both');
}

function anomalyMisfit({ bank, severity, map, categories }: PackAnomaly, pack: Pack): Misfit | undefined {
  const bytes = bank.rows * bank.columns * (bank.type === 'float32' ? 4 : 2);
  return (
    bytesMisfit(pack, 'anomaly.bank', bank.file, bytes) ??
    severityMisfit(severity) ??
    unless(map?.kinds === undefined || categories === undefined, 'anomaly.categories', 'no map.kinds beside them')
  );
}

function bytesMisfit({ files }: Pack, at: string, name: string, bytes: number): Misfit | undefined {
  return unless(files[name]?.bytes === bytes, at, `a file of ${bytes} bytes`);
}

function severityMisfit(bands: readonly SeverityBand[]): Misfit | undefined {
  const fallsAt = bands.findIndex(({ upTo }, at) => at > 0 && upTo <= (bands[at - 1]?.upTo ?? 0));
  return (
    unless(fallsAt < 0, `anomaly.severity[${fallsAt}].upTo`, 'more than the band before') ??
    unless(bands.at(-1)?.upTo === 1, `anomaly.severity[${bands.length - 1}].upTo`, '1, being the last')
  );
}

function gradeMisfit(grade: PackGrade, pack: Pack): Misfit | undefined {
  const names = new Set(grade.labels.map(({ name }) => name));
  return (
    unless(names.size === grade.labels.length, 'grade.labels', 'names that differ') ??
    activationMisfit(grade, names) ??
    sourceMisfit(grade, pack) ??
    rejectMisfit(grade, names)
  );
}

function activationMisfit({ activation, labels }: PackGrade, names: ReadonlySet<string>): Misfit | undefined {
  if (!('positive' in activation)) return undefined;
  return (
    unless(labels.length === 2, 'grade.labels', 'two labels, as the output is one number') ??
    unless(names.has(activation.positive), 'grade.activation.positive', 'the name of a label')
  );
}

function sourceMisfit({ source, activation, labels }: PackGrade, pack: Pack): Misfit | undefined {
  if (source.kind === 'network') {
    return unless(pack.network.grade !== undefined, 'network.grade', 'the name of the grade output');
  }
  const rows = 'positive' in activation ? 1 : labels.length;
  const bytes = pack.files[source.file]?.bytes ?? 0;
  return (
    unless(pack.network.embedding !== undefined, 'network.embedding', 'the name of the embedding output') ??
    unless(bytes >= 8 * rows && bytes % (4 * rows) === 0, 'grade.source.file', `a file of ${rows} rows of float32`)
  );
}

function rejectMisfit({ reject }: PackGrade, names: ReadonlySet<string>): Misfit | undefined {
  const strangerAt = reject.findIndex((rule) => rule.kind === 'label' && !names.has(rule.label));
  return unless(strangerAt < 0, `grade.reject[${strangerAt}].label`, 'the name of a label');
}

function goldenMisfit(pack: Pack): Misfit | undefined {
  const { picture, expected } = pack.golden;
  const { rawScore, probabilities, embedding } = expected;
  const labels = pack.grade?.labels.length;
  const scores = pack.anomaly !== undefined && pack.anomaly.bank.rows > 0;
  return (
    bytesMisfit(pack, 'golden.picture', picture.file, picture.widthPx * picture.heightPx * 3) ??
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
