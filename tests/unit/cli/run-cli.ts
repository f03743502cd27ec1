/** Runs the real binary in a child process. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Output and exit code of a run. */
export interface CliRun {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

const launcher = fileURLToPath(new URL('../../../cli/bin/fieldgrade.mjs', import.meta.url));

/** Arguments of Node for the command line. A run takes seconds: optimising its WebAssembly takes longer than it saves, with the same results. */
export const cliArguments: readonly string[] = ['--liftoff-only', launcher];

/** Runs `fieldgrade` with these arguments in `cwd`. */
export function runCli(args: readonly string[], cwd: string): Promise<CliRun> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...cliArguments, ...args], { cwd });
    const output = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ exitCode: exitCode ?? -1, ...output }));
  });
}

/** The rows of a run with `--json`. */
export function rowsOf(run: CliRun): readonly Readonly<Record<string, unknown>>[] {
  return JSON.parse(run.stdout) as Readonly<Record<string, unknown>>[];
}
