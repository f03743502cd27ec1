/** The commands that teach a pack and measure it. */
import { InvalidArgumentError, Option, type Command } from 'commander';
import { modelsDir } from '../node-host/installation';
import { teachingSeed } from '../src/domain/teaching';
import type { NodeWords } from '../src/words/words';
import type { EvaluateOptions } from './evaluate';
import { watchInterruption } from './interruption';
import type { LearnOptions } from './learn';
import type { TeachOptions } from './teach-options';
import { teachingRuntimes } from './teaching-engine';
import type { TrainOptions } from './train';

/** Adds them to the program. */
export function addTeachCommands(program: Command, words: NodeWords, setExitCode: (code: number) => void): void {
  for (const add of [addTeach, addTrain, addLearn, addEvaluate]) add(program, words, setExitCode);
}

type AddCommand = typeof addTeachCommands;

const addTeach: AddCommand = (program, words, setExitCode) => {
  const { say } = words;
  program
    .command('teach')
    .description(say('cliTeach.description'))
    .requiredOption('--good <folder>', say('cliTeach.good'))
    .option('--bad <folder>', say('cliTeach.bad'))
    .option('--pack <id>', say('cliTeach.pack'), 'surface')
    .addOption(
      new Option('--close-look <parts>', say('cliTeach.closeLook')).choices(['off', '2', '3', 'auto']).default('auto'),
    )
    .option('--seed <number>', say('cliTeach.seed'), (typed) => seedOf(words, typed), teachingSeed)
    .addOption(runtimeOption(words))
    .option('--title <text>', say('cliTeach.title'))
    .requiredOption('--out <file>', say('cliTeach.out'))
    .option('--overwrite', say('cliTeach.overwrite'), false)
    .option('--models <folder>', say('cli.models'), modelsDir)
    .action(async (options: TeachOptions) => {
      const interruption = watchInterruption();
      const { runTeach } = await import('./teach');
      setExitCode(await runTeach(words, options, interruption));
    });
};

const addTrain: AddCommand = (program, words, setExitCode) => {
  const { say } = words;
  program
    .command('train')
    .description(say('cli.train.description'))
    .argument('<data>', say('cli.insights.data'))
    .option('--pack <id>', say('cli.train.pack'), 'surface')
    .option('--seed <number>', say('cliTeach.seed'), (typed) => seedOf(words, typed), teachingSeed)
    .addOption(runtimeOption(words))
    .option('--ordered', say('cli.train.ordered'), false)
    .option('--apart', say('cliTrain.apart'), false)
    .option('--title <text>', say('cliTeach.title'))
    .option('--json', say('cliTrain.json'), false)
    .requiredOption('--out <file>', say('cliTeach.out'))
    .option('--overwrite', say('cliTeach.overwrite'), false)
    .option('--models <folder>', say('cli.models'), modelsDir)
    .action(async (path: string, options: TrainOptions) => {
      const interruption = watchInterruption();
      const { runTrain } = await import('./train');
      setExitCode(await runTrain(words, path, options, interruption));
    });
};

function runtimeOption({ say }: NodeWords): Option {
  return new Option('--runtime <name>', say('cliTeach.runtime')).choices(teachingRuntimes).default('auto');
}

const addLearn: AddCommand = (program, words, setExitCode) => {
  const { say } = words;
  program
    .command('learn')
    .description(say('cliLearn.description'))
    .requiredOption('--pack <id>', say('cliLearn.pack'))
    .option('--records <file>', say('cliLearn.records'))
    .option('--normal <folder>', say('cliLearn.normal'))
    .option('--fault <folder>', say('cliLearn.fault'))
    .addOption(runtimeOption(words))
    .option('--title <text>', say('cliTeach.title'))
    .option('--preview', say('cliLearn.preview'), false)
    .option('--out <file>', say('cliTeach.out'))
    .option('--overwrite', say('cliTeach.overwrite'), false)
    .option('--models <folder>', say('cli.models'), modelsDir)
    .action(async (options: LearnOptions) => {
      const interruption = watchInterruption();
      const { runLearn } = await import('./learn');
      setExitCode(await runLearn(words, options, interruption));
    });
};

const addEvaluate: AddCommand = (program, words, setExitCode) => {
  const { say } = words;
  program
    .command('evaluate')
    .description(say('cliTeach.evaluate.description'))
    .argument('<data>', say('cliTeach.evaluate.data'))
    .requiredOption('--pack <id>', say('cli.predict.pack'))
    .option('--json', say('cliTeach.evaluate.json'), false)
    .option('--models <folder>', say('cli.models'), modelsDir)
    .action(async (folder: string, options: EvaluateOptions) => {
      const interruption = watchInterruption();
      const { runEvaluate } = await import('./evaluate');
      setExitCode(await runEvaluate(words, folder, options, interruption));
    });
};

/** The generator takes 32 bits. */
function seedOf(words: NodeWords, typed: string): number {
  const seed = Number(typed);
  if (/^\d+$/.test(typed) && seed < 2 ** 32) return seed;
  throw new InvalidArgumentError(words.say('cliTeach.notSeed'));
}
