/** ONNX files out and in: a pack for other programs, and networks of other programs as packs. Their code is loaded with its first use. */
import type { FileFault } from '../domain/file-fault';
import type { GoldenNumbers, GoldenPicture } from '../domain/golden-picture';
import type { InspectFault } from '../domain/inspection';
import type { PackBytes } from '../domain/loaded-pack';
import type { ImportAnswers, ImportGuesses, ModelImportFault, NetworkDescription } from '../domain/model-import';
import type { OnnxExportFault, OutputShapes } from '../domain/onnx-export';
import type { Pack, PackFault } from '../domain/pack';
import type { PictureFault } from '../domain/picture';
import type { StorageFault } from '../domain/record';
import { firstVersion } from '../domain/pack-version';
import { fail, succeed, type Result } from '../domain/result';
import type { Sha256 } from '../domain/sha256';
import { importedPackId } from '../domain/teaching';
import type { InspectorClient } from '../inspector/client';
import type { ProbeJob } from '../inspector/contract';
import { readFile } from '../platform/read-file';
import type { PackVersionRepository } from '../storage/pack-versions';
import type { PackService } from './pack-service';
import { parseManifest } from './pack-source';

export interface OnnxDependencies {
  readonly client: Pick<InspectorClient, 'call'>;
  readonly packs: Pick<PackService, 'add'>;
  readonly versions: Pick<PackVersionRepository, 'read'>;
  readonly sha256: Sha256;
  readonly newId: () => string;
}

/** A file that was read and checked; its network was not run. */
export interface OpenedModel {
  readonly name: string;
  readonly network: Uint8Array;
  readonly description: NetworkDescription;
  readonly guesses: ImportGuesses;
}

/** A pack that is not stored yet, and its verdict on the picture. */
export interface TriedModel {
  readonly bytes: PackBytes;
  readonly pack: Pack;
  readonly numbers: GoldenNumbers;
}

type HostFault = InspectFault | FileFault;
export type TryFault = ModelImportFault | HostFault;
export type OnnxFault = OnnxExportFault | InspectFault | StorageFault;

export type OnnxService = ReturnType<typeof createOnnxService>;

export function createOnnxService(dependencies: OnnxDependencies) {
  return {
    /** A version of a pack as one ONNX file. */
    exportFile: (id: string, version: string) => exportFile(id, version, dependencies),
    open: openModel,
    /** Labels in a text or JSON file. */
    async readLabels(file: Blob): Promise<readonly string[]> {
      const { parseLabels } = await import('../onnx/import/labels-file');
      return parseLabels(await file.text());
    },
    /** Makes the pack and runs it on the picture, which becomes its golden picture. */
    tryModel: (opened: OpenedModel, answers: ImportAnswers, picture: Blob) =>
      tryModel(opened, answers, picture, dependencies),
    /** Stores the pack under a name. */
    save({ bytes, pack }: TriedModel, title: string) {
      const manifest = new TextEncoder().encode(`${JSON.stringify({ ...pack, title }, null, 2)}\n`).buffer;
      return dependencies.packs.add({ ...bytes, manifest }, { kind: 'model' });
    },
  };
}

async function openModel(file: File): Promise<Result<OpenedModel, ModelImportFault | FileFault>> {
  const read = await readFile(file);
  if (!read.ok) return read;
  const [{ describeNetwork }, { guessAnswers }] = await Promise.all([
    import('../onnx/import/describe-network'),
    import('../onnx/import/guess'),
  ]);
  const network = new Uint8Array(read.value);
  const description = describeNetwork(network);
  if (!description.ok) return description;
  return succeed({
    name: file.name,
    network,
    description: description.value,
    guesses: guessAnswers(description.value),
  });
}

async function tryModel(
  { network, description }: OpenedModel,
  answers: ImportAnswers,
  picture: Blob,
  { client, sha256, newId }: OnnxDependencies,
): Promise<Result<TriedModel, TryFault>> {
  const { importModel } = await import('../onnx/import/imported-pack');
  const jobId = newId();
  const golden = await goldenOf(picture, client, jobId);
  if (!golden.ok) return golden;
  const identity = { id: importedPackId(newId()), version: firstVersion };
  const made = await importModel<HostFault>(
    { network, description, answers, golden: golden.value, identity },
    {
      sha256,
      encodeText: (text) => new TextEncoder().encode(text).buffer,
      probe: (probe) => runProbe(probe, client, newId()),
      measureGolden: async (bytes) =>
        asHostResult(await client.call(jobId, (remote) => remote.measureGolden(jobId, bytes))),
    },
  );
  if (!made.ok) return made;
  const pack = parseManifest(made.value.bytes.manifest);
  return pack.ok ? succeed({ ...made.value, pack: pack.value }) : fail({ kind: 'pack-fault', fault: pack.fault });
}

async function runProbe(
  probe: Omit<ProbeJob, 'jobId'>,
  client: Pick<InspectorClient, 'call'>,
  jobId: string,
): Promise<Result<OutputShapes, InspectFault>> {
  return asHostResult(await client.call(jobId, (remote) => remote.probe({ jobId, ...probe })));
}

async function goldenOf(
  picture: Blob,
  client: Pick<InspectorClient, 'call'>,
  jobId: string,
): Promise<Result<GoldenPicture, HostFault | PictureFault>> {
  const read = await readFile(picture);
  return read.ok ? client.call(jobId, (remote) => remote.toGolden(jobId, read.value)) : read;
}

/** A fault of the pack as one of an inspection. */
function asHostResult<Value>(result: Result<Value, PackFault | InspectFault>): Result<Value, InspectFault> {
  return result.ok ? result : fail(asInspectFault(result.fault));
}

const packFaults: ReadonlySet<string> = new Set<PackFault['kind']>([
  ...(['not-json', 'unknown-format', 'bad-field', 'missing-file', 'wrong-size', 'wrong-hash'] as const),
  ...(['bad-network', 'missing-output', 'wrong-shape', 'golden-disagrees'] as const),
]);

function asInspectFault(fault: PackFault | InspectFault): InspectFault {
  return isPackFault(fault) ? { kind: 'pack-fault', fault } : fault;
}

function isPackFault(fault: PackFault | InspectFault): fault is PackFault {
  return packFaults.has(fault.kind);
}

async function exportFile(
  id: string,
  version: string,
  { versions, client, newId }: OnnxDependencies,
): Promise<Result<Blob, OnnxFault>> {
  const read = await versions.read(id, version);
  if (!read.ok) return read;
  if (read.value === undefined) return fail({ kind: 'pack-not-loaded', packId: id });
  const { files, manifest } = read.value;
  const parsed = parseManifest(manifest);
  if (!parsed.ok) return fail({ kind: 'pack-fault', fault: parsed.fault });
  const { exportPack, exportProbe } = await import('../onnx/export/export-pack');
  const shapes = await runProbe(exportProbe(parsed.value, files), client, newId());
  if (!shapes.ok) return shapes;
  const exported = exportPack({ pack: parsed.value, files, shapes: shapes.value });
  return exported.ok ? succeed(new Blob([exported.value], { type: 'application/octet-stream' })) : exported;
}
