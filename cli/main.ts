/** `fieldgrade`: the inspector on the command line. Exit code 0: all done, 1: something failed, 2: wrong usage, 3: a correction would hide a confirmed fault, 130: stopped with Ctrl-C. */
import { Command, CommanderError, Option } from 'commander';
import { modelsDir } from '../node-host/installation';
import { exportFormats } from '../src/export/make-export';
import { nodeEnglish } from '../src/words/node-english';
import { createWords, type NodeWords } from '../src/words/words';
import type { PredictOptions } from './commands';
import type { InsightsOptions } from './dataset';
import type { ExportOptions } from './export';
import { watchInterruption } from './interruption';
import { OutputLost, warn } from './standard-streams';
import { addOnnxCommands } from './onnx-commands';
import { addTeachCommands } from './teach-commands';

/** Runs the command line and resolves to the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  let exitCode = 0;
  const words = createWords({ tag: 'en' }, nodeEnglish);
  // Each writer handles the failure of its write; without this listener the process would end.
  process.stdout.on('error', () => undefined);
  const program = createProgram(words, (code) => (exitCode = code));
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof OutputLost) return refuseOutput(words, error);
    throw error;
  }
}

/** The reader of the pipe, such as `head`, has ended: no more output and no message. */
function refuseOutput(words: NodeWords, { code }: OutputLost): number {
  if (code !== 'EPIPE') warn(words.say('cli.outputLost', { code }));
  return 1;
}

function createProgram(words: NodeWords, setExitCode: (code: number) => void): Command {
  const { say } = words;
  const program = new Command('fieldgrade').description(say('cli.description')).exitOverride();
  program
    .command('predict')
    .description(say('cli.predict.description'))
    .argument('<pictures...>', say('cli.predict.pictures'))
    .requiredOption('--pack <id>', say('cli.predict.pack'))
    .option('--json', say('cli.predict.json'), false)
    .addOption(new Option('--jsonl', say('cli.predict.jsonl')).default(false).conflicts('json'))
    .option('--baseline <files...>', say('cli.predict.baseline'))
    .option('--out <folder>', say('cli.predict.out'))
    .option('--records <file>', say('cli.predict.records'))
    .option('--models <folder>', say('cli.models'), modelsDir)
    .action(async (pictures: string[], options: PredictOptions) => {
      const interruption = watchInterruption();
      // Loaded when it runs: `--help` and usage errors do not wait for decoder and runtime.
      const { runPredict } = await import('./commands');
      setExitCode(await runPredict(words, pictures, options, interruption));
    });
  program
    .command('export')
    .description(say('cli.export.description'))
    .argument('<records>', say('cli.export.file'))
    .addOption(new Option('--format <format>', say('cli.export.format')).choices(exportFormats).makeOptionMandatory())
    .option('--out <file>', say('cli.export.out'))
    .action(async (file: string, options: ExportOptions) => {
      const { runExport } = await import('./export');
      setExitCode(await runExport(words, file, options));
    });
  addDatasetCommands(program, words, setExitCode);
  addTeachCommands(program, words, setExitCode);
  addOnnxCommands(program, words, setExitCode);
  program
    .command('packs')
    .description(say('cli.packs.description'))
    .option('--models <folder>', say('cli.models'), modelsDir)
    .action(async ({ models }: { models: string }) => {
      const { runPacks } = await import('./commands');
      setExitCode(await runPacks(words, models));
    });
  return program;
}

function addDatasetCommands(program: Command, words: NodeWords, setExitCode: (code: number) => void): void {
  const { say } = words;
  program
    .command('insights')
    .description(say('cli.insights.description'))
    .argument('<data>', say('cli.insights.data'))
    .option('--json', say('cli.predict.json'), false)
    .action(async (path: string, options: InsightsOptions) => {
      const { runInsights } = await import('./dataset');
      setExitCode(await runInsights(words, path, options));
    });
}
