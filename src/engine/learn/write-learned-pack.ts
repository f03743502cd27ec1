/** The bytes of the new version: the banks of the base with the rows of the examples behind them, and moved limits. */
import type { LevelExample } from '../../domain/example';
import type { LearningFault } from '../../domain/learning-report';
import type { PackBytes } from '../../domain/loaded-pack';
import type { BankSource, DefectBank, Pack, PackAnomaly, PackFile } from '../../domain/pack';
import { parsePack } from '../../domain/parse-pack';
import { fail, succeed, type Result } from '../../domain/result';
import { without } from '../../domain/without';
import { joinRows } from '../../learning/coreset';
import { exampleRowsOf } from '../../learning/defect-bank';
import { prepareBank, type Vectors } from '../../learning/memory-bank';
import { float32ToHalf } from '../../math/half';
import { outOfRange } from '../../math/out-of-range';
import type { EngineHost } from '../engine-host';
import { measure } from '../measure';
import { exampleBanks, readRows, type UnpackedPack } from '../unpack';
import type { AddedRows } from './learn-examples';
import type { LearningTask } from './learning-terms';

interface LearningParts {
  readonly task: LearningTask;
  readonly added: readonly AddedRows[];
  /** Of the base, with moved calibration and severity. */
  readonly anomaly: PackAnomaly;
  readonly levelExamples: readonly LevelExample[];
}

/** The pack, whose manifest is parsed as a host will parse it. */
export async function writeLearnedPack(
  { task, added, anomaly, levelExamples }: LearningParts,
  host: EngineHost,
): Promise<Result<{ readonly pack: Pack; readonly bytes: PackBytes }, LearningFault>> {
  const { base } = task;
  const bank = grown(base, anomaly, added);
  const files: Record<string, ArrayBuffer> = { ...base.files, [anomaly.bank.file]: bank.bytes };
  const defects = grownDefects(base, anomaly, added);
  if (defects !== undefined) files[defects.part.file] = defects.bytes;
  const described: Pack = {
    ...base.pack,
    ...identityOf(task, added, levelExamples),
    files: {
      ...base.pack.files,
      [anomaly.bank.file]: await fileOf(base.pack.files[anomaly.bank.file]?.path ?? outOfRange(), bank.bytes, host),
      ...(defects && { [defects.part.file]: await fileOf(`${defects.part.file}.bin`, defects.bytes, host) }),
    },
    anomaly: { ...anomaly, bank: bank.part, ...(defects && { defects: defects.part }) },
  };
  const measured = measure(task.golden, unpackedWith(described, base, files));
  if (!measured.ok) return fail({ kind: 'pack-fault', fault: measured.fault });
  const parsed = parsePack(withGolden(described, measured.value.anomaly?.rawScore));
  if (!parsed.ok) return fail({ kind: 'pack-fault', fault: parsed.fault });
  const manifest = host.encodeText(`${JSON.stringify(parsed.value, null, 2)}\n`);
  return succeed({ pack: parsed.value, bytes: { manifest, files } });
}

function identityOf(
  { base: { pack }, identity: { id, version, title, taughtAt, previousSha256 } }: LearningTask,
  added: readonly AddedRows[],
  levelExamples: readonly LevelExample[],
): Pick<Pack, 'id' | 'version' | 'title' | 'taught'> {
  const { taught } = pack;
  const learned = added.length + levelExamples.length;
  const pictures = taught?.pictures ?? { normal: 0, faulty: 0 };
  const levels = [...(taught?.levelExamples ?? []), ...levelExamples.map((example) => example.id)];
  return {
    id,
    version,
    title,
    taught: {
      ...(taught ? without(taught, 'previousSha256') : { basePackId: pack.id, baseVersion: pack.version, seed: 0 }),
      taughtAt,
      pictures: { ...pictures, corrections: (pictures['corrections'] ?? none) + learned },
      ...(levels.length > 0 && { levelExamples: levels }),
      ...(previousSha256 !== undefined && { previousSha256 }),
    },
  };
}

/** A pack that learned no correction before. */
const none = 0;

interface GrownBank<Part> {
  readonly part: Part;
  readonly bytes: ArrayBuffer;
}

function grown(
  { pack, files }: UnpackedPack,
  { bank }: PackAnomaly,
  added: readonly AddedRows[],
): GrownBank<PackAnomaly['bank']> {
  const own = added.filter(({ example }) => example.kind === 'normal');
  const ofBase = bank.sources ?? [{ kind: 'base' as const, name: `${pack.id} ${pack.version}`, rows: bank.rows }];
  return {
    part: { ...bank, rows: bank.rows + rowCount(own), sources: [...ofBase, ...own.map(sourceOf)] },
    bytes: appended(files[bank.file] ?? outOfRange(), own, bank),
  };
}

/** Undefined while no fault was learned. */
function grownDefects(
  { files }: UnpackedPack,
  { bank, defects }: PackAnomaly,
  added: readonly AddedRows[],
): GrownBank<DefectBank> | undefined {
  const own = added.filter(({ example }) => example.kind === 'fault');
  const before = defects ?? { file: 'defects', rows: 0, sources: [] };
  const rows = before.rows + rowCount(own);
  if (rows === 0) return undefined;
  return {
    part: { ...before, rows, sources: [...before.sources, ...own.map(sourceOf)] },
    bytes: appended(defects === undefined ? new ArrayBuffer(0) : (files[defects.file] ?? outOfRange()), own, bank),
  };
}

function rowCount(added: readonly AddedRows[]): number {
  return added.reduce((sum, { rows }) => sum + rows.rows, 0);
}

/** Also without rows: so the pack knows that it learned the example. */
function sourceOf({ example, name, rows }: AddedRows): BankSource {
  return { kind: 'correction', name, rows: rows.rows, example: example.id, pictureSha256: example.pictureSha256 };
}

function appended(
  before: ArrayBuffer,
  added: readonly AddedRows[],
  { columns, type }: PackAnomaly['bank'],
): ArrayBuffer {
  const { data } = joinRows(
    added.map(({ rows }) => rows),
    columns,
  );
  const after = new Uint8Array(type === 'float16' ? float32ToHalf(data).buffer : data.slice().buffer);
  const joined = new Uint8Array(before.byteLength + after.length);
  joined.set(new Uint8Array(before));
  joined.set(after, before.byteLength);
  return joined.buffer;
}

async function fileOf(path: string, bytes: ArrayBuffer, host: EngineHost): Promise<PackFile> {
  return { path, bytes: bytes.byteLength, sha256: await host.sha256(bytes) };
}

/** The pack as a host reads it from the files. */
function unpackedWith(pack: Pack, base: UnpackedPack, files: PackBytes['files']): UnpackedPack {
  const { bank, defects } = pack.anomaly ?? outOfRange();
  const read = (rows: number, file: string): Vectors => readRows({ ...bank, rows }, files[file] ?? outOfRange());
  const known = read(bank.rows, bank.file);
  const examples = exampleBanks(exampleRowsOf(known, bank.sources ?? []), defects && read(defects.rows, defects.file));
  return { ...base, pack, files, bank: prepareBank(known), ...(examples && { examples }) };
}

function withGolden(pack: Pack, rawScore: number | undefined): Pack {
  const { golden } = pack;
  return {
    ...pack,
    golden: { ...golden, expected: { ...golden.expected, ...(rawScore !== undefined && { rawScore }) } },
  };
}
