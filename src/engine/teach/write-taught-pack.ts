/** The bytes of a taught pack: the base with another bank, calibration and look. */
import type { PackBytes } from '../../domain/loaded-pack';
import type { BankSource, Calibration, Pack, PackAnomaly, PackFault, PackGolden } from '../../domain/pack';
import { parsePack } from '../../domain/parse-pack';
import { fail, succeed, type Result } from '../../domain/result';
import type { TeachFault } from '../../domain/teach-fault';
import type { TrainedOn } from '../../domain/trained-on';
import { prepareBank, type Vectors } from '../../learning/memory-bank';
import { sketcherFor } from '../../learning/sketch';
import { ownedByBase, type TaughtBank } from '../../learning/taught-bank';
import { outOfRange } from '../../math/out-of-range';
import { float32ToHalf } from '../../math/half';
import type { EngineHost } from '../engine-host';
import { measure } from '../measure';
import { readRows } from '../unpack';
import type { AnomalyTeaching } from './anomaly-teaching';
import { scorePicture } from './score-picture';

/** What the new manifest is made of. `pack` is the base with the look of the teaching, `anomaly` its anomaly part. */
interface TaughtParts {
  readonly teaching: AnomalyTeaching;
  readonly pack: Pack;
  readonly anomaly: PackAnomaly;
  readonly bank: TaughtBank;
  readonly calibration: Calibration;
}

/** The pack, whose manifest is parsed as a host will parse it. */
export async function writeTaughtPack(parts: TaughtParts, host: EngineHost): Promise<Result<PackBytes, TeachFault>> {
  const { teaching, anomaly, bank } = parts;
  const bankBytes = bytesOf(bank.rows, anomaly.bank.type);
  const taught = manifestOf(parts, { bytes: bankBytes.byteLength, sha256: await host.sha256(bankBytes) });
  const golden = goldenOf(taught, teaching, bankBytes);
  if (!golden.ok) return golden;
  const parsed = parsePack({ ...taught, golden: golden.value });
  if (!parsed.ok) return fail({ kind: 'pack-fault', fault: parsed.fault });
  const text = `${JSON.stringify(parsed.value, null, 2)}\n`;
  return succeed({
    manifest: host.encodeText(text),
    files: { ...teaching.base.files, [anomaly.bank.file]: bankBytes },
  });
}

function bytesOf({ data }: Vectors, type: 'float32' | 'float16'): ArrayBuffer {
  return type === 'float16' ? float32ToHalf(data).buffer : data.slice().buffer;
}

function manifestOf(
  { teaching, pack, anomaly, bank, calibration }: TaughtParts,
  file: { readonly bytes: number; readonly sha256: string },
): Pack {
  const { id, version, title, taughtAt, previousSha256 } = teaching.options.identity;
  const { notice, ...described } = pack;
  const path = (pack.files[anomaly.bank.file] ?? outOfRange()).path;
  const wasTaught = anomaly.bank.rows > 0;
  return {
    ...described,
    ...(notice !== undefined && wasTaught && { notice }),
    id,
    version,
    title,
    trainedOn: trainedOn(pack, roleCount(teaching, 'normal')),
    taught: {
      basePackId: pack.id,
      baseVersion: pack.version,
      seed: teaching.options.seed,
      taughtAt,
      pictures: { normal: roleCount(teaching, 'normal'), faulty: roleCount(teaching, 'faulty') },
      ...(previousSha256 !== undefined && { previousSha256 }),
    },
    files: { ...pack.files, [anomaly.bank.file]: { path, ...file } },
    anomaly: {
      ...anomaly,
      bank: { ...anomaly.bank, rows: bank.rows.rows, sources: sourcesOf(teaching, anomaly, bank) },
      calibration,
      minBoxShare: wasTaught ? anomaly.minBoxShare : anomaly.minBoxShare / tilesOf(pack),
    },
  };
}

function roleCount({ pictures }: AnomalyTeaching, wanted: string): number {
  return pictures.filter(({ role }) => role === wanted).length;
}

function trainedOn({ trainedOn: before }: Pack, normals: number): TrainedOn {
  if (before?.anomaly === undefined) return { ...before, anomaly: { rendered: 0, real: normals } };
  const { rendered, real } = before.anomaly;
  return { ...before, anomaly: { rendered, real: real + normals } };
}

/** The smallest region keeps its size in pixels of the network. */
function tilesOf({ input: { tiles } }: Pack): number {
  return tiles === undefined ? 1 : tiles.columns * tiles.rows;
}

/** Sources of the base are kept; those without rows are left out. */
function sourcesOf({ pictures, base }: AnomalyTeaching, { bank }: PackAnomaly, { owners }: TaughtBank): BankSource[] {
  const ofBase = bank.sources ?? [
    { kind: 'base' as const, name: `${base.pack.id} ${base.pack.version}`, rows: bank.rows },
  ];
  const normals = pictures.filter(({ role }) => role === 'normal');
  const rowsOf = (picture: number): number =>
    owners.filter((owner) => owner === picture && owner !== ownedByBase).length;
  const taught = normals.map(({ name }, at) => ({ kind: 'picture' as const, name, rows: rowsOf(at) }));
  return [...ofBase, ...taught].filter(({ rows }) => rows > 0);
}

/**
 * The numbers that every host must compute. With tiles the embedding is left out: it would take a run of the network in every inspection, and the raw
 * score depends on all of the network already.
 */
function goldenOf(taught: Pack, teaching: AnomalyTeaching, bankBytes: ArrayBuffer): Result<PackGolden, TeachFault> {
  const { expected, ...picture } = taught.golden;
  const rawScore = goldenScore(taught, teaching, bankBytes);
  if (!rawScore.ok) return fail({ kind: 'pack-fault', fault: rawScore.fault });
  const { embedding, ...others } = expected;
  const kept = taught.input.tiles === undefined || taught.grade !== undefined ? embedding : undefined;
  return succeed({
    ...picture,
    expected: {
      ...others,
      ...(rawScore.value !== undefined && { rawScore: rawScore.value }),
      ...(kept && { embedding: kept }),
    },
  });
}

/** With the bank as a host reads it from the file. */
function goldenScore(
  taught: Pack,
  { base, golden }: AnomalyTeaching,
  bankBytes: ArrayBuffer,
): Result<number | undefined, PackFault> {
  const { anomaly } = taught;
  const bank = readRows(anomaly?.bank ?? { rows: 0, columns: 0, type: 'float32' }, bankBytes);
  if (base.examples !== undefined || anomaly === undefined) {
    const measured = measure(golden, { ...base, pack: taught, bank: prepareBank(bank) });
    return measured.ok ? succeed(measured.value.anomaly?.rawScore) : measured;
  }
  // The same number faster: only the highest distances are measured.
  const sketched = sketcherFor(bank);
  const choice = { sketched, every: golden.cells?.rows ?? outOfRange() };
  return succeed(scorePicture(golden, { pack: taught, anomaly }, sketched(bank), choice).rawScore);
}
