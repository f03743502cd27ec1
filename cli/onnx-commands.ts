/** The commands that write and read ONNX files of other programs. */
import type { Command } from 'commander';
import { modelsDir } from '../node-host/installation';
import type { NodeWords } from '../src/words/words';
import type { ExportOnnxOptions } from './export-onnx';

/** Adds them to the program. */
export function addOnnxCommands(program: Command, words: NodeWords, setExitCode: (code: number) => void): void {
  const { say } = words;
  program
    .command('export-onnx')
    .description(say('cliOnnx.export.description'))
    .requiredOption('--pack <id>', say('cli.predict.pack'))
    .requiredOption('--out <file>', say('cliOnnx.export.out'))
    .option('--overwrite', say('cliTeach.overwrite'), false)
    .option('--models <folder>', say('cli.models'), modelsDir)
    .action(async (options: ExportOnnxOptions) => {
      const { runExportOnnx } = await import('./export-onnx');
      setExitCode(await runExportOnnx(words, options));
    });
}
