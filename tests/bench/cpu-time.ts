/** Processor time of a program and everything that it has started, from `/proc`. NaN on systems without it. */
import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts in hundredths of a second. */
const msPerTick = 10;

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly ticks: number;
  readonly isNamed: boolean;
}

/** Milliseconds that the processes with `mark` in their command line, and their descendants, have used so far. */
export function cpuMsOf(mark: string): number {
  const processes = readProcesses(mark);
  if (processes === undefined) return NaN;
  const counted = new Set<number>(processes.filter(({ isNamed }) => isNamed).map(({ pid }) => pid));
  for (let before = -1; before < counted.size;) {
    before = counted.size;
    for (const { pid, parent } of processes) if (counted.has(parent)) counted.add(pid);
  }
  const used = processes.filter(({ pid }) => counted.has(pid));
  return used.reduce((sum, { ticks }) => sum + ticks, 0) * msPerTick;
}

function readProcesses(mark: string): readonly Process[] | undefined {
  try {
    const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
    return pids.flatMap((pid) => readProcess(pid, mark));
  } catch {
    // There is no `/proc`.
    return undefined;
  }
}

/** None for a process that has ended. `proc(5)`: the name, in brackets, is the second of the fields, user and system ticks are 14 and 15. */
function readProcess(pid: string, mark: string): readonly Process[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const isNamed = Number(pid) !== process.pid && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(mark);
    return [{ pid: Number(pid), parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]), isNamed }];
  } catch {
    return [];
  }
}
