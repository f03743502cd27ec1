/** The bytes of a taught classifier: the network of the base with a new head. */
import type { PackBytes } from '../../domain/loaded-pack';
import type { Pack, PackFile, PackGrade, Precondition } from '../../domain/pack';
import { parsePack } from '../../domain/parse-pack';
import { fail, succeed, type Result } from '../../domain/result';
import { without } from '../../domain/without';
import type { TeachFault } from '../../domain/teach-fault';
import type { ClassTrainReport } from '../../domain/teach-report';
import { headLogits, probabilitiesOf } from '../../learning/grade';
import type { TrainedHead } from '../../learning/heads/compare-heads';
import type { TaughtPictures } from '../../learning/taught-distance';
import { float32ToHalf } from '../../math/half';
import type { EngineHost } from '../engine-host';
import { classMeasures } from './class-measures';
import type { TaughtClasses } from './class-pool';
import type { ClassTeaching } from './class-teaching';

export interface ClassParts {
  readonly teaching: ClassTeaching;
  readonly trained: TrainedHead;
  readonly report: ClassTrainReport;
  readonly classes: TaughtClasses;
  /** Absent where no picture can be compared with others. */
  readonly taught?: TaughtPictures | undefined;
}

/** The pack, whose manifest is parsed as a host will parse it. */
export async function writeClassPack(
  parts: ClassParts,
  { sha256 }: Pick<EngineHost, 'sha256'>,
): Promise<Result<PackBytes, TeachFault>> {
  const { base } = parts.teaching;
  const head = headData(parts.trained);
  const scaling = Float32Array.from([...parts.trained.scaling.centre, ...parts.trained.scaling.factor]);
  const known = parts.taught && float32ToHalf(parts.taught.rows.data).buffer;
  const files = { head: head.buffer, scaling: scaling.buffer, ...(known && { [taughtFile]: known }) };
  const manifest = manifestOf(parts, head, {
    head: { path: 'head.bin', bytes: head.byteLength, sha256: await sha256(files.head) },
    scaling: { path: 'scaling.bin', bytes: scaling.byteLength, sha256: await sha256(files.scaling) },
    ...(known && { [taughtFile]: { path: 'taught.bin', bytes: known.byteLength, sha256: await sha256(known) } }),
  });
  const parsed = parsePack(manifest);
  if (!parsed.ok) return fail({ kind: 'pack-fault', fault: parsed.fault });
  const kept = Object.keys(keptFiles(base.pack)).map((name) => [name, base.files[name]] as const);
  const present = kept.flatMap(([name, bytes]) => (bytes === undefined ? [] : [[name, bytes] as const]));
  const text = `${JSON.stringify(parsed.value, null, 2)}\n`;
  return succeed({
    manifest: asciiBytes(text),
    files: { ...Object.fromEntries(present), ...files },
  });
}

/** The name of the file of the pictures that the head learned from. */
const taughtFile = 'taught';

/** JSON with every other character escaped: the same bytes in every host, without its encoder. */
function asciiBytes(json: string): ArrayBuffer {
  const escaped = json.replaceAll(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return Uint8Array.from(escaped, (unit) => unit.charCodeAt(0)).buffer;
}

/** Weights row after row, then biases. */
function headData({ rows }: TrainedHead): Float32Array<ArrayBuffer> {
  return Float32Array.from([...rows.weights.data, ...rows.biases]);
}

function keptFiles({ files, network, golden }: Pack): Readonly<Record<string, PackFile>> {
  const names = new Set([network.file, golden.picture.file]);
  return Object.fromEntries(Object.entries(files).filter(([name]) => names.has(name)));
}

function manifestOf(parts: ClassParts, head: Float32Array, files: Readonly<Record<string, PackFile>>): Pack {
  const { teaching, classes, report } = parts;
  const { pack } = teaching.base;
  const { id, version, title, taughtAt, previousSha256 } = teaching.options.identity;
  const input = without(pack.input, 'tiles');
  const preconditions = preconditionsOf(parts);
  const grade = gradeOf(parts);
  const { picture, tolerance } = pack.golden;
  const pictures = Object.fromEntries(report.classes.map(({ label }) => [label, countOf(classes, label)]));
  return {
    format: 1,
    id,
    version,
    title,
    summary: report.classes
      .map(({ label }) => label)
      .join(', ')
      .slice(0, 500),
    ...(pack.source !== undefined && { source: pack.source }),
    trainedOn: { grade: { rendered: 0, real: classes.names.length } },
    taught: {
      basePackId: pack.id,
      baseVersion: pack.version,
      seed: teaching.options.seed,
      taughtAt,
      pictures,
      measured: classMeasures(report),
      ...(previousSha256 !== undefined && { previousSha256 }),
    },
    licence: pack.licence,
    card: pack.card,
    files: { ...keptFiles(pack), ...files },
    input,
    ...(preconditions.length > 0 && { preconditions }),
    network: { file: pack.network.file, input: pack.network.input, ...embeddingOf(pack) },
    grade,
    golden: {
      picture,
      tolerance,
      expected: { embedding: [...teaching.golden.subarray(0, 16)], probabilities: goldenChances(parts, head, grade) },
    },
  };
}

/** The preconditions of the base that concern the picture alone, and the one that the picture is like the taught ones. */
function preconditionsOf({ teaching, taught }: ClassParts): readonly Precondition[] {
  const { input, preconditions = [] } = teaching.base.pack;
  const ofFeatures: readonly string[] = ['bank-distance', 'taught-distance'];
  const kept = preconditions.filter(({ measure }) => input.tiles === undefined && !ofFeatures.includes(measure));
  if (taught === undefined) return kept;
  return [...kept, { measure: 'taught-distance', file: taughtFile, atMost: taught.limit, code: 'unlike-taught' }];
}

function embeddingOf({ network: { embedding } }: Pack) {
  return embedding === undefined ? {} : { embedding };
}

function countOf({ pool, labels }: TaughtClasses, label: string): number {
  const number = labels.indexOf(label);
  return pool.labels.filter((each) => each === number).length;
}

function gradeOf({ trained, report, classes }: ClassParts): PackGrade {
  return {
    source: { kind: 'head', file: 'head', scaling: 'scaling' },
    activation: { kind: trained.kind.form, temperature: trained.temperature },
    labels: classes.labels.map((name) => ({ name, title: name })),
    reject:
      report.rejectBelow === undefined
        ? []
        : [{ kind: 'confidence-below', value: report.rejectBelow, reason: 'not-sure' }],
    indicative: false,
  };
}

/** The numbers that every host must compute, from the head as read from its file. */
function goldenChances({ teaching, trained }: ClassParts, data: Float32Array, grade: PackGrade): number[] {
  const { rows, scaling } = trained;
  const head = { outputs: rows.weights.rows, columns: rows.weights.columns, data, scaling };
  return [...probabilitiesOf(headLogits(head, teaching.golden), grade)];
}
