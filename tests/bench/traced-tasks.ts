/** The tasks of a page's threads, from Chromium's trace: how long each took, and how much processor time it used. */
import type { Browser, Page } from '@playwright/test';

export interface Task {
  /** With the time in which other programs had the processor, ms. */
  readonly wallMs: number;
  readonly cpuMs: number;
}

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds. */
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** Threads of a page: its main thread, and the workers. */
export type Thread = 'main' | 'worker';

/** The tasks of each thread while `work` runs. */
export type TracedTasks = Readonly<Record<Thread, readonly Task[]>>;

const threadNames: Readonly<Record<Thread, string>> = { main: 'CrRendererMain', worker: 'DedicatedWorker thread' };

export async function traceTasks(browser: Browser, page: Page, work: () => Promise<void>): Promise<TracedTasks> {
  const categories = ['disabled-by-default-devtools.timeline', 'devtools.timeline', '__metadata'];
  await browser.startTracing(page, { screenshots: false, categories });
  await work();
  const trace = JSON.parse((await browser.stopTracing()).toString()) as { readonly traceEvents: readonly TraceEvent[] };
  return { main: tasksOf(trace.traceEvents, 'main'), worker: tasksOf(trace.traceEvents, 'worker') };
}

function tasksOf(events: readonly TraceEvent[], thread: Thread): readonly Task[] {
  const isNamed = ({ name, args }: TraceEvent) => name === 'thread_name' && args?.name === threadNames[thread];
  const threads = new Set(events.filter(isNamed).map(({ pid, tid }) => `${pid}:${tid}`));
  return events.flatMap(({ name, pid, tid, dur, tdur }) => {
    if (!name.endsWith('RunTask') || !threads.has(`${pid}:${tid}`)) return [];
    return dur === undefined || tdur === undefined ? [] : [{ wallMs: dur / 1_000, cpuMs: tdur / 1_000 }];
  });
}

/** The processor time of all tasks, ms. */
export function cpuMsOfTasks(tasks: readonly Task[]): number {
  return tasks.reduce((sum, { cpuMs }) => sum + cpuMs, 0);
}

/** The longest tasks in words. */
export function describeTasks(tasks: readonly Task[], count = 5): string {
  const longest = (name: keyof Task) =>
    tasks
      .map((task) => task[name])
      .sort((a, b) => b - a)
      .slice(0, count)
      .map((ms) => ms.toFixed(0))
      .join(', ');
  return `longest by processor time ${longest('cpuMs')} ms, by the clock ${longest('wallMs')} ms`;
}
