// Runs the checks of training/ (ruff, mypy, pytest) with the interpreter that FIELDGRADE_PYTHON names, or python3.
// If training/ is not installed, it prints a message and skips the checks; in CI this is a failure.
import { spawnSync } from 'node:child_process';

const python = process.env.FIELDGRADE_PYTHON ?? 'python3';
const cwd = new URL('../training/', import.meta.url);
// One thread: the tests compute little at a time, and threads that wait for more keep the other cores busy (five times the processor time).
const env = { ...process.env, OMP_NUM_THREADS: '1' };
const run = (...args) => spawnSync(python, args, { cwd, env, stdio: 'inherit' }).status ?? 1;

const probe = spawnSync(python, ['-c', 'import torch, onnx, onnxruntime, pytest, ruff, mypy'], {
  cwd,
  stdio: 'ignore',
});
if (probe.status !== 0) {
  console.log(`Python checks skipped: ${python} lacks training's packages. See training/README.md.`);
  process.exit(process.env.CI === 'true' ? 1 : 0);
}
const steps = [
  ['-m', 'ruff', 'check', '.'],
  ['-m', 'ruff', 'format', '--check', '.'],
  ['-m', 'mypy'],
  ['-m', 'pytest', '-q', '-p', 'no:cacheprovider'],
];
for (const step of steps) {
  const status = run(...step);
  if (status !== 0) process.exit(status);
}
