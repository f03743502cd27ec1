/** The commands that write and read ONNX files of other programs. */
import { InvalidArgumentError, Option, type Command } from 'commander';
import { modelsDir } from '../node-host/installation';
import { normalisationNames } from '../src/domain/model-import';
import type { NodeWords } from '../src/words/words';
import type { ExportOnnxOptions } from './export-onnx';
import type { ImportOnnxOptions } from './import-onnx';

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
  const numbers = (typed: string): readonly number[] => numbersOf(words, typed);
  program
    .command('import-onnx')
    .description(say('cliOnnx.import.description'))
    .argument('<network>', say('cliOnnx.import.network'))
    .requiredOption('--out <file>', say('cliTeach.out'))
    .requiredOption('--golden <picture>', say('cliOnnx.import.golden'))
    .addOption(new Option('--kind <kind>', say('cliOnnx.import.kind')).choices(['classifier', 'anomaly']))
    .option('--labels <list>', say('cliOnnx.import.labels'))
    .addOption(
      new Option('--activation <name>', say('cliOnnx.import.activation')).choices(['softmax', 'sigmoid', 'none']),
    )
    .option('--output <name>', say('cliOnnx.import.output'))
    .option('--map <name>', say('cliOnnx.import.map'))
    .option('--threshold <number>', say('cliOnnx.import.threshold'), Number)
    .option('--side <px>', say('cliOnnx.import.size'), Number)
    .addOption(new Option('--colour <order>', say('cliOnnx.import.colour')).choices(['rgb', 'bgr']).default('rgb'))
    .addOption(new Option('--normalisation <name>', say('cliOnnx.import.normalisation')).choices(normalisationNames))
    .option('--scale <number>', say('cliOnnx.import.scale'), Number)
    .option('--mean <numbers>', say('cliOnnx.import.mean'), numbers)
    .option('--std <numbers>', say('cliOnnx.import.std'), numbers)
    .option('--portion <number>', say('cliOnnx.import.portion'), Number)
    .option('--title <text>', say('cliTeach.title'))
    .option('--overwrite', say('cliTeach.overwrite'), false)
    .option('--models <folder>', say('cli.models'), modelsDir)
    .action(async (network: string, options: ImportOnnxOptions) => {
      const { runImportOnnx } = await import('./import-onnx');
      setExitCode(await runImportOnnx(words, network, options));
    });
}

function numbersOf(words: NodeWords, typed: string): readonly number[] {
  const numbers = typed.split(',').map(Number);
  if (numbers.every(Number.isFinite)) return numbers;
  throw new InvalidArgumentError(words.say('cliOnnx.import.notNumbers'));
}
