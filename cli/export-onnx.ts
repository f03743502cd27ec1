/** `fieldgrade export-onnx`: a pack as one ONNX file. */
import { textIn } from '../src/domain/localised-text';
import { rename, rm, writeFile } from 'node:fs/promises';
import { openNamedPack } from '../node-host/named-pack';
import { createNodeEngine } from '../node-host/node-engine';
import { loadPackBytes } from '../node-host/pack-folder';
import type { Pack } from '../src/domain/pack';
import { exportPack, exportProbe } from '../src/onnx/export/export-pack';
import { givenInput } from '../src/onnx/export/metadata';
import { describeOnnxExportFault } from '../src/words/onnx-text';
import type { NodeWords } from '../src/words/words';
import { codeOf, print } from './standard-streams';
import { refuse, refuseNamedPack } from './refuse-pack';
import { refusalOfOut } from './taught-file';

/** The options of `fieldgrade export-onnx`. */
export interface ExportOnnxOptions {
  readonly pack: string;
  readonly out: string;
  readonly overwrite: boolean;
  readonly models: string;
}

/** Writes the file. Resolves to the exit code. */
export async function runExportOnnx(words: NodeWords, options: ExportOnnxOptions): Promise<number> {
  const refusal = await refusalOfOut(words, options, '.onnx');
  if (refusal !== undefined) return refuse(2, refusal);
  const named = await openNamedPack(options.pack, options.models);
  if (!named.ok) return refuseNamedPack(words, named.fault);
  const { pack, bytes } = named.value;
  const engine = createNodeEngine();
  // Verifies the files and the golden numbers: what is passed on must be what was measured.
  const loaded = await loadPackBytes(engine, bytes);
  if (!loaded.ok) return refuseNamedPack(words, { kind: 'pack-fault', fault: loaded.fault });
  const shapes = await engine.probe(exportProbe(pack, bytes.files));
  if (!shapes.ok) return refuseNamedPack(words, { kind: 'pack-fault', fault: shapes.fault });
  const exported = exportPack({ pack, files: bytes.files, shapes: shapes.value });
  if (!exported.ok)
    return refuse(1, words.say('cliOnnx.notExported', { ...describeOnnxExportFault(words, exported.fault) }));
  const code = await writeWhole(options.out, exported.value);
  if (code !== undefined) return refuse(1, words.say('cliOnnx.notWritten', { file: options.out, code }));
  await print(`${doneText(words, pack, options.out, exported.value.byteLength)}\n`);
  return 0;
}

function doneText(words: NodeWords, pack: Pack, file: string, bytes: number): string {
  const { widthPx, heightPx } = givenInput(pack);
  const outputs = [
    ...(pack.anomaly === undefined ? [] : ['score', 'raw_score', 'map']),
    ...(pack.grade === undefined ? [] : ['probabilities']),
  ];
  return words.say('cliOnnx.exported', {
    ...{ pack: textIn(pack.title, words.locale.tag), version: pack.version, file, size: words.bytes(bytes) },
    ...{ inputSize: `1 × 3 × ${heightPx} × ${widthPx}`, outputs: words.list(outputs) },
  });
}

/** Undefined, or the code of the error for which nothing was written. */
async function writeWhole(file: string, bytes: Uint8Array): Promise<string | undefined> {
  const part = `${file}.part`;
  try {
    await writeFile(part, bytes);
    await rename(part, file);
    return undefined;
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined);
    return codeOf(error);
  }
}
