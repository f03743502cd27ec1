/** `fieldgrade`: the inspector on the command line. Exit code 0 all done, 1 something failed, 2 wrong usage. */
import { Command, CommanderError } from 'commander';
import { modelsDir } from '../node-host/installation';
import type { PredictOptions } from './run-predict';

/** Runs the command line and resolves to the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  let exitCode = 0;
  const program = createProgram((code) => (exitCode = code));
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
}

function createProgram(setExitCode: (code: number) => void): Command {
  const program = new Command('fieldgrade')
    .description('Visual inspection, offline: rubber sheets and thermal pictures of transformers.')
    .exitOverride();
  program
    .command('predict')
    .description('inspect pictures')
    .argument('<pictures...>', 'files, folders or quoted patterns')
    .requiredOption('--pack <id>', 'the pack to use; see: fieldgrade packs')
    .option('--json', 'one JSON array on standard output', false)
    .option('--out <folder>', 'write mask, overlay, filtered and bounded pictures there')
    .option('--models <folder>', 'where the packs lie', modelsDir)
    .action(async (pictures: string[], options: PredictOptions) => {
      // Loaded when it runs: `--help` and usage errors do not wait for decoder and runtime.
      const { runPredict } = await import('./run-predict');
      setExitCode(await runPredict(pictures, options));
    });
  program
    .command('packs')
    .description('list the packs')
    .option('--models <folder>', 'where the packs lie', modelsDir)
    .action(async ({ models }: { models: string }) => {
      const { runPacks } = await import('./run-packs');
      setExitCode(await runPacks(models));
    });
  return program;
}
